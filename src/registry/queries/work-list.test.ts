import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeActor, makeOffice, makePlace, makeServer } from '../../../test/support/registry.ts';
import {
  applicationCompleteness,
  applicationFields,
  completenessByOffice,
  getApplication,
  importApplication,
  listDuplicates,
  listMissingFields,
  listWork,
  serverCompleteness,
} from '../index.ts';

let database: TestDatabase;
let host: ReturnType<typeof makeActor>;
let health: ReturnType<typeof makeActor>;
const today = Temporal.PlainDate.from('2026-11-24');
const ids: Record<string, string> = {};

const complete = Object.fromEntries(
  applicationFields
    .filter((field) => field.required && field.key !== 'name')
    .map(({ key, choices }) => [key, choices?.[0]?.value ?? 'Terisi']),
);
const whole = {
  ...complete,
  url: 'https://a.contoh.go.id',
  administrator_nip: '198609262015052001',
  administrator_email: 'a@contoh.go.id',
};

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  host = makeActor(await makeOffice(db, 'Dinas Kominfo', 'host'), { host: true });
  health = makeActor(await makeOffice(db, 'Dinas Kesehatan'));
  const school = await makeOffice(db, 'Dinas Pendidikan');
  const place = await makePlace(db);
  const enter = async (name: string, fields: object, officeId = health.officeId) => {
    ids[name] = (await importApplication(db, { ...act, name, officeId, fields: { ...whole, ...fields } })).applicationId;
  };
  await enter('lengkap', {});
  await enter('lewat', { administrator_until: '2026-11-23' });
  await enter('hari-ini', { administrator_until: '2026-11-24' });
  await enter('masih-lama', { administrator_until: '2026-12-25' });
  await enter('kontrak', { contract_until: '2026-12-24' });
  await enter('tanpa-pengelola', { administrator_name: '' }, school);
  await enter('catatan', { personal_data: 'on' }, school);
  const warranty = (name: string, day: string) =>
    makeServer(db, place.siteId, { name, warrantyUntil: Temporal.PlainDate.from(day) });
  await warranty('garansi-dekat', '2027-02-22');
  await warranty('garansi-jauh', '2027-02-23');
});
afterAll(() => database.close());

test('the work list names what lapses, what nobody owns and what is incomplete, each once and on its day', async () => {
  const { items, counts } = await listWork(database.db, host, today);
  expect(items.map(({ kind, name, missing }) => [kind, name, missing]).sort()).toEqual(
    [
      ['administrator-lapsed', 'lewat', 0],
      ['administrator-lapses', 'hari-ini', 0],
      ['contract', 'kontrak', 0],
      ['incomplete', 'catatan', 1],
      ['incomplete', 'tanpa-pengelola', 1],
      ['unowned', 'tanpa-pengelola', 0],
      ['warranty', 'garansi-dekat', 0],
    ].sort(),
  );
  expect(counts).toMatchObject({ incomplete: 2, warranty: 1 });
});

test('an office that is no more leaves its applications with nobody', async () => {
  const { db } = database;
  await db.updateTable('office').set({ active: false }).where('id', '=', health.officeId).execute();
  const { counts } = await listWork(db, host, today);
  await db.updateTable('office').set({ active: true }).where('id', '=', health.officeId).execute();
  expect(counts.unowned).toBe(6);
});

test('an office sees its own applications and no server', async () => {
  const { items } = await listWork(database.db, health, today);
  expect(new Set(items.map((item) => item.officeName))).toEqual(new Set(['Dinas Kesehatan']));
  expect(items.some((item) => item.subject === 'server')).toBe(false);
  expect((await completenessByOffice(database.db, health)).map((row) => row.officeName)).toEqual(['Dinas Kesehatan']);
});

test('the database counts what is missing by the same rule as the entry itself', async () => {
  const required = applicationFields.filter((field) => field.required).length;
  expect(await completenessByOffice(database.db, host)).toEqual([
    expect.objectContaining({
      officeName: 'Dinas Pendidikan',
      applications: 2,
      complete: 0,
      percent: Math.floor((100 * (2 * required + 1 - 2)) / (2 * required + 1)),
    }),
    expect.objectContaining({ officeName: 'Dinas Kesehatan', applications: 5, complete: 5, percent: 100 }),
  ]);
  const { items } = await listWork(database.db, host, today);
  for (const id of Object.values(ids)) {
    const entry = await getApplication(database.db, host, id);
    const inWork = items.find((item) => item.kind === 'incomplete' && item.id === id);
    expect(inWork?.field).toBe(inWork && applicationCompleteness(entry).missing[0]?.field);
    expect(applicationCompleteness(entry).missing.length).toBe((await listMissingFields(database.db, id)).length);
  }
});

test('what was entered twice is found by what only one can have; an office sees its own', async () => {
  const { id: siteId } = await database.db.selectFrom('site').select('id').executeTakeFirstOrThrow();
  const twice = { serialNumber: ' SN-77 ', assetNumber: '' };
  await makeServer(database.db, siteId, { name: 'srv-satu', ...twice });
  await makeServer(database.db, siteId, { name: 'srv-dua', serialNumber: 'sn-77' });
  const officeId = await makeOffice(database.db, 'Dinas Kembar');
  for (const url of ['https://kembar.contoh.go.id/', 'http://kembar.contoh.go.id'])
    await importApplication(database.db, { ...act, name: `Kembar ${url.length}`, officeId, fields: { url } });
  const found = await listDuplicates(database.db, host);
  const told = found.map(({ reason, value, records }) => `${reason} ${value}: ${records.map(({ name }) => name).join(', ')}`);
  expect(told).toContain('serial sn-77: srv-dua, srv-satu');
  expect(told).toContain('url kembar.contoh.go.id: Kembar 26, Kembar 28');
  const own = await listDuplicates(database.db, makeActor(officeId));
  expect(own.map(({ reason }) => reason)).toEqual(['url']);
  expect(await listDuplicates(database.db, makeActor(await makeOffice(database.db, 'Dinas Lain')))).toEqual([]);
});

test('a virtual server lacks no serial number, a physical one does, and a switch no processor', () => {
  const bare = {
    operatingSystem: 'Debian 13',
    processor: 'Xeon',
    ownerOfficeId: 'x',
    manufacturer: '',
    model: '',
    serialNumber: '',
    assetNumber: '',
    rack: 'A1',
    rackUnit: null,
    warrantyUntil: null,
  };
  expect(serverCompleteness({ ...bare, kind: 'virtual' })).toEqual({ percent: 100, missing: [] });
  expect(serverCompleteness({ ...bare, kind: 'bare_metal' })).toMatchObject({
    percent: 50,
    missing: [{ field: 'serialNumber' }, { field: 'assetNumber' }, { field: 'rackUnit' }, { field: 'warrantyUntil' }],
  });
  const gear = serverCompleteness({ ...bare, processor: '', kind: 'switch' }).missing.map(({ field }) => field);
  expect(gear).toEqual(['manufacturer', 'model', 'serialNumber', 'assetNumber', 'rackUnit', 'warrantyUntil']);
});
