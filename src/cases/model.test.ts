import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '#audit/index.ts';
import { AppError } from '#lib/errors.ts';
import { foldState, hostingSop, stateOf } from '#sop/index.ts';
import { applicationFacts, type City, goodRequest, makeCity, openCase } from '../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';

let database: TestDatabase;
let city: City;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-model-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
}, 60_000);

afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const people = [
  'applicantHead',
  'applicantStaff',
  'otherHead',
  'agencyHead',
  'divisionHead',
  'applicationHead',
  'infrastructureHead',
  'technician',
  'auditor',
] as const;

const ticked = {
  verdicts: ['request-complete', 'recommendation', 'appointment-letter', 'installation-guide'].map((requirement) => ({
    requirement,
    verdict: 'complete',
  })),
};

/** A body with which each act could succeed, so that most refusals come from the process itself. */
const bodies: Readonly<Record<string, (city: City, itemIds: string[], suffix: number) => unknown>> = {
  'save-draft': () => ({ fields: { purpose: 'tujuan lain' } }),
  withdraw: () => ({ reason: 'berubah' }),
  dispose: () => ({ instructions: ['process'] }),
  accept: () => ({ instructions: ['process'] }),
  'check-requirement': () => ticked,
  return: () => ({ reasons: ['document-missing'], missing: ['recommendation'] }),
  refuse: () => ({ reasons: ['security'], explanation: 'berisiko' }),
  'reject-refusal': () => ({ remarks: 'telaah lagi' }),
  'capacity-available': (at) => ({ server_id: at.serverId }),
  'capacity-unavailable': () => ({ note: 'penuh' }),
  'provide-server': (at, _items, suffix) => ({
    server: {
      name: `vm-${suffix}`,
      kind: 'virtual',
      hostId: at.hostId,
      networkId: at.networkId,
      address: 'next',
      cpu: 2,
      memoryMb: 4096,
      diskGb: 50,
    },
  }),
  'edit-installation': () => ({ add: [{ title: 'Pasang' }] }),
  'tick-item': (_at, items) => ({ item_id: items[0] ?? '00000000-0000-7000-8000-000000000000', done: true, evidence: 'ok' }),
  'describe-application': () => ({ fields: applicationFacts }),
  'draft-reply': () => ({ note: '' }),
  'send-back-draft': () => ({ remarks: 'perbaiki' }),
  'send-back-signing': () => ({ remarks: 'perbaiki' }),
  'override-name': () => ({ reason: 'server DNS sedang dipelihara' }),
};

const humanActions = hostingSop.actions.filter((action) => action.by.length > 0).map((action) => action.key);

/** Mostly the act that leads on, by whom it belongs to; now and then anything by anyone. */
const attempt = fc.record({
  wild: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  person: fc.constantFrom(...people),
  action: fc.constantFrom(...humanActions),
  pick: fc.nat(50),
});

const roleOf: Readonly<Record<string, (typeof people)[number]>> = {
  'applicant-head': 'applicantHead',
  'applicant-staff': 'applicantStaff',
  'agency-head': 'agencyHead',
  'division-head': 'divisionHead',
  'application-section-head': 'applicationHead',
  'infrastructure-section-head': 'infrastructureHead',
  technician: 'technician',
};

let suffix = 0;

test('random legal and illegal acts: the stored state is always the one folded from the events, and refusals change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 15, maxLength: 45 }), async (attempts) => {
      suffix += 1;
      const open = await openCase(
        database.db,
        city,
        goodRequest({ subdomain: `model${suffix}`, cpu: '1', memory_gb: '1', disk_gb: '1' }),
      );
      for (const kind of ['recommendation', 'appointment-letter', 'installation-guide']) await open.attach(kind, `${kind}.pdf`);
      for (const { wild, person, action, pick } of attempts) {
        const before = await open.row();
        if (stateOf(hostingSop, before.state).ended) break;
        const here = hostingSop.actions.filter(
          (each) => each.from.includes(before.state) && each.by.length > 0 && each.key !== 'withdraw',
        );
        const legal = here[pick % Math.max(1, here.length)];
        const key = wild || !legal ? action : legal.key;
        const by = wild || !legal ? person : (roleOf[legal.by[0] ?? ''] ?? person);
        const items = await database.db
          .selectFrom('install_item')
          .select('id')
          .where('case_id', '=', open.id)
          .where('done_at', 'is', null)
          .execute();
        const body =
          bodies[key]?.(
            city,
            items.map((item) => item.id),
            suffix,
          ) ?? {};
        const refused = await open.do(city[by], key, body).then(
          () => false,
          (error: unknown) => {
            if (error instanceof AppError && error.code !== 'internal') return true;
            throw error;
          },
        );
        const after = await open.row();
        if (refused) expect(after).toEqual(before);
        else expect(after.version).toBe(before.version + 1);
        if (pick % 3 === 0) await open.jobs();
      }
      const { rows } = await database.pool.query<{ action: string }>(
        "select data->>'action' as action from audit_event where subject_kind = 'case' and subject_id = $1 and data ? 'action' order by seq",
        [open.id],
      );
      expect(
        foldState(
          hostingSop,
          rows.map((row) => row.action),
        ),
      ).toBe((await open.row()).state);
    }),
    { seed: 20_261_124, numRuns: 12 },
  );
  expect(await verify(database.db)).toMatchObject({ broken: null });
}, 120_000);
