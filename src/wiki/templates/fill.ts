import { withoutCode } from '../markdown/scan.ts';

const mark = /(?<!\{)\{([a-z][a-z0-9_]{0,40})\}(?!\})/g;

/** What a text has in single braces, outside of code: each name once. */
export const marksOf = (text: string): string[] => [
  ...new Set([...withoutCode(text).matchAll(mark)].map(([, name = '']) => name)),
];

/**
 * A value in the midst of a page: what would begin a heading, a block of code or a comment there is written out, so that
 * nothing which somebody typed into a form can swallow the parts that follow.
 */
const asContent = (value: string): string =>
  value
    .replaceAll(/^( {0,3})(#{1,6}(?=[ \t]|$)|`{3,}|~{3,})/gm, '$1\\$2')
    .replaceAll('<!--', '\\<!--')
    .trim();

/** A template with its placeholders filled in; what has no value stays as it is written. */
export const fillBody = (text: string, values: Readonly<Record<string, string>>): string =>
  text
    .replaceAll(mark, (whole, name: string) => (Object.hasOwn(values, name) ? asContent(values[name] ?? '') : whole))
    .replaceAll(/\n{3,}/g, '\n\n');

/** The same for a title: on one line. */
export const fillTitle = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern
    .replaceAll(mark, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole))
    .replaceAll(/\s+/g, ' ')
    .trim();
