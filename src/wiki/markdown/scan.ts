import { titleKey } from '../title.ts';

/** A link by title as it stands in a text: `[[Title]]`, `[[space::Title|label]]`, `[[Title#Heading]]`. */
export type TitleLink = { space: string; title: string; key: string; heading: string; label: string };

/** What begins at a `[[`; null when it is no link by title. */
export const readTitleLink = (inner: string): TitleLink | null => {
  // In a table the sign between title and label is written \|, else it would end the cell.
  const [target = '', ...labels] = inner.split(/\\?\|/);
  const [named = '', ...headings] = target.split('#');
  const parts = named.split('::');
  const title = (parts.at(-1) ?? '').trim();
  const space = parts.length > 1 ? (parts[0] ?? '').trim().toLowerCase() : '';
  const key = titleKey(title);
  if (key === '' || key.length > 200) return null;
  const label = labels.join('|').trim() || title;
  return { space, title, key, heading: headings.join('#').trim(), label };
};

/** One title link at the start of a text; the same pattern for the scanner and the renderer. */
export const titleLinkPattern = /\[\[([^[\]\n]{1,500})\]\]/;

/**
 * A text without what is code: fenced blocks and inline code become blanks of the same length, so that what is found keeps
 * its place. Line by line, in linear time whatever the text is.
 */
export const withoutCode = (text: string): string => {
  let fence = '';
  return text
    .split('\n')
    .map((line) => {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
      if (fence === '' && mark !== '') {
        fence = mark;
        return ' '.repeat(line.length);
      }
      if (fence !== '') {
        if (mark.startsWith(fence) && /^ {0,3}[`~]+\s*$/.test(line)) fence = '';
        return ' '.repeat(line.length);
      }
      return line.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    })
    .join('\n');
};

/** At most so many links of one page are kept. */
const mostLinks = 2000;

/** The titles that a text links to, each once, in order. */
export const linksOf = (text: string): TitleLink[] => {
  const found = new Map<string, TitleLink>();
  for (const [, inner] of withoutCode(text).matchAll(new RegExp(titleLinkPattern, 'g'))) {
    const link = readTitleLink(inner ?? '');
    if (link && !found.has(`${link.space}::${link.key}`)) found.set(`${link.space}::${link.key}`, link);
    if (found.size === mostLinks) break;
  }
  return [...found.values()];
};

export type Heading = { level: number; title: string; line: number };

/** The headings of a text (`## Title`), with the line on which each stands. */
export const headingsOf = (text: string): Heading[] =>
  withoutCode(text)
    .split('\n')
    .flatMap((line, index) => {
      const found = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/.exec(line);
      return found ? [{ level: (found[1] ?? '').length, title: (found[2] ?? '').trim(), line: index }] : [];
    });

/** What stands under a heading, down to the next of its level or above; null when there is no such heading. */
export const sectionOf = (text: string, title: string): string | null => {
  const headings = headingsOf(text);
  const at = headings.findIndex((heading) => titleKey(heading.title) === titleKey(title));
  const heading = headings[at];
  if (!heading) return null;
  const next = headings.slice(at + 1).find(({ level }) => level <= heading.level);
  return text
    .split('\n')
    .slice(heading.line + 1, next?.line)
    .join('\n');
};

/** The text with a section's content replaced; a heading that is not there is added at the end. */
export const withSection = (text: string, title: string, content: string): string => {
  const headings = headingsOf(text);
  const at = headings.findIndex((heading) => titleKey(heading.title) === titleKey(title));
  const heading = headings[at];
  if (!heading) return `${text.trimEnd()}\n\n## ${title}\n\n${content.trim()}\n`.trimStart();
  const lines = text.split('\n');
  const next = headings.slice(at + 1).find(({ level }) => level <= heading.level);
  const after = next ? ['', ...lines.slice(next.line)] : [''];
  return [...lines.slice(0, heading.line + 1), '', ...content.trim().split('\n'), ...after].join('\n');
};
