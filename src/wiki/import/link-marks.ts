// While a file is read, nobody knows yet what its pages will be called: titles may be taken. So a link between them is a mark with
// the page's key, which no text can hold (control characters are taken out before), and becomes a link by title in the end.

const [begin, inTable, between, end] = ['\u0001', '\u0002', '\u0003', '\u0004'];

export type LinkMark = { key: string; heading: string; label: string };

/** The mark of a link to the page of this key. The key travels in hexadecimal, so that no markup is seen in it. */
export const markerFor = ({ key, heading, label }: LinkMark): string =>
  `${begin}${Buffer.from(key).toString('hex')}${between}${heading.replace(/[|[\]\n]/g, ' ').trim()}${between}${label.replace(/[|[\]\n]/g, ' ').trim()}${end}`;

/** The same text for a cell of a table, where the sign between title and label would end the cell. */
export const marksInTable = (text: string): string => text.replaceAll(begin, inTable);

const marks = new RegExp(
  `([${begin}${inTable}])([0-9a-f]*)${between}([^${begin}-${end}\\n]*)${between}([^${begin}-${end}\\n]*)${end}`,
  'g',
);
const stray = new RegExp(`[${begin}-${end}]`, 'g');

/** A text with its marks as links; `titleOf` knows what the page of a key is called. */
export const withLinks = (text: string, titleOf: (key: string) => string): string =>
  text.includes(end)
    ? text
        .replace(marks, (_, kind: string, hex: string, heading: string, label: string) => {
          const title = titleOf(Buffer.from(hex, 'hex').toString());
          const said = label === '' || (label === title && heading === '') ? '' : `${kind === inTable ? '\\|' : '|'}${label}`;
          return `[[${title}${heading === '' ? '' : `#${heading}`}${said}]]`;
        })
        .replace(stray, '')
    : text;

const [open, close] = ['\u0005', '\u0006'];
const asides = new RegExp(`${open}(\\d{1,6})${close}`, 'g');

/** Pieces of a line that are done stand aside while the marks around them are read: bold and italics may go across them. */
export const aside = () => {
  const kept: string[] = [];
  return {
    put: (text: string): string => `${open}${kept.push(text) - 1}${close}`,
    /** A piece may hold another one (code in a label): twice is as deep as it goes. */
    back: (text: string): string => {
      const once = (each: string): string => each.replace(asides, (_, n: string) => kept[Number(n)] ?? '');
      return once(once(text));
    },
  };
};
