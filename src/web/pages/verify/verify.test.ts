import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBytes } from '#files/index.ts';
import { completeLetter, findLetter, issueNow, keepPublicAddress, voidLetter } from '#letters/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { type Answer, makeClient } from '../../../../test/support/client.ts';
import { hostingRequest, newCode, reply } from '../../../../test/support/letters.ts';
import { makePdf } from '../../../../test/support/pdf.ts';
import { qrCodesOf } from '../../../../test/support/pdf-picture.ts';
import { haveTool } from '../../../../test/support/tools.ts';

const address = 'http://griya.test';
const doer = { accountId: null, personId: null, postId: null, acting: null };
const hal = 'Tanggapan atas Permohonan Pembuatan Subdomain';

let app: TestApp;
let signer: { personId: string; postId: string; acting: 'definitive' };
beforeAll(async () => {
  app = await testApp();
  const { personId, postId } = await app.makeHolder('agency-head', { name: 'Ir. Bramantyo Wiryakusuma' });
  signer = { personId, postId, acting: 'definitive' };
  const { db } = app.database;
  await db.updateTable('person').set({ nip: '197108171998031004' }).where('id', '=', personId).execute();
  await keepPublicAddress(db, address);
});
afterAll(() => app.close());

const today = Temporal.PlainDate.from('2026-11-24');

/** Issues a reply and makes its PDF. */
const issue = async (content: object = {}, subjectId = newId()) => {
  const { db } = app.database;
  const { now } = app.time;
  const act = { officeId: app.hostOfficeId, subjectId, signer, today, now, doer };
  const { letterId } = await db
    .transaction()
    .execute((tx) => issueNow(tx, { kind: 'reply', data: { ...reply, ...content }, hal, ...act }));
  await completeLetter(db, { letterId, secret: app.auth.secret, now });
  const letter = await findLetter(db, letterId);
  const pdf = await readBytes(db, letter?.file_id ?? '');
  const code = letter?.sheet?.verification?.code ?? '';
  return { letterId, pdf, code, subjectId };
};

const asFile = (bytes: Uint8Array, name = 'surat.pdf') => new File([Uint8Array.from(bytes)], name, { type: 'application/pdf' });

