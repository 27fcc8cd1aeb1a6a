import { titleKey } from '../title.ts';
import type { Source, SourcePage } from './source.ts';

/** A page of the source at its place in the tree that it becomes, with a title that no other page of the source has. */
export type Placed = { page: SourcePage; no: number; parentNo: number | null; depth: number; title: string };

/** Deeper pages stand beside each other at this depth. */
const deepest = 50;

const inOrder = (a: SourcePage, b: SourcePage): number =>
  (a.position || Number.MAX_SAFE_INTEGER) - (b.position || Number.MAX_SAFE_INTEGER) ||
  a.title.localeCompare(b.title, 'id') ||
  (a.key < b.key ? -1 : 1);

/** Gives out titles, each once: a second "Ringkasan" is "Ringkasan (Server)" after the page above it, a third "Ringkasan (2)". */
const titleGiver = () => {
  const given = new Set<string>();
  const next = new Map<string, number>();
  return (wanted: string, above: string | null): string => {
    const forms =
      above === null ? [wanted] : [wanted, `${wanted.slice(0, 120).trim()} (${above.slice(0, 60).trim()})`.toWellFormed()];
    const free = forms.find((form) => !given.has(titleKey(form)));
    const title = free ?? numbered(wanted.slice(0, 180).toWellFormed(), (form) => !given.has(titleKey(form)), next);
    given.add(titleKey(title));
    return title;
  };
};

const numbered = (stem: string, isFree: (title: string) => boolean, next: Map<string, number>): string => {
  const key = titleKey(stem);
  for (let n = next.get(key) ?? 2; ; n += 1) {
    const title = `${stem} (${n})`;
    if (!isFree(title)) continue;
    next.set(key, n + 1);
    return title;
  }
};

/**
 * The pages of a source in the order of their tree, each after the one above it; the order, the numbers and the titles are the same
 * whenever the same file is read. A page whose parent is not there, or is below itself, stands at the top.
 */
export const placed = (source: Source): Placed[] => {
  const keys = new Set(source.pages.map(({ key }) => key));
  const below = new Map<string | null, SourcePage[]>();
  for (const page of source.pages) {
    const parent = page.parent !== null && keys.has(page.parent) && page.parent !== page.key ? page.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), page]);
  }
  for (const pages of below.values()) pages.sort(inOrder);
  const done: Placed[] = [];
  const seen = new Set<SourcePage>();
  const give = titleGiver();
  type Waiting = { page: SourcePage; above: Placed | null };
  const walk = (roots: readonly SourcePage[]): void => {
    const waiting: Waiting[] = roots.map((page) => ({ page, above: null })).reverse();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { page, above } = next;
      if (seen.has(page)) continue;
      seen.add(page);
      const title = give(page.title, above?.title ?? null);
      const place = { page, no: done.length + 1, parentNo: above?.no ?? null, depth: above ? above.depth + 1 : 0, title };
      done.push(place);
      // What lies too deep goes on beside the last page that is deep enough.
      const parent = place.depth < deepest ? place : above;
      waiting.push(...(below.get(page.key) ?? []).map((each) => ({ page: each, above: parent })).reverse());
    }
  };
  walk(below.get(null) ?? []);
  walk(source.pages.filter((page) => !seen.has(page)));
  return done;
};
