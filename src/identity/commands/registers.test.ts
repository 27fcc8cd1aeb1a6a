import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '#audit/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, makeApplicant, morning, setUpOffice, type TestOffice, zone } from '../../../test/support/identity.ts';
import { refusalOf } from '../../../test/support/registry.ts';
import { findInstallation } from '../installation.ts';
import { getOffice, getPerson, listAccounts, listApiKeys, listOffices, listPeople, listPosts } from '../queries.ts';
import { findActor, findActorByApiKey } from '../session.ts';
import { createAccount } from './create-account.ts';
import { createApiKey } from './create-api-key.ts';
import { createOffice } from './create-office.ts';
import { createPerson } from './create-person.ts';
import { createPost } from './create-post.ts';
import { disableAccount } from './disable-account.ts';
import { resetAccount } from './reset-account.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { updateAccount } from './update-account.ts';
import { updateInstallation } from './update-installation.ts';
import { updateOffice } from './update-office.ts';
import { updatePerson } from './update-person.ts';

let database: TestDatabase;
let office: TestOffice;
beforeAll(async () => {
  database = await testDatabase();
  office = await setUpOffice(database.db);
});
afterAll(() => database.close());

const stamp = () => ({ by: office.administrator, now: morning });
const kesehatan = {
  name: 'Dinas Kesehatan',
  abbreviation: 'DINKES',
  headTitle: 'Kepala Dinas Kesehatan',
  email: 'surat@dinkes.contoh.go.id',
};
const lastEvent = async (subjectId: string, kind = '%') => {
  const { rows } = await database.ownerPool.query(
    'select type, data, account_id from audit_event where subject_id = $1 and subject_kind like $2 order by seq desc limit 1',
    [subjectId, kind],
  );
  return rows[0];
};

describe('offices', () => {
  test('an office is made with its posts, changed, and every change leaves before and after', async () => {
    const { officeId } = await createOffice(database.db, {
      office: kesehatan,
      posts: [{ role: 'applicant-head', title: 'Kepala Dinas Kesehatan' }],
      ...stamp(),
    });
    expect(await getOffice(database.db, officeId)).toMatchObject({ ...kesehatan, kind: 'applicant', active: true });
    expect(await listPosts(database.db, { officeId })).toMatchObject([
      { role: 'applicant-head', title: 'Kepala Dinas Kesehatan' },
    ]);
    await updateOffice(database.db, {
      officeId,
      office: { ...kesehatan, name: 'Dinas Kesehatan Kota', letterNumberPattern: '{unit}/{urut}/{tahun}' },
      active: true,
      ...stamp(),
    });
    expect(await lastEvent(officeId)).toMatchObject({
      type: 'office.updated',
      account_id: office.administrator.accountId,
      data: { changes: { name: ['Dinas Kesehatan', 'Dinas Kesehatan Kota'] } },
    });
    expect((await listOffices(database.db)).map((each) => each.kind)).toEqual(['host', 'applicant']);
  });

  test('an abbreviation is given once, whatever its case, and fits into a letter number', async () => {
    expect(
      (await refusalOf(createOffice(database.db, { office: { ...kesehatan, abbreviation: 'DinKes' }, ...stamp() }))).faults,
    ).toHaveProperty('abbreviation');
    for (const abbreviation of ['DIN/KES', 'DIN KES', '', '<b>']) {
      expect(
        (await refusalOf(createOffice(database.db, { office: { ...kesehatan, abbreviation }, ...stamp() }))).faults,
      ).toHaveProperty('abbreviation');
    }
    for (const letterNumberPattern of ['tanpa urut', '{urut}/{rahasia}', '{urut}/{}']) {
      expect(
        (
          await refusalOf(
            createOffice(database.db, { office: { ...kesehatan, abbreviation: 'X', letterNumberPattern }, ...stamp() }),
          )
        ).faults,
      ).toHaveProperty('letterNumberPattern');
    }
  });

  test('the hosting office cannot be closed', async () => {
    const { name, abbreviation, headTitle } = await getOffice(database.db, office.hostOfficeId);
    const closed = { officeId: office.hostOfficeId, office: { name, abbreviation, headTitle }, active: false, ...stamp() };
    expect((await refusalOf(updateOffice(database.db, closed))).faults).toHaveProperty('active');
  });

  test('SQL and HTML in a field are only text', async () => {
    const name = `'); drop table office; -- <script>alert(1)</script>`;
    const officeId = await makeApplicant(database.db, name, 'ANEH');
    expect((await getOffice(database.db, officeId)).name).toBe(name);
    expect((await refusalOf(getOffice(database.db, "' or 1=1 --"))).code).toBe('not_found');
  });
});

