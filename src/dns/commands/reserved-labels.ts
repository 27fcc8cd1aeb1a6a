import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { optionalText, parse } from '#lib/input.ts';
import { type Act, doerOf } from '../act.ts';
import { labelFaults } from '../label.ts';

const reasonSchema = z.object({ reason: optionalText(200) });

type Change = Act & { zoneId: string; label: string };

/** Reserves a label for the office itself, or changes why. A name that is held already stays with its holder. `invalid` at `label` or `reason`. */
export const reserveLabel = async (tx: Db, input: Change & { reason?: string }): Promise<void> => {
  const label = input.label.trim();
  const faults = labelFaults(label);
  if (faults.length > 0) throw invalid(faults.map((message) => ({ field: 'label', message })));
  const { reason } = parse(reasonSchema, { reason: input.reason });
  await tx
    .insertInto('dns_reserved_label')
    .values({ label, reason })
    .onConflict((conflict) => conflict.column('label').doUpdateSet({ reason }))
    .execute();
  await journal(tx, input, 'label.reserved', { label, reason });
};

/** Lets applications have a label again. `not_found` when it was not reserved. */
export const freeLabel = async (tx: Db, input: Change): Promise<void> => {
  const gone = await tx.deleteFrom('dns_reserved_label').where('label', '=', input.label).returning('reason').executeTakeFirst();
  if (!gone) throw new AppError('not_found', { what: `reserved label ${input.label}` });
  await journal(tx, input, 'label.freed', { label: input.label, reason: gone.reason });
};

const journal = (tx: Db, act: Change, type: string, data: Record<string, unknown>): Promise<number> =>
  record(tx, { subjectKind: 'zone', subjectId: act.zoneId, at: act.now, type, doer: doerOf(act), data });
