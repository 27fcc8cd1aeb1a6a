import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { oneOf, optionalText, parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { readOwner, type TypedOwner } from '../changes/input.ts';
import type { ChangeItem } from '../changes/rules.ts';
import type { RecordType } from '../choices.ts';
import { getZoneRow, propose } from './propose-change.ts';

/** How many records one change set adopts: who decides must still be able to look at it. */
export const mostAdopted = 20_000;

export type AdoptInput = Act & {
  zoneId: string;
  importId: string;
  /** The lines named, everything new, or everything that is not refused and not there already. */
  which?: string;
  lines?: readonly number[];
  reason?: string;
  owner?: TypedOwner;
};

const schema = z.object({ which: oneOf(['chosen', 'new', 'all']).default('chosen'), reason: optionalText(500) });

const verdictsOf = { chosen: ['new', 'differs', 'foreign'], new: ['new'], all: ['new', 'differs'] } as const;

/**
 * Proposes lines of an import as one change set: what is not there is added as it was found, with its mark; a set that has
 * another TTL there takes that one. Nothing is removed. `not_found`, `not_possible_now` while it is not read, `invalid`.
 */
export const adoptImport = async (tx: Db, input: AdoptInput): Promise<{ changeId: string }> => {
  const zone = await getZoneRow(tx, input.zoneId);
  const found = isId(input.importId)
    ? await tx
        .selectFrom('dns_import')
        .where('id', '=', input.importId)
        .where('zone_id', '=', zone.id)
        .select(['id', 'state', 'source', 'server', 'serial'])
        .executeTakeFirst()
    : undefined;
  if (!found) throw new AppError('not_found', { what: `import ${input.importId}` });
  if (found.state !== 'read') throw new AppError('not_possible_now', { action: 'adopt', state: found.state, possible: '–' });
  const { which, reason } = parse(schema, { which: input.which, reason: input.reason });
  const owner = await readOwner(tx, input.owner ?? {});
  const lines = await tx
    .selectFrom('dns_import_line')
    .where('import_id', '=', found.id)
    .where('change_id', 'is', null)
    .where('verdict', 'in', [...verdictsOf[which]])
    .$if(which === 'chosen', (query) => query.where('position', '=', sql<number>`any(${[...(input.lines ?? [])]}::integer[])`))
    .select(['position', 'label', 'type', 'value', 'ttl'])
    .orderBy('position')
    .limit(mostAdopted + 1)
    .execute();
  if (lines.length === 0)
    throw invalid([{ field: 'lines', message: { id: 'Pilih sedikitnya satu rekaman.', en: 'Choose at least one record.' } }]);
  if (lines.length > mostAdopted)
    throw invalid([
      {
        field: 'lines',
        message: {
          id: `Paling banyak ${mostAdopted} rekaman sekali jalan.`,
          en: `At most ${mostAdopted} records at a time.`,
        },
      },
    ]);
  const items = await itemsOf(
    tx,
    zone,
    lines.map((line) => ({ ...line, type: line.type as RecordType, action: 'add', comment: '', origin: 'outside', ...owner })),
  );
  const from = found.source === 'text' ? 'berkas zona' : found.server || 'server zona ini';
  const proposal = { now: input.now, ...(input.doer ? { doer: input.doer } : {}), items };
  const { changeId } = await propose(tx, zone, { ...proposal, reason: reason || `Impor dari ${from}` });
  const positions = lines.map(({ position }) => position);
  await tx
    .updateTable('dns_import_line')
    .set({ change_id: changeId })
    .where('import_id', '=', found.id)
    .where('position', '=', sql<number>`any(${positions}::integer[])`)
    .execute();
  // Whoever asked the old server must not take ours for an older copy (RFC 1982).
  if (found.serial !== null && found.serial < 4_000_000_000)
    await tx
      .updateTable('dns_zone')
      .set({ serial: sql<number>`greatest(serial, ${found.serial})` })
      .where('id', '=', zone.id)
      .execute();
  return { changeId };
};

/** What is there already only changes the TTL of its set; what joins a set gives it its own. */
const itemsOf = async (tx: Db, zone: { id: string; ttl: number }, added: readonly ChangeItem[]): Promise<ChangeItem[]> => {
  const labels = [...new Set(added.map(({ label }) => label))];
  const rows = await tx
    .selectFrom('dns_record')
    .where('zone_id', '=', zone.id)
    .where('label', '=', sql<string>`any(${labels}::text[])`)
    .where('state', 'in', ['wanted', 'published'])
    .select(['label', 'type', 'value', 'ttl', 'comment', 'office_id as officeId', 'application_id as applicationId', 'reference'])
    .execute();
  const sets = Map.groupBy(rows, ({ label, type }) => `${label} ${type}`);
  const retimed = new Map<string, ChangeItem>();
  const items: ChangeItem[] = [];
  for (const item of added) {
    const key = `${item.label} ${item.type}`;
    const set = sets.get(key) ?? [];
    const [first] = set;
    if (first && (first.ttl ?? zone.ttl) !== (item.ttl ?? zone.ttl) && !retimed.has(key))
      retimed.set(key, { ...first, type: item.type, action: 'change', ttl: item.ttl, ttlBefore: first.ttl });
    const kept = first && !retimed.has(key) ? { ...item, ttl: first.ttl } : item;
    if (!set.some(({ value }) => value === item.value)) items.push(kept);
  }
  return [...retimed.values(), ...items];
};
