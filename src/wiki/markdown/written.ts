import { titleKey } from '../title.ts';
import { headingsOf, sectionOf, withoutCode } from './scan.ts';

/** A text without its comments; those in code stay, and what follows an unclosed one is part of it. */
const withoutComments = (text: string): string => {
  const plain = withoutCode(text);
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const from = plain.indexOf('<!--', at);
    if (from < 0) return kept.join('') + text.slice(at);
    kept.push(text.slice(at, from));
    const to = plain.indexOf('-->', from + 4);
    if (to < 0) return kept.join('');
    at = to + 3;
  }
};

/** The lines of a text that are no heading. */
const withoutHeadings = (text: string): string => {
  const headings = new Set(headingsOf(text).map(({ line }) => line));
  return text
    .split('\n')
    .filter((_, line) => !headings.has(line))
    .join('\n');
};

/** What is drawn rather than said: tags, boxes of tasks, the kind of a callout. */
const signs = /<\/?[a-z][^<>]{0,200}>|^[ \t]*[-*+] \[[ x]\]|^[ \t]*>[ \t]*\[![^\]\n]{1,40}\]/gim;

const says = (text: string): boolean => /[\p{L}\p{N}]/u.test(text.replaceAll(signs, ' '));

/** Whether anything is said in a text. Headings, comments, empty tables and boxes alone say nothing. */
const isWritten = (text: string): boolean => says(withoutHeadings(withoutComments(text)));

/** Which of these headings have nothing written under them, or are not there. */
export const emptySections = (text: string, required: readonly string[]): string[] =>
  required.filter((title) => !isWritten(sectionOf(text, title) ?? ''));

/**
 * What people have written in a text: without comments, and without headings under which there is nothing. A page as its
 * template made it has nothing of its own.
 */
export const writtenOf = (text: string): string => {
  const said = withoutComments(text);
  const lines = said.split('\n');
  const hollow = new Set<number>();
  // From the last heading to the first: by level, whether anything is said below the heading that is still to come.
  const below = new Array<boolean>(7).fill(false);
  let until = lines.length;
  for (const { level, line } of headingsOf(said).toReversed()) {
    const written = below.some((each, deeper) => each && deeper > level) || says(lines.slice(line + 1, until).join('\n'));
    if (!written) hollow.add(line);
    below.fill(false, level + 1);
    below[level] ||= written;
    until = line;
  }
  return lines.filter((_, line) => !hollow.has(line)).join('\n');
};

/** The headings of one text that another has not, in order; those that are filled in for each page are left out. */
export const lackingHeadings = (body: string, template: string): string[] => {
  const there = new Set(headingsOf(body).map(({ title }) => titleKey(title)));
  return headingsOf(template)
    .map(({ title }) => title)
    .filter((title) => title !== '' && !/\{[a-z_]+\}/.test(title) && !there.has(titleKey(title)));
};
