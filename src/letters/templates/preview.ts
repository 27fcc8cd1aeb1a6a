import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { createSandbox, RenderError } from '#typeset/index.ts';
import type { LetterKind } from '../kinds/index.ts';
import { type Logo, type Printed, render } from '../render.ts';
import { type Source, sourceOf } from '../sources.ts';
import { type Variant, variantLetter, variants } from './examples.ts';
import { findParts, sharedWith } from './parts.ts';

/** Previews have a process of their own, which ends after a minute without one: the web process stays small. */
const previews = createSandbox({ idleMs: 60_000 });

/** How many previews may wait; an administrator's own typing never comes near it. */
const mostWaiting = 8;

let waiting = 0;

/** Ends the process of the previews. */
export const endPreviews = (): Promise<void> => previews.end();

/** A template as it would be used now: with the shared parts in force. */
export const draftSource = async (db: Db, kind: LetterKind, template: string): Promise<Source> =>
  sourceOf(kind, template, await sharedWith(kind === 'book' ? null : await findParts(db)));

export type Preview = { document: Uint8Array; pages: number };

/** Renders for the eye. Throws RenderError with the template's faults, `unavailable` when too many wait. */
export const previewLetter = async (
  source: Source,
  letter: Printed,
  { logo = null, want, name }: { logo?: Logo | null; want: 'pdf' | 'svg'; name: string },
): Promise<Preview> => {
  if (waiting >= mostWaiting) throw new AppError('unavailable', { what: 'the renderer of previews' });
  waiting += 1;
  try {
    const { document, pages } = await render(previews, source, letter, { logo, want, name });
    return { document: want === 'svg' ? withEdges(document, pages) : document, pages };
  } finally {
    waiting -= 1;
  }
};

/** Typst lays all pages below one another without a mark; a line shows where one ends. */
const withEdges = (svg: Uint8Array, pages: number): Uint8Array => {
  const text = new TextDecoder().decode(svg);
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(text) ?? [];
  if (pages < 2 || !width || !height) return svg;
  const edges = Array.from({ length: pages - 1 }, (_, index) => {
    const y = (Number(height) / pages) * (index + 1);
    return `<path d="M0 ${y}H${width}" stroke="#7d8b90" stroke-width="1.5" stroke-dasharray="6 4"/>`;
  });
  return new TextEncoder().encode(text.replace(/<\/svg>\s*$/, `${edges.join('')}</svg>`));
};

/** A variant of the example that a template does not stand, and why. */
export type Failure = { variant: Variant; error: RenderError };

/** Renders the example of a kind with all its edge data. Returns the first failure; null: the template stands all. */
export const proveSource = async (kind: LetterKind, source: Source, name: string): Promise<Failure | null> => {
  for (const variant of variants) {
    const letter = await variantLetter(kind, variant);
    try {
      await previewLetter(source, letter, { want: 'pdf', name });
    } catch (error) {
      if (error instanceof RenderError) return { variant, error };
      throw error;
    }
  }
  return null;
};
