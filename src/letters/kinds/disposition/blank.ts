import { type BlankForm, dots, rows } from '../shared/blank.ts';
import { content } from './example.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Lembar Disposisi',
  content: {
    letter: { from: dots(), number: dots(), date: '', hal: dots(90) },
    receivedOn: '',
    agendaNumber: dots(20),
    nature: '',
    recipients: rows(6, { label: dots(34), chosen: false }),
    instructions: content.instructions.map(({ label }) => ({ label, chosen: false })),
    note: '',
    dueOn: '',
  },
};
