import { withoutCode } from '../markdown/scan.ts';
import { marksInTable } from './link-marks.ts';

/** What becomes of a link: a text in its place, a file of the page, or null: it stays. */
type Become = string | { file: string } | null;

export type Relink = {
  /** A link or picture with an address within the folder. */
  link: (link: { href: string; label: string; picture: boolean }) => Become;
  /** `[[name]]`, as several programs write a link to a file by its name. */
  named: (link: { name: string; heading: string; label: string; picture: boolean }) => Become;
};

const decoded = (href: string): string => {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
};

const endOfLine = (text: string, from: number): number => {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
};

const links =
  /(!?)\[((?:[^[\]\n]|\[[^[\]\n]{0,100}\]){0,300})\]\((?:<([^<>\n]{1,500})>|([^()\s<>]{1,500}(?:\([^()\s]{0,100}\)[^()\s]{0,200})?))(\s+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\s*\)|(!?)\[\[([^[\]|\n#]{1,300})(#[^[\]|\n]{0,200})?(?:\|([^[\]\n]{0,300}))?\]\]|^ {0,3}\[([^[\]\n^]{1,100})\]:[ \t]{1,10}<?([^\s<>]{1,500})>?(.{0,300})$/dgm;

const isOutside = (href: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href);

/** A text with its links and pictures turned into what they are in the wiki. Code is left as it is. */
export const relinked = (text: string, { link, named }: Relink): string => {
  const made: string[] = [];
  let at = 0;
  for (const found of withoutCode(text).matchAll(links)) {
    const part = (n: number): string | undefined => {
      const place = found.indices?.[n];
      return place && text.slice(place[0], place[1]);
    };
    const whole = text.slice(found.index, found.index + found[0].length);
    // In a row of a table the sign within a link by title would end the cell.
    const line = `${text.slice(text.lastIndexOf('\n', found.index) + 1, found.index)}${text.slice(found.index + found[0].length, endOfLine(text, found.index + found[0].length))}`;
    const become = ((): string => {
      const name = part(7);
      if (name !== undefined) {
        const [picture, label] = [part(6) === '!', part(9) ?? ''];
        const to = named({ name: name.trim(), heading: (part(8) ?? '').slice(1).trim(), label: label.trim(), picture });
        if (to === null) return whole;
        return typeof to === 'string' ? to : `![${/^\d*$/.test(label) ? '' : label}](${encodeURIComponent(to.file)})`;
      }
      const defined = part(11);
      const href = part(3) ?? part(4) ?? defined ?? '';
      if (isOutside(href)) return whole;
      const [picture, label] = [part(1) === '!', part(2) ?? ''];
      const to = link({ href: decoded(href), label, picture });
      if (to === null) return whole;
      // A definition cannot become a link by title: it stays an address.
      if (defined !== undefined)
        return typeof to === 'string' ? whole : `[${part(10)}]: ${encodeURIComponent(to.file)}${part(12) ?? ''}`;
      return typeof to === 'string' ? to : `${picture ? '!' : ''}[${label}](${encodeURIComponent(to.file)}${part(5) ?? ''})`;
    })();
    made.push(text.slice(at, found.index), line.includes('|') ? marksInTable(become) : become);
    at = found.index + found[0].length;
  }
  return made.join('') + text.slice(at);
};
