import { AppError } from '#lib/errors.ts';
import type { LetterKind } from '../kinds/index.ts';
import { type Logo, type Printed, render } from '../render.ts';
import { RenderError } from '../sandbox/errors.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { type Source, sharedFiles, sourceOf } from '../sources.ts';
import { type Variant, variantLetter, variants } from './examples.ts';

/** Previews have a process of their own, which ends after a minute without one: the web process stays small. */
const previews = createSandbox({ idleMs: 60_000 });

/** How many previews may wait; an administrator's own typing never comes near it. */
const mostWaiting = 8;

let waiting = 0;

/** Ends the process of the previews. */
export const endPreviews = (): Promise<void> => previews.end();

/** A template as it would be used now: with the shared parts of this release. */
export const draftSource = async (kind: LetterKind, template: string): Promise<Source> =>
  sourceOf(kind, template, await sharedFiles());

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
    return await render(previews, source, letter, { logo, want, name });
  } finally {
    waiting -= 1;
  }
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
