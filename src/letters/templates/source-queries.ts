import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { json } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import type { LetterKind } from '../kinds/index.ts';
import type { Source } from '../sources.ts';
import { findParts, releaseSource } from './parts.ts';

/** A source with the name by which an error calls it. */
export type NamedSource = { source: Source; name: string };

const known = new Map<string, Source>();
const mostKnown = 50;

/** A source that was kept: what an issued letter is made of. Throws not_found. */
export const getSource = async (db: Db, hash: string): Promise<Source> => {
  const held = known.get(hash);
  if (held) return held;
  const row = await db.selectFrom('letter_source').select(['hash', 'main', 'files']).where('hash', '=', hash).executeTakeFirst();
  if (!row) throw new AppError('not_found', { what: `letter source ${hash}` });
  const source = { ...row, files: row.files as unknown as Source['files'] };
  if (known.size >= mostKnown) known.clear();
  known.set(hash, source);
  return source;
};

/** The source that holds for a kind now: the office's version in force, or the one of this release. */
export const currentSource = async (db: Db, kind: LetterKind): Promise<NamedSource> => {
  const active = await db
    .selectFrom('letter_template')
    .select(['no', 'source_hash'])
    .where('kind', '=', kind)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (!active?.source_hash) return { source: await releaseSource(kind, await findParts(db)), name: `${kind}/template.typ` };
  return { source: await getSource(db, active.source_hash), name: `${kind}/template.typ (versi ${active.no})` };
};

/** Keeps a source for ever. The same source is kept once. */
export const keepSource = async (tx: Db, { hash, main, files }: Source, now: Temporal.Instant): Promise<void> => {
  await tx
    .insertInto('letter_source')
    .values({ hash, main, files: json(files as never), created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** The hash that an issuing statement freezes into a letter; null when the release's own source has not been kept yet. */
export const frozenHash = (kind: LetterKind, shipped: Source) => sql<string | null>`coalesce(
  (select source_hash from letter_template where kind = ${kind} and status = 'active'),
  (select hash from letter_source where hash = ${shipped.hash}))`;

/** Keeps the release's own source, the first time that a letter is issued with it, and freezes it into that letter. */
export const freezeShipped = async (tx: Db, letterId: string, shipped: Source, now: Temporal.Instant): Promise<void> => {
  await keepSource(tx, shipped, now);
  await tx
    .updateTable('letter')
    .set({ source_hash: shipped.hash })
    .where('id', '=', letterId)
    .where('source_hash', 'is', null)
    .execute();
};