describe('people and posts', () => {
  test('a NIP is kept as digits, belongs to one person, and only that it changed is recorded', async () => {
    const officeId = await makeApplicant(database.db, 'Dinas Perhubungan', 'DISHUB');
    const person = { officeId, name: 'Joko Widianto', nip: '19900228 202421 2 003' };
    const { personId } = await createPerson(database.db, { person, ...stamp() });
    expect(await getPerson(database.db, personId)).toMatchObject({ nip: '199002282024212003', accountId: null });
    expect((await refusalOf(createPerson(database.db, { person, ...stamp() }))).faults.nip).toContain('pegawai lain');
    expect((await refusalOf(createPerson(database.db, { person: { ...person, nip: '123' }, ...stamp() }))).faults.nip).toContain(
      '18 angka',
    );
    const future = { ...person, nip: '199002282026121003' };
    expect((await refusalOf(createPerson(database.db, { person: future, ...stamp() }))).faults.nip).toContain('belum terjadi');
    await updatePerson(database.db, {
      personId,
      person: { ...person, nip: '199002282024212004', rank: 'Penata (III/c)' },
      ...stamp(),
    });
    const { data } = await lastEvent(personId);
    expect(data).toEqual({ changes: { nip: 'changed', rank: ['', 'Penata (III/c)'] } });
    for (const name of ['éka', 'Zaki', 'ani']) await createPerson(database.db, { person: { officeId, name }, ...stamp() });
    expect((await listPeople(database.db, { officeId })).map((each) => each.name)).toEqual([
      'ani',
      'éka',
      'Joko Widianto',
      'Zaki',
    ]);
  });

  test('an office has one post of the agency head, but as many technicians as it likes', async () => {
    const post = (role: string) =>
      createPost(database.db, { post: { officeId: office.hostOfficeId, role, title: 'Jabatan' }, ...stamp() });
    expect((await refusalOf(post('agency-head'))).faults).toHaveProperty('role');
    await post('technician');
    await post('technician');
  });
});

describe('accounts', () => {
  test('a person has one account, an address opens one account', async () => {
    const first = await hire(database.db, office.hostOfficeId, 'Kartika Sari');
    const again = (personId: string, email: string) =>
      refusalOf(createAccount(database.db, { account: { personId, email }, ...stamp() }));
    expect((await again(first.personId, 'lain@contoh.go.id')).faults).toHaveProperty('personId');
    const { personId } = await createPerson(database.db, {
      person: { officeId: office.hostOfficeId, name: 'Lina Marlina' },
      ...stamp(),
    });
    expect((await again(personId, first.email.toUpperCase())).faults).toHaveProperty('email');
  });

  test('one-time passwords differ, are strong and are never written down', async () => {
    const { personId } = await createPerson(database.db, {
      person: { officeId: office.hostOfficeId, name: 'Mira Andini' },
      ...stamp(),
    });
    const { accountId, password } = await createAccount(database.db, {
      account: { personId, email: 'mira@contoh.go.id' },
      ...stamp(),
    });
    const reset = await resetAccount(database.db, { accountId, secondFactors: false, apiKeys: false, ...stamp() });
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
    expect(reset.password).not.toBe(password);
    const { rows } = await database.ownerPool.query("select string_agg(data::text, '') as all from audit_event");
    expect(rows[0].all).not.toContain(password);
    expect(rows[0].all).not.toContain(reset.password);
  });

  test('administrator and a post of the SOP exclude each other', async () => {
    const decider = await hire(database.db, office.hostOfficeId, 'Nanda Putra', ['division-deputy']);
    const change = { accountId: decider.accountId, account: { email: decider.email, administrator: true }, ...stamp() };
    expect((await refusalOf(updateAccount(database.db, change))).faults.administrator).toContain('Jabatan division-deputy');
    const { personId } = decider;
    await database.db.deleteFrom('account').where('id', '=', decider.accountId).execute();
    const account = { personId, email: 'nanda@contoh.go.id', administrator: true };
    expect((await refusalOf(createAccount(database.db, { account, ...stamp() }))).faults).toHaveProperty('administrator');
  });

  test('the last administrator stays: not disabled, not demoted, not even by two at once', async () => {
    const { accountId, personId } = office.administrator;
    const demote = { accountId, account: { email: 'dewi@contoh.go.id', administrator: false }, ...stamp() };
    expect((await refusalOf(updateAccount(database.db, demote))).faults).toHaveProperty('administrator');
    expect((await refusalOf(disableAccount(database.db, { accountId, ...stamp() }))).code).toBe('invalid');
    const second = await hire(database.db, office.hostOfficeId, 'Oki Saputra', [], { administrator: true });
    const both = await Promise.allSettled(
      [accountId, second.accountId].map((id) =>
        database.db.transaction().execute((tx) => disableAccount(tx, { accountId: id, ...stamp() })),
      ),
    );
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = (await listAccounts(database.db)).filter((each) => each.administrator && !each.disabledAt);
    expect(left).toHaveLength(1);
    await database.db.updateTable('account').set({ disabled_at: null }).where('person_id', '=', personId).execute();
  });
});