/** What the page says, without tags. */
const said = ({ html }: Answer): string =>
  html
    .slice(html.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

/** A page without what differs from one request to the next. */
const still = (html: string, typed: string): string => html.replaceAll(typed, '');

describe('a letter is checked by whoever holds it', () => {
  test.skipIf(!haveTool('pdftoppm'))('its QR leads to a page that says what it is, and nothing else', async () => {
    const { pdf } = await issue();
    const [qr] = await qrCodesOf(pdf);
    expect(qr).toMatch(new RegExp(`^${address}/verify/[0-9A-Z]{28}$`));
    const answer = await app.visitor().get(new URL(qr ?? '').pathname);
    expect(answer.status).toBe(200);
    const text = said(answer);
    for (const part of [
      'Surat ini diterbitkan dan berlaku',
      hal,
      '24 November 2026',
      'Dinas Komunikasi dan Informatika, Pemerintah Kota Contoh',
      'Ir. Bramantyo Wiryakusuma Kepala Dinas Komunikasi dan Informatika',
      'ditandatangani dengan sertifikat Griya kantor ini; bukan tanda tangan elektronik tersertifikasi (BSrE)',
    ]) {
      expect(text).toContain(part);
    }
    for (const secret of ['197108171998031004', '19710817', reply.application, 'Larasati', 'antarpus']) {
      expect(answer.html).not.toContain(secret);
    }
  });

  test('no search engine keeps the page, no site learns of it, no log repeats the code', async () => {
    const { code } = await issue();
    const { headers } = await app.visitor().get(`/verify/${code}`);
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(JSON.stringify(app.log)).not.toContain(code);
  });

  test('the code may be typed, with or without its hyphens, in English too', async () => {
    const { code } = await issue();
    const client = app.visitor();
    const answer = await client.submit('/verify', { code: ` ${code.toLowerCase().match(/.{4}/g)?.join('-')} ` });
    expect(answer.location).toBe(`/verify/${code}`);
    expect(said(await client.get(`/verify/${code}?lang=en`))).toContain('This letter was issued and is valid');
  });

  test('a void letter says so with its date, a reply that was followed by another too', async () => {
    const first = await issue();
    await voidLetter(app.database.db, { letterId: first.letterId, reason: 'Salah alamat', now: app.time.now, doer });
    const text = said(await app.visitor().get(`/verify/${first.code}`));
    expect(text).toContain('Surat ini dibatalkan');
    expect(text).toContain('dibatalkan pada 24 November 2026');
    expect(text).not.toContain('Salah alamat');

    const second = await issue();
    app.time.now = app.time.now.add({ hours: 24 });
    const third = await issue({}, second.subjectId);
    expect(said(await app.visitor().get(`/verify/${second.code}`))).toContain('Surat ini sudah digantikan');
    expect(said(await app.visitor().get(`/verify/${third.code}`))).toContain('Surat ini diterbitkan dan berlaku');
  });

  test('the subject of a confidential letter is not shown', async () => {
    const { code } = await issue({ nature: 'confidential' });
    const answer = await app.visitor().get(`/verify/${code}`);
    expect(answer.html).not.toContain(hal);
    expect(said(answer)).toContain('surat bersifat rahasia');
  });

  test('a letter that was signed in ink is not said to be signed otherwise', async () => {
    const { db } = app.database;
    const { now } = app.time;
    const act = { officeId: app.hostOfficeId, subjectId: newId(), signer, today, now, doer, number: '9/LAMA/2026' };
    const { letterId } = await db
      .transaction()
      .execute((tx) => issueNow(tx, { kind: 'hosting-request', data: hostingRequest, hal: 'Permohonan', ...act }));
    const code = (await findLetter(db, letterId))?.sheet?.verification?.code;
    const text = said(await app.visitor().get(`/verify/${code}`));
    expect(text).toContain('Ditandatangani di atas kertas');
    expect(text).not.toMatch(/Disahkan secara elektronik|sertifikat/);
  });
});

describe('codes cannot be found by trying', () => {
  test('an unknown code, a malformed one and the code of a draft get the same answer', async () => {
    const client = app.visitor();
    const [unknown, malformed] = [newCode(), 'XYZ'];
    const answers = await Promise.all([unknown, malformed].map((code) => client.get(`/verify/${code}`)));
    expect(answers.map((answer) => answer.status)).toEqual([404, 404]);
    const [one, other] = [still(answers[0]?.html ?? '', unknown), still(answers[1]?.html ?? '', malformed)];
    expect(one).toBe(other);
    expect(said(answers[0] as Answer)).toContain('Tidak ada surat dengan kode ini');
    const posted = await client.submit('/verify', { code: malformed });
    expect(posted.status).toBe(404);
  });

  test('misses are counted per address and end in a wait, letters that exist do not count', async () => {
    const { code } = await issue();
    app.time.now = app.time.now.add({ minutes: 16 });
    const client = makeClient(app.app);
    for (let no = 0; no < 70; no += 1) expect((await client.get(`/verify/${code}`)).status).toBe(200);
    const statuses: number[] = [];
    for (let no = 0; no < 62; no += 1) statuses.push((await client.get(`/verify/${newCode()}`)).status);
    expect(statuses.slice(0, 60).every((status) => status === 404)).toBe(true);
    expect(statuses.slice(60)).toEqual([429, 429]);
    // A known code is answered no differently: the wait says nothing about it.
    expect((await client.get(`/verify/${code}`)).status).toBe(429);
    app.time.now = app.time.now.add({ minutes: 16 });
    expect((await client.get(`/verify/${code}`)).status).toBe(200);
  });
});

describe('a file is compared, byte for byte', () => {
  test('the issued file is recognised, with the code and without', async () => {
    const { pdf, code } = await issue();
    for (const path of [`/verify/${code}/file`, '/verify/file']) {
      const answer = await app
        .visitor()
        .submit(path, { file: asFile(pdf) }, { at: path === '/verify/file' ? '/verify' : `/verify/${code}` });
      expect(answer.status).toBe(200);
      expect(said(answer)).toContain('Berkas ini sama persis dengan yang diterbitkan');
      expect(said(answer)).toContain(hal);
    }
  });

  test('one changed byte is noticed, and nothing of the file is kept', async () => {
    const { pdf, code } = await issue();
    const count = () =>
      app.database.db
        .selectFrom('file')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirst();
    const before = await count();
    const changed = Buffer.from(pdf);
    changed[changed.length - 10] = (changed[changed.length - 10] ?? 0) ^ 1;
    const answer = await app.visitor().post(`/verify/${code}/file`, { file: asFile(changed) });
    expect(said(answer)).toContain('Berkas ini bukan berkas yang diterbitkan');
    const elsewhere = await app.visitor().post('/verify/file', { file: asFile(changed) });
    expect(said(elsewhere)).toContain('Berkas ini bukan berkas yang diterbitkan');
    expect(elsewhere.html).not.toContain(hal);
    expect(await count()).toEqual(before);
  });

  test('a signed file that was changed or added to afterwards is told apart, with whose signature it bears', async () => {
    const { pdf } = await issue();
    const changed = Buffer.from(pdf);
    const at = changed.indexOf('/Title');
    changed[at + 1] = (changed[at + 1] ?? 0) ^ 1;
    const client = app.visitor();
    const one = said(await client.post('/verify/file', { file: asFile(changed) }));
    expect(one).toContain('tanda tangan Griya kantor ini atas nama Ir. Bramantyo Wiryakusuma');
    expect(one).toContain('isinya diubah setelah ditandatangani');
    const extended = said(
      await client.post('/verify/file', { file: asFile(Buffer.concat([pdf, Buffer.from('\n% tambahan\n')])) }),
    );
    expect(extended).toContain('ada yang ditambahkan setelah itu');
  });

  test('the file of another letter is named as such', async () => {
    const [one, other] = [await issue(), await issue()];
    const answer = await app.visitor().post(`/verify/${one.code}/file`, { file: asFile(other.pdf) });
    expect(said(answer)).toContain('Berkas ini surat lain');
  });

  test('no file, no PDF, a huge file and no form are told apart in plain words', async () => {
    const client = app.visitor();
    const nothing = await client.submit('/verify/file', { file: new File([], '') }, { at: '/verify' });
    expect([nothing.status, said(nothing).includes('Pilih berkas PDF')]).toEqual([422, true]);
    const text = await client.post('/verify/file', { file: asFile(Buffer.from('halo')) });
    expect([text.status, said(text).includes('bukan PDF')]).toEqual([422, true]);
    const huge = await client.post('/verify/file', { file: asFile(Buffer.alloc(10_000_001, '%PDF-1.7 ')) });
    expect([huge.status, said(huge).includes('lebih besar dari')]).toEqual([422, true]);
    expect((await client.post('/verify/file', { file: 'teks' })).status).toBe(400);
    expect((await client.get('/verify/file')).location).toBe('/verify');
  });

  test('a PDF from elsewhere tells nothing about letters', async () => {
    const answer = await app.visitor().post('/verify/file', { file: asFile(await makePdf()) });
    expect(answer.status).toBe(200);
    expect(said(answer)).toContain('Berkas ini bukan berkas yang diterbitkan');
  });
});
