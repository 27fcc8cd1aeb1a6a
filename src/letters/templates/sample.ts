import type { Db } from '#db/index.ts';
import { RenderError } from '#typeset/index.ts';
import { findPageSettings } from '../commands/save-page-settings.ts';
import type { LetterKind } from '../kinds/index.ts';
import { schemas } from '../kinds/index.ts';
import { readLogo } from '../logo.ts';
import type { PageSettings } from '../page-settings.ts';
import type { LetterPage } from '../queries.ts';
import type { Logo, Printed } from '../render.ts';
import { sheetSchema } from '../sheet.ts';
import { shippedSource } from '../sources.ts';
import { exampleLetter, type Variant, variantLetter } from './examples.ts';
import { type Explained, explain } from './explain.ts';
import { composeAll, type PartKind, partKinds } from './parts.ts';
import { draftSource, type Preview, previewLetter } from './preview.ts';

/** A preview, or why there is none. */
export type Shown = ({ ok: true } & Preview) | { ok: false; faults: Explained[] };

const shown = async (preview: Promise<Preview>, main: string): Promise<Shown> => {
  try {
    return { ok: true, ...(await preview) };
  } catch (error) {
    if (error instanceof RenderError) return { ok: false, faults: explain(error, main) };
    throw error;
  }
};

/**
 * Shows a template that is being written: with the example of its kind (or its edge data) on the installation's paper, or with
 * a letter that the caller found the actor may see. Throws `unavailable` when too many wait.
 */
export const showTemplate = async (
  db: Db,
  input: { kind: LetterKind; template: string; sample: Variant | LetterPage; want: 'pdf' | 'svg' },
): Promise<Shown> => {
  const { kind, template, sample, want } = input;
  const source = await draftSource(db, kind, template);
  const { letter, logo } = typeof sample === 'string' ? await ofExample(db, kind, sample) : await ofLetter(db, kind, sample);
  return shown(previewLetter(source, letter, { logo, want, name: source.main }), source.main);
};

/** Shows a shared part that is being written with the example of a kind, in its template that is in force. */
export const showPart = async (
  db: Db,
  input: { part: PartKind; template: string; kind: LetterKind; want: 'pdf' | 'svg' },
): Promise<Shown> => {
  const { part, template, kind, want } = input;
  const found = (await composeAll(db, part, template)).find((each) => each.kind === kind);
  const source = found?.source ?? (await shippedSource(kind));
  const { letter, logo } = await ofExample(db, kind, 'example');
  return shown(previewLetter(source, letter, { logo, want, name: source.main }), partKinds[part].path);
};

type Sample = { letter: Printed; logo: Logo | null };

const ofExample = async (db: Db, kind: LetterKind, variant: Variant): Promise<Sample> => {
  const { content, sheet } = await variantLetter(kind, variant);
  const { installation } = await findPageSettings(db, null);
  return { letter: { content, sheet: { ...sheet, page: installation } }, logo: null };
};

const ofLetter = async (db: Db, kind: LetterKind, { content, sheet }: LetterPage): Promise<Sample> => {
  const parsed = schemas[kind].parse(content);
  const frozen = sheet ? sheetSchema.parse(sheet) : (await exampleLetter(kind)).sheet;
  return { letter: { content: parsed, sheet: frozen }, logo: await readLogo(db, frozen.letterhead.logoFileId) };
};

/** Shows the example of a kind on a paper that is being chosen. */
export const showPage = async (kind: LetterKind, settings: PageSettings, want: 'pdf' | 'svg'): Promise<Shown> => {
  const source = await shippedSource(kind);
  const { content, sheet } = await exampleLetter(kind);
  const letter = { content, sheet: { ...sheet, page: settings } };
  return shown(previewLetter(source, letter, { want, name: source.main }), source.main);
};
