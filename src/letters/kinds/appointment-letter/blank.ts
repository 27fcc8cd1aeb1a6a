import { type BlankForm, blankPerson, dots } from '../shared/blank.ts';
import { content } from './example.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: `Penunjukan Pengelola/Administrator Aplikasi ${dots(36)}`,
  content: { administrator: blankPerson, application: dots(40), duties: [...content.duties, dots(40)], validUntil: '' },
};
