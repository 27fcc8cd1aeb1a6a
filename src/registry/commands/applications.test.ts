import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeActor, makeOffice, makePlace, makeServer, refusalOf, someday } from '../../../test/support/registry.ts';
import {
  activateApplication,
  allotCapacity,
  applicationFields,
  deployApplication,
  describeApplication,
  findApplication,
  findClaim,
  getApplication,
  holdCapacity,
  importApplication,
  listApplications,
  listMissingFields,
  missingFields,
  planApplication,
  retireApplication,
} from '../index.ts';

let database: TestDatabase;
let serverId: string;
let health: string;
let host: ReturnType<typeof makeActor>;
let nurse: ReturnType<typeof makeActor>;
let teacher: ReturnType<typeof makeActor>;

beforeAll(async () => {
  database = await testDatabase();
  const place = await makePlace(database.db);
  serverId = await makeServer(database.db, place.siteId, { name: 'app-01' });
  host = makeActor(await makeOffice(database.db, 'Dinas Kominfo', 'host'), { host: true });
  health = await makeOffice(database.db, 'Dinas Kesehatan');
  nurse = makeActor(health);
  teacher = makeActor(await makeOffice(database.db, 'Dinas Pendidikan'));
});
afterAll(() => database.close());

const complete = {
  description: 'Antrean pasien puskesmas',
  function: 'Pendaftaran pasien',
  outputs: 'Nomor antrean',
  service: 'Layanan kesehatan dasar',
  base: 'web',
  license: 'own',
  language: 'PHP',
  database: 'PostgreSQL',
  developer_unit: 'Dinas Kesehatan',
  operator_unit: 'Dinas Kesehatan',
  audience: 'public',
  url: 'https://antrean.kota.go.id',
  administrator_name: 'Rina Kartika',
  administrator_nip: '19860926 201505 2 001',
  administrator_title: 'Pranata Komputer',
  administrator_phone: '0812 3456 7890',
  administrator_email: 'Rina@kota.go.id',
};

const plan = (part: object = {}) =>
  planApplication(database.db, { ...act, name: 'Antrean', officeId: health, origin: newId(), ...part });

