import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { type ImportSource, type ImportVerdict, importVerdicts } from '../choices.ts';
import { publishErrorWords } from '../zone/verification.ts';

export type ImportRow = {
  id: string;
  source: ImportSource;
  server: string;
  state: 'reading' | 'read' | 'failed';
  fault: Words | null;
  serial: number | null;
  authorLabel: string;
  askedAt: Temporal.Instant;
};

export type ImportLine = {
  position: number;
  label: string;
  type: string;
  value: string;
  ttl: number | null;
  verdict: ImportVerdict;
  why: Words | null;
  changeId: string | null;
  changeNumber: number | null;
};

const imports = (db: Db, zoneId: string) =>
  db
    .selectFrom('dns_import')
    .where('zone_id', '=', zoneId)
    .select(['id', 'source', 'server', 'state', 'fault', 'serial', 'author_label as authorLabel', 'asked_at as askedAt']);

type Raw = Omit<ImportRow, 'source' | 'state' | 'fault'> & { source: string; state: string; fault: string | null };

const toRow = (raw: Raw): ImportRow => ({
  ...raw,
  source: raw.source as ImportSource,
  state: raw.state as ImportRow['state'],
  fault: raw.fault === null ? null : publishErrorWords(raw.fault),
});

/** The last imports of a zone, the newest first. */
export const listImports = async (db: Db, zoneId: string): Promise<ImportRow[]> =>
  (await imports(db, zoneId).orderBy('asked_at', 'desc').limit(20).execute()).map(toRow);

export type ImportPage = ImportRow & {
  counts: Record<ImportVerdict, number>;
  lines: ImportLine[];
  /** How many lines the filter leaves. */
  total: number;
  /** How many records of the register it does not hold: they stay as they are. */
  absent: number;
};

type LineFilter = { verdict?: string; page?: number; pageSize?: number };

/** One import with a page of its lines. `not_found`. */
export const getImport = async (
  db: Db,
  { zoneId, importId }: { zoneId: string; importId: string },
  { verdict = '', page = 1, pageSize = 100 }: LineFilter = {},
): Promise<ImportPage> => {
  const row =
    isId(importId) && isId(zoneId) ? await imports(db, zoneId).where('id', '=', importId).executeTakeFirst() : undefined;
  if (!row) throw new AppError('not_found', { what: `import ${importId}` });
  const counted = await db
    .selectFrom('dns_import_line')
    .where('import_id', '=', importId)
    .select(['verdict', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('verdict')
    .execute();
  const counts = Object.fromEntries(
    importVerdicts.map(({ value }) => [value, counted.find((each) => each.verdict === value)?.count ?? 0]),
  ) as Record<ImportVerdict, number>;
  const lines = await db
    .selectFrom('dns_import_line as l')
    .leftJoin('dns_change as c', 'c.id', 'l.change_id')
    .where('l.import_id', '=', importId)
    .$if(verdict !== '', (query) => query.where('l.verdict', '=', verdict))
    .select([
      'l.position',
      'l.label',
      'l.type',
      'l.value',
      'l.ttl',
      'l.verdict',
      'l.why',
      'c.id as changeId',
      'c.number as changeNumber',
    ])
    .orderBy(sql`array_position(array['new', 'differs', 'foreign', 'refused', 'same'], l.verdict)`)
    .orderBy('l.position')
    .limit(pageSize)
    .offset(pageSize * (Math.max(1, page) - 1))
    .execute();
  const absent = await db
    .selectFrom('dns_record as r')
    .where('r.zone_id', '=', zoneId)
    .where('r.state', '=', 'published')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('dns_import_line as l')
            .where('l.import_id', '=', importId)
            .whereRef('l.label', '=', 'r.label')
            .whereRef('l.type', '=', 'r.type')
            .whereRef('l.value', '=', 'r.value')
            .select('l.position'),
        ),
      ),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return {
    ...toRow(row),
    counts,
    lines: lines.map((line) => ({ ...line, verdict: line.verdict as ImportVerdict, why: line.why as Words | null })),
    total:
      verdict === '' ? Object.values(counts).reduce((sum, count) => sum + count, 0) : (counts[verdict as ImportVerdict] ?? 0),
    absent: row.state === 'read' ? absent.count : 0,
  };
};
