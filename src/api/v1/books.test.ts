import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draftLetter, issueLetter, renderLetter, voidLetter } from '#letters/index.ts';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { today } from '../../../test/support/identity.ts';
import { replyOf, signerOf, stamp } from '../../../test/support/letters.ts';

let api: TestApi;
let head: Caller;
let applicant: Caller;
let technician: Caller;
let auditor: Caller;

beforeAll(async () => {
  api = await testApi();
  head = api.as(api.city.agencyHead);
  applicant = api.as(api.city.applicantHead);
  technician = api.as(api.city.technician);
  auditor = api.as(api.city.auditor);
}, 60_000);
afterAll(() => api.close());

const issue = async (): Promise<string> => {
  const { letterId } = await draftLetter(api.database.db, replyOf(api.city.hostOfficeId));
  await issueLetter(api.database.db, { letterId, signer: signerOf(api.city.agencyHead), today, ...stamp });
  return letterId;
};

const paper = (part: object = {}) => ({
  office_id: api.city.hostOfficeId,
  from: 'Kecamatan Contoh',
  number: '005/1/KEC/XI/2026',
  date: '2026-11-20',
  subject: 'Undangan rapat',
  channel: 'post',
  received_on: '2026-11-24',
  no_scan_reason: 'menyusul',
  ...part,
});

describe('/agenda', () => {
  test('takes a letter on paper once per key, and lists it with its number', async () => {
    const key = crypto.randomUUID();
    const scan = await head.upload('paper', 'surat.pdf');
    const body = paper({ scan_upload_id: scan, no_scan_reason: '' });
    expect(await head.post('/agenda', body, key)).toMatchObject({ status: 201, body: { number: '1/2026', repeated: false } });
    expect(await head.post('/agenda', body, key)).toMatchObject({ status: 201, body: { number: '1/2026', repeated: true } });
    const list = await head.get('/agenda?year=2026&search=undangan&channel=post');
    expect(list.body).toMatchObject({ total: 1, entries: [{ number: '1/2026', from: 'Kecamatan Contoh', scanned: true }] });
  });

  test('names every fault by the name that the body has', async () => {
    const answer = await head.post('/agenda', paper({ received_on: '2026-12-01', no_scan_reason: '', number: '2' }));
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(answer.body.faults?.map((fault) => fault.field).sort()).toEqual(['received_on', 'scan_upload_id']);
    expect((await head.post('/agenda', paper({ surprise: 1 }))).status).toBe(422);
    expect((await head.get('/agenda?year=zwei&from=gestern')).body.faults?.map((fault) => fault.field).sort()).toEqual([
      'from',
      'year',
    ]);
  });

  test('is kept by the own office, read by auditors, and not there for others', async () => {
    expect((await applicant.post('/agenda', paper())).status).toBe(404);
    expect((await technician.get('/agenda')).status).toBe(404);
    expect((await auditor.get('/agenda')).body.total).toBeGreaterThan(0);
    expect((await auditor.post('/agenda', paper({ number: '9' }))).status).toBe(403);
    expect((await applicant.get('/agenda')).body).toMatchObject({ total: 0 });
  });
});

describe('/letters and /dispatches', () => {
  test('list, read and fetch a letter of the book; a void one stays with its reason', async () => {
    const [kept, gone] = [await issue(), await issue()];
    await voidLetter(api.database.db, { letterId: gone, reason: 'salah alamat', ...stamp });
    expect((await head.get(`/letters/${kept}.pdf`)).status).toBe(404);
    await renderLetter(api.database.db, { letterId: kept, now: stamp.now });
    expect((await head.get(`/letters/${kept}.pdf`)).headers.get('content-type')).toBe('application/pdf');
    expect((await head.get(`/letters/${kept}`)).body).toMatchObject({
      id: kept,
      status: 'issued',
      pdf_ready: true,
      dispatches: [],
    });
    expect((await head.get('/letters?status=void')).body).toMatchObject({ letters: [{ id: gone, void_reason: 'salah alamat' }] });
    for (const who of [applicant, technician]) {
      expect((await who.get(`/letters/${kept}`)).status).toBe(404);
      expect((await who.get(`/letters/${kept}.pdf`)).status).toBe(404);
    }
    expect((await head.get('/letters/x')).status).toBe(404);
  });

  test('a courier and the receipt, each once', async () => {
    const id = await issue();
    const body = { to_name: 'PT Contoh', channel: 'hand', courier: 'Udin', sent_on: '2026-11-24' };
    const refused = await head.post(`/letters/${id}/dispatches`, { channel: 'hand', sent_on: '2026-11-24' });
    expect(refused.body.faults?.map((fault) => fault.field)).toContain('to_office_id');
    const sent = await head.post(`/letters/${id}/dispatches`, body);
    expect(sent).toMatchObject({ status: 201, body: { repeated: false } });
    const open = await head.get('/dispatches?open=true');
    expect(open.body).toMatchObject({ total: 1, open: 1, dispatches: [{ id: sent.body.dispatch_id, to: 'PT Contoh' }] });
    const path = `/dispatches/${sent.body.dispatch_id}/receipt`;
    expect((await head.post(path, { received_by: 'Sri', received_on: '2026-11-23' })).body.faults?.[0]?.field).toBe(
      'received_on',
    );
    expect((await head.post(path, { received_by: 'Sri', received_on: '2026-11-24' })).status).toBe(200);
    expect((await applicant.post(path, { received_by: 'X', received_on: '2026-11-24' })).status).toBe(404);
    expect((await head.get('/dispatches')).body).toMatchObject({ open: 0, dispatches: [{ received_by: 'Sri' }] });
  });
});