describe('an application from its plan to its end', () => {
  test('is planned once per origin, however often the step runs', async () => {
    const origin = newId();
    const first = await plan({ origin });
    expect(await plan({ origin, name: 'Lain' })).toEqual(first);
    expect(await findApplication(database.db, { origin })).toMatchObject({ name: 'Antrean', status: 'planned' });
  });

  test('becomes installing when deployed and active when it has its address; deploying again corrects the path', async () => {
    const { applicationId } = await plan();
    const first = await deployApplication(database.db, { ...act, applicationId, serverId, path: '/var/www/antrean' });
    expect(await findApplication(database.db, { id: applicationId })).toMatchObject({ status: 'installing' });
    const again = await deployApplication(database.db, { ...act, applicationId, serverId, path: '/srv/antrean' });
    expect(again).toEqual(first);
    await activateApplication(database.db, { ...act, applicationId, url: 'https://antrean.kota.go.id' });
    const later = { ...act, now: someday.add({ hours: 48 }) };
    await activateApplication(database.db, { ...later, applicationId, url: 'https://antrean.kota.go.id/' });
    const application = await getApplication(database.db, host, applicationId);
    expect(application).toMatchObject({ status: 'active', url: 'https://antrean.kota.go.id/', activatedAt: someday });
    expect(application.deployments).toMatchObject([{ serverName: 'app-01', path: '/srv/antrean', environment: 'production' }]);
  });

  test('gives back at its end the capacity of what brought it in; a second time is harmless', async () => {
    const origin = newId();
    const { applicationId } = await plan({ origin });
    await holdCapacity(database.db, {
      serverId,
      holder: origin,
      holderLabel: 'K-1',
      cpu: 1,
      memoryMb: 1024,
      diskGb: 1,
      now: someday,
    });
    await allotCapacity(database.db, { holder: origin, now: someday });
    await deployApplication(database.db, { ...act, applicationId, serverId });
    await retireApplication(database.db, { ...act, applicationId });
    await retireApplication(database.db, { ...act, applicationId });
    expect(await findClaim(database.db, origin)).toBeNull();
    expect((await getApplication(database.db, host, applicationId)).deployments).toEqual([]);
    await expect(deployApplication(database.db, { ...act, applicationId, serverId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(activateApplication(database.db, { ...act, applicationId, url: '' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('one that was hosted before this system enters as active, without an origin', async () => {
    const { applicationId } = await importApplication(database.db, {
      ...act,
      name: 'Lama',
      officeId: health,
      fields: complete,
      activatedAt: someday,
    });
    expect(await findApplication(database.db, { id: applicationId })).toMatchObject({ status: 'active', origin: null });
  });
});

describe('describing an application', () => {
  test('names what is missing until every required field is there, the note on personal data only when it holds some', async () => {
    const { applicationId } = await plan();
    const required = applicationFields.filter((field) => field.required).length;
    expect(await listMissingFields(database.db, applicationId)).toHaveLength(required - 2); // name and audience are there
    await describeApplication(database.db, { ...act, applicationId, fields: complete });
    expect(await listMissingFields(database.db, applicationId)).toEqual([]);
    await describeApplication(database.db, { ...act, applicationId, fields: { personal_data: 'on' } });
    expect((await listMissingFields(database.db, applicationId)).map((field) => field.key)).toEqual(['personal_data_note']);
    expect(missingFields({ name: '  ' }).map((field) => field.key)).toContain('name');
  });

  test('keeps before and after, but of personal data only that it changed', async () => {
    const { applicationId } = await plan();
    await describeApplication(database.db, { ...act, applicationId, version: 1, fields: complete });
    const { data } = await database.db
      .selectFrom('audit_event')
      .where('subject_id', '=', applicationId)
      .where('type', '=', 'application.described')
      .select('data')
      .executeTakeFirstOrThrow();
    expect(data).toMatchObject({
      changes: { language: ['', 'PHP'] },
      personal: ['administrator_nip', 'administrator_phone', 'administrator_email'],
    });
    for (const secret of ['198609262015052001', '0812', 'rina@']) expect(JSON.stringify(data)).not.toContain(secret);
  });

  test('leaves alone what was not given, reads dates and clears them', async () => {
    const { applicationId } = await plan({ fields: { description: 'Tetap' } });
    await describeApplication(database.db, {
      ...act,
      applicationId,
      fields: { tdpse_date: '2026-03-25', tdpse_number: '000123' },
    });
    expect(await findApplication(database.db, { id: applicationId })).toMatchObject({
      description: 'Tetap',
      tdpse_number: '000123',
    });
    await describeApplication(database.db, { ...act, applicationId, fields: { tdpse_date: '' } });
    expect(await findApplication(database.db, { id: applicationId })).toMatchObject({ tdpse_date: null, tdpse_number: '000123' });
  });

  test('is refused from a page that is no longer current', async () => {
    const { applicationId } = await plan();
    await describeApplication(database.db, { ...act, applicationId, version: 1, fields: { language: 'Go' } });
    const stale = describeApplication(database.db, { ...act, applicationId, version: 1, fields: { language: 'C' } });
    await expect(stale).rejects.toMatchObject({ code: 'stale_page' });
  });

  test.each([
    ['administrator_nip', { administrator_nip: '123' }],
    ['administrator_nip', { administrator_nip: '198613262015052001' }],
    ['administrator_email', { administrator_email: 'rina' }],
    ['url', { url: 'javascript:alert(1)' }],
    ['url', { url: 'https://a b' }],
    ['base', { base: 'mainframe' }],
    ['audience', { audience: '' }],
    ['description', { description: 'a'.repeat(5001) }],
    ['language', { language: 'PHP\nGo' }],
    ['name', { name: '' }],
    ['tdpse_date', { tdpse_date: '2026-02-30' }],
    ['owner', { owner: 'me' } as object],
    ['language', { language: 'nul \u0000' }],
  ])('refuses %s: %o', async (field, fields) => {
    const { applicationId } = await plan();
    expect(Object.keys((await refusalOf(describeApplication(database.db, { ...act, applicationId, fields }))).faults)).toEqual([
      field,
    ]);
  });

  test('takes HTML and SQL as the text they are, and a PPPK number', async () => {
    const text = `<script>alert('x')</script>'; drop table application; --`;
    const { applicationId } = await plan();
    await describeApplication(database.db, {
      ...act,
      applicationId,
      fields: { description: text, administrator_nip: '199001012023211001' },
    });
    expect(await findApplication(database.db, { id: applicationId })).toMatchObject({
      description: text,
      administrator_nip: '199001012023211001',
    });
  });
});

describe('the list of all applications', () => {
  test("shows an office its own only, whatever it asks for; another office's is not found", async () => {
    const { applicationId } = await plan({ name: 'Rahasia Kesehatan' });
    expect((await listApplications(database.db, teacher, { officeId: health })).total).toBe(0);
    expect((await listApplications(database.db, nurse, { search: 'rahasia' })).total).toBe(1);
    expect((await listApplications(database.db, host, { search: 'Rahasia', officeId: health })).total).toBe(1);
    await expect(getApplication(database.db, teacher, applicationId)).rejects.toMatchObject({ code: 'not_found' });
    await deployApplication(database.db, { ...act, applicationId, serverId });
    expect((await getApplication(database.db, nurse, applicationId)).deployments).toEqual([]);
  });

  test('masks the NIP, telephone and mailbox of the administrator', async () => {
    await plan({ name: 'Bertopeng', fields: complete });
    const { rows } = await listApplications(database.db, host, { search: 'Bertopeng' });
    expect(rows[0]).toMatchObject({
      administrator_name: 'Rina Kartika',
      administrator_nip: '1986•••••••••••001',
      administrator_phone: '••••••••7890',
      administrator_email: '•••@kota.go.id',
      missing: 0,
    });
  });

  test('pages by name and leaves retired ones out unless asked', async () => {
    const first = await listApplications(database.db, host, { pageSize: 3, page: 1 });
    const second = await listApplications(database.db, host, { pageSize: 3, page: 2 });
    expect(first.total).toBe(second.total);
    expect(first.rows.at(-1)?.name.localeCompare(second.rows[0]?.name ?? '') ?? 1).toBeLessThanOrEqual(0);
    expect((await listApplications(database.db, host, { status: 'retired' })).total).toBe(1);
  });
});

test('an application of an office that does not exist is refused at the office', async () => {
  for (const officeId of [newId(), 'dinkes'])
    expect(Object.keys((await refusalOf(plan({ officeId }))).faults)).toEqual(['officeId']);
});

test('an application cannot be deployed on a server that does not exist', async () => {
  const { applicationId } = await plan();
  for (const unknown of [newId(), 'app-01'])
    expect(
      Object.keys((await refusalOf(deployApplication(database.db, { ...act, applicationId, serverId: unknown }))).faults),
    ).toEqual(['serverId']);
});
