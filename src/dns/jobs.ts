import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { defineJob, enqueue } from '#jobs/index.ts';
import { keepLook } from './changes/look.ts';
import { runComparison, sweepComparisons } from './comparison/run-comparison.ts';
import { readImport } from './import/read-import.ts';
import { publishZone } from './publish.ts';
import { verifyRecords } from './verify.ts';

/** Brings a zone to where it is published as it is wanted now; a verification of what is new follows. */
const publishJob = defineJob({
  name: 'dns.publish',
  urgency: 'awaited',
  payload: z.object({ zoneId: z.uuid() }),
  handler: async ({ zoneId }, { db, now, config, log, signal }) => {
    const { dataDirectory, secret, zoneReload: reload } = config;
    const { serial, changed, unverified } = await publishZone(db, { zoneId, now: now(), dataDirectory, secret, reload, signal });
    if (changed) log.info('zone published', { zoneId, serial });
    if (unverified) await enqueueVerification(db, { zoneId, holder: null });
  },
});

/** Looks whether what was published is really there; fails until it is, so that it is tried again with growing pauses. */
const verifyJob = defineJob({
  name: 'dns.verify',
  urgency: 'awaited',
  payload: z.object({ zoneId: z.uuid(), holder: z.uuid().nullable() }),
  handler: async ({ zoneId, holder }, { db, now, config }) => {
    const { open } = await verifyRecords(db, { zoneId, holder, now: now(), dataDirectory: config.dataDirectory });
    if (open.length > 0) throw new Error(`not yet as published: ${open.join(', ')}`);
  },
});

/** Looks what the name server has of the sets of a proposal. */
const lookJob = defineJob({
  name: 'dns.look',
  urgency: 'awaited',
  maxAttempts: 5,
  payload: z.object({ zoneId: z.uuid(), changeId: z.uuid() }),
  handler: async (payload, { db, config, signal }) => keepLook(db, { ...payload, secret: config.secret, signal }),
});

/** Reads what a server has, for a person who waits for the preview. */
const importJob = defineJob({
  name: 'dns.import',
  urgency: 'awaited',
  maxAttempts: 3,
  payload: z.object({ importId: z.uuid() }),
  handler: async ({ importId }, { db, now, config, signal }) =>
    readImport(db, { importId, secret: config.secret, dataDirectory: config.dataDirectory, now: now(), signal }),
});

/** Compares a zone with what the world says of it. A fault of a server is a finding; the next run looks again. */
const compareJob = defineJob({
  name: 'dns.compare',
  urgency: 'patient',
  maxAttempts: 3,
  payload: z.object({ zoneId: z.uuid(), askedBy: z.uuid().nullable() }),
  handler: async ({ zoneId, askedBy }, { db, config, now, log, signal }) => {
    const { secret, dataDirectory } = config;
    const { open } = await runComparison(db, { zoneId, askedBy, now: now(), secret, dataDirectory, signal });
    if (open > 0) log.info('zone differs', { zoneId, open });
  },
});

/** Every six hours, zone by zone. */
const compareAllJob = defineJob({
  name: 'dns.compare-all',
  urgency: 'patient',
  schedule: '17 */6 * * *',
  payload: z.object({}),
  handler: async (_, { db, now }) => {
    await sweepComparisons(db, now());
    const zones = await db.selectFrom('dns_zone').select('id').orderBy('created_at').execute();
    for (const { id } of zones) await enqueueComparison(db, { zoneId: id, askedBy: null });
  },
});

/** The jobs of this room, for the worker. */
export const jobs = [publishJob, verifyJob, lookJob, importJob, compareJob, compareAllJob];

/** Asks for a comparison: one at a time of each zone. `after`: not before that. */
export const enqueueComparison = (
  tx: Db,
  payload: { zoneId: string; askedBy: string | null },
  { after }: { after?: Temporal.Instant } = {},
): Promise<number> =>
  enqueue(tx, compareJob, payload, { key: `dns.compare:${payload.zoneId}`, ...(after ? { runAt: after } : {}) });

export const enqueueImport = (tx: Db, payload: { importId: string }): Promise<number> => enqueue(tx, importJob, payload);

export const enqueueLook = (tx: Db, payload: { zoneId: string; changeId: string }): Promise<number> =>
  enqueue(tx, lookJob, payload);

/** Asks for a publication in the caller's transaction. Many requests before it starts are one publication. */
export const enqueuePublication = (tx: Db, zoneId: string): Promise<number> =>
  enqueue(tx, publishJob, { zoneId }, { key: `dns.publish:${zoneId}` });

/** Asks for a verification: of one holder's records, or of all in the zone that are not verified yet. */
export const enqueueVerification = (tx: Db, payload: { zoneId: string; holder: string | null }): Promise<number> =>
  enqueue(tx, verifyJob, payload, { key: `dns.verify:${payload.holder ?? payload.zoneId}` });
