import { type LetterRow, listAgendaOf, listLettersOf } from '#letters/index.ts';
import type { ActContext } from '../perform.ts';

/** The letter that is being answered: the latest request of the case, with its place in the agency's agenda. */
export const incomingLetter = async ({
  tx,
  found,
}: Pick<ActContext, 'tx' | 'found'>): Promise<{
  letter: LetterRow;
  number: string;
  date: string;
  receivedOn: string;
  agendaNumber: string;
}> => {
  const [letters, agenda] = [await listLettersOf(tx, found.row.id), await listAgendaOf(tx, found.row.id)];
  const letter = letters.filter((each) => each.kind === 'hosting-request').at(-1);
  // Other letters on paper may belong to the case too: the request's own entry is the one that counts.
  const entry = agenda.find((each) => each.letter_id === letter?.id) ?? agenda.at(-1);
  if (!letter || !entry) throw new Error(`case ${found.row.number} was submitted without its letter`);
  return {
    letter,
    number: entry.letter_number,
    date: entry.letter_date.toString(),
    receivedOn: entry.received_at.toZonedDateTimeISO(found.host.timeZone).toPlainDate().toString(),
    agendaNumber: `${entry.seq}/${entry.year}`,
  };
};