describe('API keys', () => {
  const at = (now: Temporal.Instant, key: string) => findActorByApiKey(database.db, { key, now, timeZone: zone });

  test('a key acts as its owner until it is revoked or has run out, and is kept only as a hash', async () => {
    const owner = await hire(database.db, office.hostOfficeId, 'Putri Maharani', ['api-user']);
    const actor = await findActor(database.db, { accountId: owner.accountId, now: morning });
    if (!actor) throw new Error('no actor');
    const { apiKeyId, key } = await createApiKey(database.db, {
      apiKey: { name: 'Laporan', expiresOn: '2026-11-30' },
      timeZone: zone,
      actor,
      now: morning,
    });
    expect(await at(morning, key)).toEqual(actor);
    expect(await at(morning, `${key}x`)).toBeNull();
    const lastMinute = Temporal.PlainDateTime.from('2026-11-30T23:59').toZonedDateTime(zone).toInstant();
    expect(await at(lastMinute, key)).not.toBeNull();
    expect(await at(lastMinute.add({ minutes: 1 }), key)).toBeNull();
    const [listed] = await listApiKeys(database.db, owner.accountId);
    expect(listed).toMatchObject({ id: apiKeyId, prefix: key.slice(0, 12), lastUsedAt: lastMinute });
    const { rows } = await database.ownerPool.query('select api_key::text as text from api_key');
    expect(rows[0].text).not.toContain(key.slice(12));

    const stranger = await hire(database.db, office.hostOfficeId, 'Qori Amalia');
    expect((await refusalOf(revokeApiKey(database.db, { apiKeyId, actor: stranger, now: morning }))).code).toBe('not_found');
    await revokeApiKey(database.db, { apiKeyId, actor: office.administrator, now: morning });
    expect(await at(morning, key)).toBeNull();
  });

  test('a key of a disabled account opens nothing', async () => {
    const owner = await hire(database.db, office.hostOfficeId, 'Rudi Hartono');
    const { key } = await createApiKey(database.db, { apiKey: { name: 'x' }, timeZone: zone, actor: owner, now: morning });
    await disableAccount(database.db, { accountId: owner.accountId, ...stamp() });
    expect(await at(morning, key)).toBeNull();
  });

  test('a key that has run out already is refused', async () => {
    const owner = await hire(database.db, office.hostOfficeId, 'Sinta Dewi');
    const made = createApiKey(database.db, {
      apiKey: { name: 'x', expiresOn: '2026-11-23' },
      timeZone: zone,
      actor: owner,
      now: morning,
    });
    expect((await refusalOf(made)).faults).toHaveProperty('expiresOn');
  });
});

test('the installation is changed with before and after', async () => {
  const installation = {
    governmentName: 'Pemerintah Kota Contoh',
    cityName: 'Kota Contoh',
    place: 'Contoh',
    domain: 'Contoh-Baru.go.id',
    uploadLimitBytes: 10_485_760,
  };
  await updateInstallation(database.db, { installation, ...stamp() });
  expect(await findInstallation(database.db)).toMatchObject({
    domain: 'contoh-baru.go.id',
    uploadLimitBytes: 10_485_760,
    timeZone: zone,
  });
  expect((await lastEvent(office.hostOfficeId, 'installation')).data.changes.domain).toEqual([
    'contoh.go.id',
    'contoh-baru.go.id',
  ]);
});

test('nothing here is changed by somebody who is no administrator', async () => {
  const nobody = await hire(database.db, office.hostOfficeId, 'Tono Wijaya', [], { auditor: true });
  const mine = { by: nobody, now: morning };
  const { accountId } = office.administrator;
  const acts = [
    createOffice(database.db, { office: kesehatan, ...mine }),
    createPerson(database.db, { person: { officeId: office.hostOfficeId, name: 'X' }, ...mine }),
    createPost(database.db, { post: { officeId: office.hostOfficeId, role: null, title: 'X' }, ...mine }),
    updateAccount(database.db, { accountId: nobody.accountId, account: { email: nobody.email, administrator: true }, ...mine }),
    resetAccount(database.db, { accountId, secondFactors: true, apiKeys: true, ...mine }),
    disableAccount(database.db, { accountId, ...mine }),
  ];
  for (const act of acts) expect((await refusalOf(act)).code).toBe('forbidden');
});

test('every chain of the audit trail holds', async () => {
  expect((await verify(database.db)).broken).toBeNull();
});
