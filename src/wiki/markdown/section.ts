import type { OutlineEntry } from './rendering.ts';

/** The lines of a text that a heading and all below it take: from the heading's own up to the next of its level or above. */
export type Section = { from: number; to: number };

/** Where the section of a heading (by its id in the outline) stands in the text that was rendered; null when there is none. */
export const sectionAt = (outline: readonly OutlineEntry[], id: string, text: string): (Section & { title: string }) | null => {
  const at = outline.findIndex((entry) => entry.id === id && entry.line !== undefined);
  const heading = outline[at];
  if (heading?.line === undefined) return null;
  const next = outline.slice(at + 1).find(({ level, line }) => line !== undefined && level <= heading.level);
  return { from: heading.line, to: next?.line ?? text.split('\n').length, title: heading.title };
};

/** The text of a section, without the empty lines at its end. */
export const cutSection = (text: string, { from, to }: Section): string => text.split('\n').slice(from, to).join('\n').trimEnd();

/**
 * A text with one section written anew; every line around it stays as it was, so that a merge sees only what was changed.
 * Null for lines that the text does not have.
 */
export const joinSection = (text: string, { from, to }: Section, written: string): string | null => {
  const lines = text.split('\n');
  if (!(Number.isInteger(from) && Number.isInteger(to)) || from < 0 || to <= from || to > lines.length) return null;
  const former = lines.slice(from, to);
  if (written.trimEnd() === former.join('\n').trimEnd()) return text;
  const end = former.findLastIndex((line) => line.trim() !== '') + 1;
  const after = lines.slice(to);
  const kept = former.slice(end);
  // What follows begins with an empty line above it, also when none was there.
  const gap = after.length > 0 && kept.length === 0 ? [''] : kept;
  const anew = written.trimEnd();
  return [...lines.slice(0, from), ...(anew === '' ? [] : [...anew.split('\n'), ...gap]), ...after].join('\n');
};
