import { AppError } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import type { ActContext } from './perform.ts';

/** Refuses an act for something that is not there, named in the language of who acts. */
export const missing = ({ language }: Pick<ActContext, 'language'>, what: Words): AppError =>
  new AppError('missing', { items: what[language] });
