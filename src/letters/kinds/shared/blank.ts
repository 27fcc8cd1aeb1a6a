/** What a blank form prints in place of its data: see `form` in base.typ. Dates and chosen values are '', amounts null. */
export type BlankForm = {
  /** Stands as the subject of the letter and as the title of the PDF. */
  hal: string;
  content: unknown;
};

/** A dotted line to write on, as wide as so many letters; it may break anywhere. */
export const dots = (letters = 32): string => '.'.repeat(Math.round(letters * 1.6));

/** Several lines to write on, in a text that keeps its line breaks. */
export const dottedLines = (count: number): string => Array.from({ length: count }, () => dots(78)).join('\n');

/** The same empty row so many times. */
export const rows = <Row>(count: number, row: Row): Row[] => Array.from({ length: count }, () => row);

export const blankPerson = { name: dots(40), nip: dots(), rank: dots(), title: dots(40), phone: dots(), email: dots() };

export const blankResources = { cpu: null, memoryGb: null, diskGb: null };

/** Around the body of a letter between offices. */
export const blankCorrespondence = {
  nature: '',
  attachments: null,
  addressee: { title: dots(40), place: dots(20) },
  cc: [dots(40)],
};

export const blankAnswered = { number: dots(), date: '', receivedOn: null };
