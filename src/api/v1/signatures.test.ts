import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveNik, saveSigningSetting } from '#letters/index.ts';
import { hostingSop } from '#sop/index.ts';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { type Bsre, credentials, nik, passphrase } from '../../../test/support/bsre.ts';
import { startBsreV1 } from '../../../test/support/bsre-v1.ts';
import { goodRequest, type OpenCase, openCase, walkTo } from '../../../test/support/city.ts';
import { morning } from '../../../test/support/identity.ts';
import { makeScan } from '../../../test/support/pdf.ts';

const secret = 'a secret of forty characters for tests only';
let api: TestApi;
let bsre: Bsre;
let agency: Caller;
let head: Caller;

beforeAll(async () => {
  api = await testApi();
  bsre = await startBsreV1('Ratna Puspitasari');
  const { city, database, as } = api;
  await saveNik(database.db, { personId: city.agencyHead.personId, nik, secret, by: 'system', now: morning });
  [agency, head] = [as(city.agencyHead), as(city.applicantHead)];
}, 60_000);
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await bsre.close();
  await api.close();
});

const choose = (provider: string) =>
  saveSigningSetting(api.database.db, {
    officeId: api.city.hostOfficeId,
    setting: { provider, baseAddress: bsre.address, ...credentials },
    secret,
    by: 'system',
    now: morning,
  });

/** A refusal that awaits the signature of the head of the agency. */
const refusing = async (subdomain: string): Promise<OpenCase> => {
  const open = await walkTo(api.database.db, api.city, 'completeness-check', { request: goodRequest({ subdomain }) });
  const reasons = hostingSop.refusalReasons.slice(0, 1).map((reason) => reason.key);
  await open.do(api.city.divisionHead, 'refuse', { reasons, explanation: 'Tidak dapat dipenuhi.' });
  await open.jobs();
  api.time.now = open.later();
  return open;
};

describe('signing by a program', () => {
  test('with the certificate of the installation Griya goes on by itself', async () => {
    await choose('local');
    const open = await refusing('sendiri');
    const answer = await agency.act(open.number, 'sign-refusal');
    expect(answer).toMatchObject({ status: 200, body: { signing: { provider: 'local', state: 'waiting', next: 'wait' } } });
    await open.jobs();
    const { letter_id } = answer.body.signing as { letter_id: string };
    expect((await agency.get(`/letters/${letter_id}/signature`)).body).toMatchObject({
      state: 'signed',
      next: 'none',
      failure: null,
    });
    const letters = (await agency.get(`/cases/${open.number}`)).body.letters as Record<string, unknown>[];
    const refusal = letters.find((each) => each.id === letter_id);
    expect(refusal).toMatchObject({ sign_state: 'signed', verification_code: expect.stringMatching(/^[0-9A-Z]{28}$/) });
    expect((await agency.get(`/letters/${letter_id}`)).body.verification_code).toBe(refusal?.verification_code);
  });

  test('through BSrE the answer names the passphrase as what is missing, and every attempt says exactly why it failed', async () => {
    await choose('bsre_v1');
    const open = await refusing('bsre');
    const { body } = await agency.act(open.number, 'sign-refusal');
    expect(body).toMatchObject({ state: 'refusal-sending', signing: { provider: 'bsre_v1', next: 'passphrase', failure: null } });
    const { letter_id, detail } = body.signing as { letter_id: string; detail: string };
    expect(detail).toContain('passphrase');
    const path = `/letters/${letter_id}/signature`;
    await open.jobs();
    const nothing = await agency.post(path, {});
    expect(nothing).toMatchObject({ status: 422, body: { faults: [{ field: 'passphrase' }] } });
    const wrong = await agency.post(path, { passphrase: 'salah sekali' });
    expect(wrong).toMatchObject({
      status: 200,
      body: { state: 'waiting', next: 'passphrase', failure: 'passphrase', attempts: 1 },
    });
    expect(wrong.body.detail).toContain('menolak passphrase');
    bsre.moods = ['drop', 'drop'];
    expect((await agency.post(path, { passphrase })).body).toMatchObject({ state: 'waiting', failure: 'away', attempts: 2 });
    // Nobody signs for the signer, and the other office does not see the letter yet.
    expect((await api.as(api.city.divisionHead).post(path, { passphrase })).status).toBe(403);
    expect((await head.post(path, { passphrase })).status).toBe(404);
    expect((await agency.post(path, { passphrase })).body).toMatchObject({
      state: 'signed',
      next: 'none',
      failure: null,
      signed_by: 'Ratna Puspitasari',
    });
    await open.jobs();
    expect(await open.row()).toMatchObject({ state: 'refused' });
  });

  test('a letter that is signed outside waits for its file, and takes no passphrase', async () => {
    await choose('manual');
    const open = await refusing('tinta');
    const { body } = await agency.act(open.number, 'sign-refusal');
    expect(body).toMatchObject({ signing: { provider: 'manual', next: 'upload' } });
    const { letter_id } = body.signing as { letter_id: string };
    await open.jobs();
    const path = `/letters/${letter_id}/signature`;
    expect(await agency.post(path, { passphrase })).toMatchObject({ status: 409, body: { code: 'not_possible_now' } });
    const upload_id = await agency.upload('signed-letter', 'pindaian.pdf', await makeScan());
    expect(await agency.post(`${path}/file`, { upload_id })).toMatchObject({
      status: 200,
      body: { state: 'signed', next: 'none' },
    });
    await open.jobs();
    expect(await open.row()).toMatchObject({ state: 'refused' });
  });
});

