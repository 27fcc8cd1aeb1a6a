import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { kindLabel, letterKinds } from '../choices.ts';
import type { LetterKind } from '../kinds/index.ts';
import { type Source, sharedFiles, shippedSource, sourceOf, withFiles } from '../sources.ts';

/** Parts that every kind is put together from, and that an office may change as it changes a template. */
export const partKinds = {
  'shared:kop': { label: { id: 'Bagian bersama: kop surat', en: 'Shared part: letterhead' }, path: 'shared/kop.typ' },
  'shared:parts': {
    label: {
      id: 'Bagian bersama: nomor, tujuan, tanda tangan, tembusan',
      en: 'Shared part: reference, addressee, signature, copies',
    },
    path: 'shared/parts.typ',
  },
} as const satisfies Record<string, { label: Words; path: string }>;

export type PartKind = keyof typeof partKinds;

/** What has versions: the template of a kind, or a part that kinds share. */
export type TemplateKind = LetterKind | PartKind;

export const isPart = (kind: string): kind is PartKind => Object.hasOwn(partKinds, kind);

/** As it is stored; throws not_found for one that this version does not have. */
export const asTemplateKind = (kind: string): TemplateKind => {
  if (isPart(kind) || Object.hasOwn(letterKinds, kind)) return kind as TemplateKind;
  throw new AppError('not_found', { what: `template of ${kind}` });
};

export const templateLabel = (kind: TemplateKind): Words => (isPart(kind) ? partKinds[kind].label : kindLabel(kind));

/** Texts of the parts in force, by their kind; null: the release's own. */
export type Parts = Readonly<Record<string, string>> | null;

/** The column of a statement that issues a letter: the parts in force. */
export const partsColumn = sql<Parts>`(select jsonb_object_agg(t.kind, t.template) from letter_template t
  where t.status = 'active' and t.kind like 'shared:%')`;

export const findParts = async (db: Db): Promise<Parts> => {
  const row = await db.selectNoFrom(partsColumn.as('parts')).executeTakeFirst();
  return row?.parts ?? null;
};

const filesOf = (parts: Parts): Record<string, string> =>
  Object.fromEntries(Object.entries(parts ?? {}).flatMap(([kind, text]) => (isPart(kind) ? [[partKinds[kind].path, text]] : [])));

/** The shared files as they hold: the release's, with the office's own parts in their place. */
export const sharedWith = async (parts: Parts): Promise<Source['files']> => ({ ...(await sharedFiles()), ...filesOf(parts) });

/** Kinds that keep the release's own parts: a book of thousands of rows needs the limits that only they are trusted with. */
const withoutParts: ReadonlySet<LetterKind> = new Set(['book']);

const known = new Map<string, Source>();
const mostKnown = 60;

/** What a kind without a version of its own is made of: the release's template, with the parts in force. */
export const releaseSource = async (kind: LetterKind, parts: Parts): Promise<Source> => {
  const shipped = await shippedSource(kind);
  if (!parts || withoutParts.has(kind)) return shipped;
  const key = `${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
  const held = known.get(key);
  if (held) return held;
  const source = withFiles(shipped, filesOf(parts));
  if (known.size >= mostKnown) known.clear();
  known.set(key, source);
  return source;
};

/** The source of a part itself, as it is kept. */
export const partSource = (kind: PartKind, template: string): Source => {
  const { path } = partKinds[kind];
  const files = { [path]: template };
  return {
    main: path,
    files,
    hash: createHash('sha256')
      .update(JSON.stringify({ main: path, files }))
      .digest('hex'),
  };
};

/** A kind with what it would be made of. */
export type Composed = {
  kind: LetterKind;
  source: Source;
  /** The office's own version in force, which would take the new source; null: it follows by itself. */
  templateId: string | null;
};

/** Every kind as it would be with a part changed: its template in force over the shared files. */
export const composeAll = async (db: Db, part: PartKind, template: string): Promise<Composed[]> => {
  const parts = { ...(await findParts(db)), [part]: template };
  const shared = await sharedWith(parts);
  const own = await db
    .selectFrom('letter_template')
    .select(['id', 'kind', 'template'])
    .where('status', '=', 'active')
    .where('kind', 'not like', 'shared:%')
    .execute();
  return Promise.all(
    (Object.keys(letterKinds) as LetterKind[])
      .filter((kind) => !withoutParts.has(kind))
      .map(async (kind) => {
        const version = own.find((each) => each.kind === kind);
        const source = version ? sourceOf(kind, version.template, shared) : await releaseSource(kind, parts);
        return { kind, source, templateId: version?.id ?? null };
      }),
  );
};

/** What was proven together: the hash over every kind's source. */
export const digestOfAll = (composed: readonly Composed[]): string =>
  createHash('sha256')
    .update(
      composed
        .map(({ kind, source }) => `${kind}:${source.hash}`)
        .sort()
        .join('\n'),
    )
    .digest('hex');
