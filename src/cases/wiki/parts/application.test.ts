import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { findApplication } from '#registry/index.ts';
import { type City, goodRequest, makeCity, type OpenCase, walkTo } from '../../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { makeServer } from '../../../../test/support/registry.ts';
import { decommissionApplication, wikiParts } from '../../index.ts';

let database: TestDatabase;
let city: City;
let directory: string;
let open: OpenCase;
let id: string;
const now = Temporal.Instant.from('2027-03-01T03:00:00Z');

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-parts-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
  open = await walkTo(database.db, city, 'completed', { request: goodRequest({ subdomain: 'wiki-uji' }) });
  id = (await findApplication(database.db, { origin: open.id }))?.id ?? '';
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const partsOf = (actor: Actor = city.technician, db: Db = database.db) =>
  wikiParts(db, actor, { recordKind: 'application', recordId: id, part: '' }, { now, timeZone: 'Asia/Jakarta' });

const tableOf = async (key: string, actor?: Actor) => (await partsOf(actor)).find((part) => part.key === key)?.table;
const factsOf = async (actor?: Actor) =>
  Object.fromEntries(((await partsOf(actor))[0]?.facts ?? []).map(({ label, value }) => [label, value]));

/** So many later requests for the application, under other names, each with a reply. */
const more = async (count: number, office = city.health): Promise<void> => {
  const { db } = database;
  const { rows } = await sql<{ id: string }>`
    insert into hosting_case
    select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'application_id', ${id}::uuid, 'office_id', ${office}::uuid,
      'number', 'K-2027-' || lpad((select count(*) + n from hosting_case)::text, 5, '0'), 'application_name', 'Nama lain',
      'created_at', c.created_at + n * interval '1 day'))).*
    from hosting_case c, generate_series(1, ${count}::int) n where c.id = ${open.id} returning id`.execute(db);
  await sql`
    insert into letter select (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'subject_id', c.id, 'number_seq', null, 'verification_digest', null,
      'created_at', now()))).*
    from letter l, unnest(${rows.map((row) => row.id)}::uuid[]) c (id) where l.subject_id = ${open.id} and l.kind = 'reply'`.execute(
    db,
  );
};

test('the history is that of the application and not of its name: it outlives a new name, and has the requests of every name', async () => {
  await more(3);
  await database.db.updateTable('application').set({ name: 'Nama Baru Sama Sekali' }).where('id', '=', id).execute();
  const rows = (await tableOf('cases'))?.rows.map(([number]) => (typeof number === 'object' ? number.text : ''));
  expect(rows).toHaveLength(4);
  expect(rows?.at(-1)).toBe(open.number);
});

test('letters are those of all its requests and of its end, the latest first, each with its request', async () => {
  const letters = await tableOf('letters');
  const cases = new Set(letters?.rows.map((row) => (typeof row[3] === 'object' ? row[3].text : '')));
  expect(cases.size).toBe(4);
});

test('a long history is cut, says so and leads to the whole list; the page asks no more of the database than for a short one', async () => {
  const counted = async (): Promise<number> => {
    let asked = 0;
    const counting = database.db.withPlugin({
      transformQuery: ({ node }) => {
        asked += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await partsOf(city.technician, counting);
    return asked;
  };
  const before = await counted();
  await more(60);
  for (const name of ['lain-01', 'lain-02', 'lain-03']) {
    const serverId = await makeServer(database.db, city.siteId, { name });
    await database.db
      .insertInto('deployment')
      .values({ id: newId(), application_id: id, server_id: serverId, environment: 'staging', path: '', installed_at: now })
      .execute();
  }
  expect(await counted()).toBe(before);
  expect(before).toBeLessThan(16);
  const [cases, letters] = [await tableOf('cases'), await tableOf('letters')];
  for (const table of [cases, letters]) expect([table?.rows.length, table?.more]).toEqual([20, true]);
  expect(cases?.list).toEqual({ text: 'Buka daftarnya', kind: 'cases', id: `application=${id}` });
  expect((await factsOf()).Server).toHaveLength(4);
});

test('requests and letters are those that the reader may see', async () => {
  await more(2, city.transport);
  const numbers = async (actor: Actor) => (await tableOf('cases', actor))?.rows.length;
  const own = await database.db.selectFrom('hosting_case').select('id').where('office_id', '=', city.transport).execute();
  expect(own).toHaveLength(2);
  expect(await numbers(city.applicantHead)).toBe(20);
  const told = JSON.stringify(await partsOf(city.applicantHead));
  for (const { id: hidden } of own) {
    const row = await database.db.selectFrom('hosting_case').select('number').where('id', '=', hidden).executeTakeFirstOrThrow();
    expect(told).not.toContain(row.number);
  }
  // An administrator without a post sees no request of another office, and so none of its letters.
  expect(await numbers(city.administrator)).toBe(0);
  expect(await tableOf('letters', city.administrator)).toBeUndefined();
});

test('all its names are told, those of internal zones inside only; an administrator whose appointment ended is marked', async () => {
  const { db } = database;
  const zones = await db.selectFrom('dns_zone').selectAll().execute();
  const outer = zones.find(({ internal }) => !internal);
  const inner = newId();
  await db
    .insertInto('dns_zone')
    .values({ ...(outer as NonNullable<typeof outer>), id: inner, name: 'dalam.internal', internal: true })
    .execute();
  const row = {
    type: 'A',
    value: '10.20.30.9',
    state: 'published',
    published_at: now,
    created_at: now,
    application_id: id,
  } as const;
  for (const [zone_id, label] of [
    [outer?.id ?? '', 'kedua'],
    [inner, 'antar-mesin'],
  ] as const)
    await db
      .insertInto('dns_record')
      .values({ ...row, id: newId(), zone_id, label })
      .execute();
  const until = (day: string) =>
    db
      .updateTable('application')
      .set({ administrator_until: Temporal.PlainDate.from(day) })
      .where('id', '=', id)
      .execute();
  await until('2027-02-28');
  const inside = await factsOf();
  expect(inside['Nama domain']).toEqual(
    expect.arrayContaining(['wiki-uji.contoh.go.id', 'kedua.contoh.go.id', 'antar-mesin.dalam.internal']),
  );
  expect(String(inside.Administrator)).toContain('berakhir');
  await until('2027-03-01');
  const own = await factsOf(city.applicantHead);
  expect(own['Nama domain']).toEqual(['wiki-uji.contoh.go.id', 'kedua.contoh.go.id']);
  expect(String(own.Administrator)).toMatch(/sampai .*1 Mar/);
});

test('the page of an ended application has the letter of its end, for its office too', async () => {
  const { version } = (await findApplication(database.db, { id })) ?? { version: 0 };
  await database.db.updateTable('hosting_case').set({ closed_at: now }).where('closed_at', 'is', null).execute();
  await database.db
    .transaction()
    .execute((tx) =>
      decommissionApplication(tx, { applicationId: id, version, reason: 'Diganti', actor: city.applicationHead, now }),
    );
  for (const actor of [city.technician, city.applicantHead]) {
    const [notice] = await partsOf(actor);
    expect([notice?.key, String(notice?.notice?.[1])]).toEqual(['ended', 'Alasan: Diganti.']);
  }
  const [latest] = (await tableOf('letters'))?.rows ?? [];
  expect(JSON.stringify(latest)).toMatch(/enghentian/);
});
