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

/** Whether a place lies in a row of a table, where the sign within a link by title would end the cell. Asked from front to back. */
const rowTeller = (text: string): ((at: number) => boolean) => {
  let end = -1;
  let isRow = false;
  return (at) => {
    if (at <= end) return isRow;
    const next = text.indexOf('\n', at);
    end = next < 0 ? text.length : next;
    const line = text.slice(text.lastIndexOf('\n', at) + 1, end);
    isRow = line.replace(/\[\[[^[\]\n]{1,500}\]\]/g, '').includes('|');
    return isRow;
  };
};

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i')
    .exec(tag)
    ?.slice(1)
    .find((each) => each !== undefined) ?? '';

const links =
  /(!?)\[((?:[^[\]\n]|\[[^[\]\n]{0,100}\]){0,300})\]\((?:<([^<>\n]{1,500})>|([^()\s<>]{1,500}(?:\([^()\s]{0,100}\)[^()\s]{0,200})?))(\s+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|=\d{0,5}x\d{0,5}))?\s*\)|(!?)\[\[([^[\]|\n#]{1,300})(#[^[\]|\n]{0,200})?(?:\|([^[\]\n]{0,300}))?\]\]|^ {0,3}\[([^[\]\n^]{1,100})\]:[ \t]{1,10}<?([^\s<>]{1,500})>?(.{0,300})$|<img\s([^<>\n]{1,600})>/dgim;

const isOutside = (href: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href);

/** A text with its links and pictures turned into what they are in the wiki. Code is left as it is. */
export const relinked = (text: string, { link, named }: Relink): string => {
  const made: string[] = [];
  let at = 0;
  const isRow = rowTeller(text);
  for (const found of withoutCode(text).matchAll(links)) {
    const part = (n: number): string | undefined => {
      const place = found.indices?.[n];
      return place && text.slice(place[0], place[1]);
    };
    const whole = text.slice(found.index, found.index + found[0].length);
    const become = ((): string => {
      const name = part(7);
      if (name !== undefined) {
        const [picture, label] = [part(6) === '!', part(9) ?? ''];
        const to = named({ name: name.trim(), heading: (part(8) ?? '').slice(1).trim(), label: label.trim(), picture });
        if (to === null) return whole;
        return typeof to === 'string' ? to : `![${/^\d*$/.test(label) ? '' : label}](${encodeURIComponent(to.file)})`;
      }
      const tag = part(13);
      if (tag !== undefined) {
        const [src, alt] = [attribute(tag, 'src'), attribute(tag, 'alt').replace(/[[\]]/g, ' ')];
        const to = src === '' || isOutside(src) ? null : link({ href: decoded(src), label: alt, picture: true });
        return to !== null && typeof to === 'object' ? `![${alt}](${encodeURIComponent(to.file)})` : whole;
      }
      const defined = part(11);
      const href = part(3) ?? part(4) ?? defined ?? '';
      const [picture, label] = [part(1) === '!', part(2) ?? ''];
      // A picture that is a link: both are turned.
      const inner = label.includes('![') ? relinked(label, { link, named }) : null;
      if (isOutside(href)) return inner === null ? whole : whole.replace(label, () => inner);
      const said = inner === null ? label : (/!\[([^[\]]*)\]/.exec(label)?.[1] ?? '');
      const to = link({ href: decoded(href), label: said, picture });
      if (to === null) return inner === null ? whole : whole.replace(label, () => inner);
      if (inner !== null && typeof to === 'string') return `${inner} ${to}`;
      // A definition cannot become a link by title: it stays an address.
      if (defined !== undefined)
        return typeof to === 'string' ? whole : `[${part(10)}]: ${encodeURIComponent(to.file)}${part(12) ?? ''}`;
      return typeof to === 'string'
        ? to
        : `${picture ? '!' : ''}[${inner ?? label}](${encodeURIComponent(to.file)}${/^\s+=/.test(part(5) ?? '') ? '' : (part(5) ?? '')})`;
    })();
    made.push(text.slice(at, found.index), isRow(found.index) ? marksInTable(become) : become);
    at = found.index + found[0].length;
  }
  return made.join('') + text.slice(at);
};