test('the head of the office appoints the administrator by a letter of Griya, once', async () => {
  const { number } = await openCase(api.database.db, api.city, goodRequest({ subdomain: 'penunjukan' }));
  const path = `/cases/${number}/appointment`;
  expect((await api.as(api.city.applicantStaff).post(path)).status).toBe(403);
  expect((await api.as(api.city.otherHead).post(path)).status).toBe(404);
  const first = await head.post(path);
  expect(first).toMatchObject({ status: 201, body: { repeated: false } });
  expect((await head.post(path)).body.letter_id).toBe(first.body.letter_id);
  const found = await head.get(`/cases/${number}`);
  expect(found.body.letters).toMatchObject([{ kind: 'appointment-letter', status: 'issued' }]);
  expect(found.body.events).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'case.appointment-issued' })]));
});

describe('the agenda', () => {
  const entry = { from: 'Kecamatan Contoh', date: '2026-11-23', subject: 'Undangan', channel: 'hand' };
  const enter = async (number: string): Promise<{ id: string; version: number }> => {
    api.time.now = Temporal.Instant.from('2026-11-26T10:00:00+07:00');
    const body = { office_id: api.city.hostOfficeId, ...entry, number, received_on: '2026-11-24', no_scan_reason: 'menyusul' };
    expect((await agency.post('/agenda', body)).status).toBe(201);
    const { body: list } = await agency.get(`/agenda?search=${number}`);
    return (list.entries as { id: string; version: number }[])[0] ?? { id: '', version: 0 };
  };

  test('an entry is corrected with its reason, and a stale correction is refused', async () => {
    const { id, version } = await enter('005/77');
    const correction = { ...entry, number: '005/78', no_scan_reason: 'menyusul', reason: 'Salah ketik' };
    const path = `/agenda/${id}/correction`;
    expect(await agency.post(path, { ...correction, version })).toMatchObject({ status: 200, body: { version: version + 1 } });
    expect(await agency.post(path, { ...correction, number: '005/79', version })).toMatchObject({
      status: 409,
      body: { code: 'stale_page' },
    });
    expect(await agency.post(path, { ...correction, subject: '' })).toMatchObject({
      status: 422,
      body: { faults: [{ field: 'subject' }] },
    });
    expect((await head.post(path, correction)).status).toBe(404);
    expect((await agency.get('/agenda?search=005/78')).body).toMatchObject({ total: 1 });
  });

  test('an entry is linked to a case that the caller sees', async () => {
    const { id } = await enter('005/80');
    const { number } = await walkTo(api.database.db, api.city, 'disposition', { request: goodRequest({ subdomain: 'tautan' }) });
    expect(await agency.post(`/agenda/${id}/link`, { case: 'K-2026-9999' })).toMatchObject({
      status: 422,
      body: { faults: [{ field: 'case' }] },
    });
    expect((await agency.post(`/agenda/${id}/link`, { case: number })).status).toBe(200);
    const row = await api.database.db
      .selectFrom('agenda_entry')
      .select('subject_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.subject_id).not.toBeNull();
  });
});
