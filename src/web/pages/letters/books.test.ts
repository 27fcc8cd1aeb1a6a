import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatchLetter, draftLetter, issueLetter, renderLetter } from '#letters/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { smallPdf } from '../../../../test/support/city.ts';
import type { Client } from '../../../../test/support/client.ts';
import { actorOf } from '../../../../test/support/identity.ts';
import { replyOf, signerOf, stamp } from '../../../../test/support/letters.ts';

let app: TestApp;
let head: Client;
let staff: Client;
let technician: Client;
let applicant: Client;
let auditor: Client;
let administrator: Client;
let signer: Parameters<typeof issueLetter>[1]['signer'];

const today = Temporal.PlainDate.from('2026-11-24');

beforeAll(async () => {
  app = await testApp();
  head = await app.signIn('agency-head');
  staff = await app.signIn('secretariat');
  technician = await app.signIn('technician');
  applicant = await app.signIn('applicant-head');
  auditor = await app.signIn('auditor');
  administrator = await app.signIn('administrator');
  const { rows } = await app.database.pool.query<{ id: string }>(
    "select a.id from account a join appointment p on p.person_id = a.person_id join post o on o.id = p.post_id where o.role = 'agency-head'",
  );
  signer = signerOf(await actorOf(app.database.db, rows[0]?.id ?? ''));
}, 60_000);
afterAll(() => app.close());

const issue = async (hal = 'Tanggapan atas Permohonan Pembuatan Subdomain'): Promise<string> => {
  const { letterId } = await draftLetter(app.database.db, { ...replyOf(app.hostOfficeId), hal });
  await issueLetter(app.database.db, { letterId, signer, today, ...stamp });
  return letterId;
};

const pdf = (name: string) => new File([smallPdf], name, { type: 'application/pdf' });

const letter = {
  from: 'Kecamatan Contoh',
  number: '005/12/KEC/XI/2026',
  date: '2026-11-20',
  hal: 'Undangan rapat',
  channel: 'hand',
  receivedOn: '2026-11-24',
};

describe('a letter that came on paper', () => {
  test('is entered with its scan by the secretariat, shown with it, corrected and linked, and nothing of it is lost', async () => {
    const entered = await staff.submit('/agenda/new', { ...letter, scan: pdf('undangan.pdf') });
    expect(entered).toMatchObject({ status: 303, location: expect.stringMatching(/^\/agenda\/[0-9a-f-]+$/) });
    const at = entered.location ?? '';
    const shown = await staff.follow(entered);
    expect(shown.html).toContain('Tercatat dengan nomor agenda 1/2026.');
    const scan = /\/agenda\/[0-9a-f-]+\/scans\/[0-9a-f-]+/.exec(shown.html)?.[0] ?? '';
    expect(await head.get(scan)).toMatchObject({ status: 200 });
    expect((await head.get(scan)).headers.get('content-type')).toBe('application/pdf');
    expect((await technician.get(scan)).status).toBe(404);
    expect((await applicant.get(scan)).status).toBe(404);

    const corrected = await staff.submit(`${at}/correction`, { hal: 'Undangan rapat koordinasi', reason: 'hal kurang lengkap' });
    expect(corrected.status).toBe(303);
    const after = (await staff.get(at)).html;
    expect(after).toContain('Dikoreksi: hal kurang lengkap');
    expect(after).toContain('Undangan rapat → Undangan rapat koordinasi');
    expect(after).toContain(scan);

    const unknown = await staff.submit(`${at}/link`, { case: 'K-2026-9999' }, { at });
    expect(unknown.status).toBe(422);
    expect(unknown.html).toContain('Tidak ada permohonan dengan nomor ini');
  });

  test('a fault keeps what was typed and the scan that was sent', async () => {
    const faulty = await staff.submit('/agenda/new', { ...letter, number: '005/13/KEC', hal: '', scan: pdf('surat.pdf') });
    expect(faulty.status).toBe(422);
    expect(faulty.html).toContain('005/13/KEC');
    expect(faulty.html).toContain('surat.pdf');
    const mended = await staff.submit('/agenda/new', { hal: 'Undangan' }, { html: faulty.html });
    expect(mended.status).toBe(303);
    expect((await staff.follow(mended)).html).toMatch(/scans/);
  });

  test('a scan that is no picture and no PDF is refused by its content', async () => {
    const sent = await staff.submit('/agenda/new', { ...letter, number: 'x', scan: new File(['<script>'], 'surat.pdf') });
    expect(sent.status).toBe(422);
  });

  test('the same letter twice is told, and entered again only when ticked', async () => {
    const again = { ...letter, noScanReason: 'asli kedua' };
    const told = await staff.submit('/agenda/new', again);
    expect(told.status).toBe(422);
    expect(told.html).toContain('Surat ini sudah tercatat dengan nomor agenda 1/2026');
    expect((await staff.submit('/agenda/new', { again: 'on' }, { html: told.html })).status).toBe(303);
  });
});

describe('a letter that was made elsewhere', () => {
  test('takes a number of the book, keeps what was typed on a fault, and gets its file when it is signed', async () => {
    const typed = { book: 'outgoing', date: '2026-11-24', to: 'Kecamatan Contoh', hal: 'Undangan bersama', signer: '' };
    const faulty = await staff.submit('/letters/new', typed);
    expect(faulty.status).toBe(422);
    expect(faulty.html).toContain('Undangan bersama');
    expect(faulty.html).toMatch(/href="#[^"]*signer"/);
    const entered = await staff.submit('/letters/new', { ...typed, signer: 'Ratna Puspitasari' });
    const shown = await staff.follow(entered);
    expect(shown.html).toMatch(/Tercatat dengan nomor 500\.12\/\d+\/DISKOMINFO\/XI\/2026\./);
    expect(shown.html).toContain('Berkas bertanda tangan belum diunggah.');
    const at = entered.location ?? '';
    expect((await technician.get('/letters/new')).status).toBe(404);
    expect((await auditor.get('/letters/new')).status).toBe(403);
    const brought = await staff.submit(`${at}/file`, { file: pdf('pindaian.pdf') }, { at });
    expect(brought.status).toBe(303);
    const after = await staff.follow(brought);
    expect(after.html).toContain('Surat yang dibuat di luar Griya');
    expect(after.html).not.toContain('Unggah berkas bertanda tangan');
    expect((await staff.get(`${at}.pdf`)).status).toBe(200);
    expect((await applicant.get(`${at}.pdf`)).status).toBe(404);
  });
});

describe('whose books they are', () => {
  test.each(['/agenda', '/letters', '/dispatches', '/retention', '/books/agenda.csv', '/books/outgoing.xlsx', '/agenda/new'])(
    '%s is not found for a technician',
    async (path) => {
      expect((await technician.get(path)).status).toBe(404);
    },
  );

  test('an applying office sees its own book only, also when it asks for another', async () => {
    await issue('Hanya untuk mata tuan rumah');
    const own = await applicant.get(`/letters?office=${app.hostOfficeId}`);
    expect(own.status).toBe(200);
    expect(own.html).not.toContain('Hanya untuk mata tuan rumah');
    expect((await applicant.get(`/books/outgoing.csv?office=${app.hostOfficeId}`)).html).not.toContain('Hanya untuk');
  });

  test('an auditor reads every book and writes in none', async () => {
    const id = await issue();
    expect((await auditor.get(`/letters/${id}`)).status).toBe(200);
    expect((await auditor.get('/agenda/new')).status).toBe(403);
    expect((await auditor.get(`/letters/${id}/dispatch`)).status).toBe(403);
    expect((await auditor.get(`/letters/${id}`)).html).not.toContain(`/letters/${id}/void`);
  });

  test('the menu shows the books to who has some', async () => {
    expect((await staff.get('/inbox')).html).toContain('href="/agenda"');
    expect((await technician.get('/inbox')).html).not.toContain('href="/agenda"');
  });
});

describe('a letter of the book', () => {
  test('is carried by a courier, and its receipt is entered later with the scan', async () => {
    const id = await issue();
    const form = `/letters/${id}/dispatch`;
    const faulty = await staff.submit(form, { toOfficeId: '', toName: '', courier: '', sentOn: '2026-11-24' });
    expect(faulty.status).toBe(422);
    const sent = await staff.submit(form, { toOfficeId: app.officeId, courier: 'Pak Udin', sentOn: '2026-11-24' });
    expect(sent).toMatchObject({ status: 303, location: `/letters/${id}` });
    const shown = (await staff.follow(sent)).html;
    expect(shown).toContain('Pak Udin');
    const receipt = /\/dispatches\/[0-9a-f-]+\/receipt/.exec(shown)?.[0] ?? '';
    expect((await staff.submit(receipt, { receivedBy: 'Bu Sri', receivedOn: '2026-11-20' })).status).toBe(422);
    const done = await staff.submit(receipt, { receivedBy: 'Bu Sri', receivedOn: '2026-11-24', scan: pdf('tanda-terima.pdf') });
    expect(done.status).toBe(303);
    const after = (await staff.follow(done)).html;
    expect(after).toContain('diterima Bu Sri');
    expect((await head.get(`${receipt}/scan`)).headers.get('content-type')).toBe('application/pdf');
    expect((await applicant.get(`${receipt}/scan`)).status).toBe(404);
    const book = (await staff.get('/dispatches')).html;
    expect(book).toContain('Bu Sri');
    expect((await staff.get('/dispatches?open=yes')).html).not.toContain('Bu Sri');
  });

  test('is made void by its signer with a reason, stays in the book with it, and the second click is harmless', async () => {
    const id = await issue();
    const path = `/letters/${id}/void`;
    expect((await staff.get(`/letters/${id}`)).html).not.toContain(path);
    const page = (await head.get(`/letters/${id}`)).html;
    expect((await head.submit(path, { reason: '' }, { html: page })).status).toBe(422);
    const voided = await head.submit(path, { reason: 'salah alamat tujuan' }, { html: page });
    expect(voided.status).toBe(303);
    expect((await head.submit(path, { reason: 'alasan lain' }, { html: page })).status).toBe(303);
    const book = (await staff.get('/letters?status=void')).html;
    expect(book).toContain('Batal: salah alamat tujuan');
    expect((await staff.get(`/letters/${id}/dispatch`)).status).toBe(200);
    const sent = await staff.submit(`/letters/${id}/dispatch`, { toOfficeId: app.officeId, courier: 'X', sentOn: '2026-11-24' });
    expect(sent.status).toBe(409);
  });

  test('may not be made void by a keeper of the book who did not sign it', async () => {
    const id = await issue();
    const own = (await head.get(`/letters/${id}`)).html;
    const proof = await staff.submit(`/letters/${id}/void`, { reason: 'x' }, { html: own });
    expect(proof.status).toBe(403);
  });

  test('with signs that mean something to a page or a spreadsheet does no harm in either', async () => {
    const nasty = '=HYPERLINK("http://jahat.example";"klik") <b>tebal</b>';
    const id = await issue(nasty);
    await dispatchLetter(app.database.db, { letterId: id, toName: '@SUM(A1:A9)', channel: 'post', reference: '+62', ...stamp });
    expect((await staff.get('/letters')).html).not.toContain('<b>tebal</b>');
    const csv = (await staff.get('/books/outgoing.csv')).html;
    expect(csv).toContain(`'=HYPERLINK`);
    expect((await staff.get('/books/dispatch.csv')).html).toContain(`'@SUM`);
    const answer = await app.app.request('http://griya.test/books/outgoing.xlsx', {
      headers: { cookie: [...staff.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    expect(answer.headers.get('content-type')).toContain('spreadsheetml');
    const rows = await readSheet(Buffer.from(await answer.arrayBuffer()));
    const row = rows.find((cells) => cells.includes(nasty));
    expect(row).toBeDefined();
    expect(row?.some((cell) => cell instanceof globalThis.Date)).toBe(true);
  });

  test('has its PDF open to who reads the book', async () => {
    const id = await issue();
    await renderLetter(app.database.db, { letterId: id, now: stamp.now });
    expect((await staff.get(`/letters/${id}.pdf`)).headers.get('content-type')).toBe('application/pdf');
    expect((await technician.get(`/letters/${id}`)).status).toBe(404);
    expect((await applicant.get(`/letters/${id}`)).status).toBe(404);
    expect((await staff.get('/letters/tidak-ada')).status).toBe(404);
  });
});

describe('a printed book', () => {
  test('is made by a job, for the office and the period that were asked for, and opens when it is ready', async () => {
    await issue('Surat yang dicetak');
    const asked = await staff.submit('/books/outgoing/prints', {}, { at: '/letters?year=2026' });
    expect(asked.status).toBe(303);
    const at = asked.location ?? '';
    expect((await staff.get(at)).status).toBe(202);
    await renderLetter(app.database.db, { letterId: at.split('/').at(-1) ?? '', now: stamp.now });
    expect((await staff.get(at)).headers.get('content-type')).toBe('application/pdf');
    expect((await applicant.get(at)).status).toBe(404);
  });

  test('of all offices at once does not exist: each has its own', async () => {
    const asked = await auditor.submit('/books/agenda/prints', {}, { at: '/agenda?office=all' });
    expect(asked.status).toBe(422);
    expect(asked.html).toContain('Pilih satu perangkat daerah');
  });
});

describe('numbers and archive codes', () => {
  test('a pattern is tried without changing anything, and saved from a day on', async () => {
    const path = `/admin/numbers/${app.officeId}`;
    const tried = await administrator.get(`${path}?pattern=${encodeURIComponent('{urut}/{unit}/{tahun}')}`);
    expect(tried.html).toContain('1/DINKES/2026');
    expect(tried.html).toContain('ND-1/DINKES/2026');
    expect((await administrator.get(`${path}?pattern=tanpa-urut`)).html).toContain('Pola nomor harus memuat {urut} satu kali.');
    const faulty = await administrator.submit(
      `${path}/pattern`,
      { pattern: '{urut}/{', validFrom: '2026-11-23', reason: '' },
      { at: path },
    );
    expect(faulty.status).toBe(422);
    const saved = await administrator.submit(
      `${path}/pattern`,
      { pattern: '{urut}/{unit}/{tahun}', validFrom: '2026-12-01', reason: 'SE 12/2026' },
      { at: path },
    );
    expect(saved.status).toBe(303);
    expect((await administrator.get(path)).html).toContain('SE 12/2026');
  });

  test('numbers are kept with a reason, which stands in the book', async () => {
    const path = `/admin/numbers/${app.hostOfficeId}`;
    const kept = await administrator.submit(
      `${path}/blocks`,
      { book: 'recommendation', kind: 'outside', to: '31', reason: 'dipakai di buku tulis' },
      { at: path },
    );
    expect(kept.status).toBe(303);
    expect((await staff.get('/letters')).html).toContain('dipakai di buku tulis');
    const low = await administrator.submit(
      `${path}/blocks`,
      { book: 'outgoing', kind: 'outside', to: '1', reason: 'x' },
      { at: path },
    );
    expect(low.status).toBe(422);
  });

  test('the administrator sets a retention, others do not', async () => {
    const saved = await administrator.submit('/admin/filing/reply', {
      classification: '500.12.3',
      activeYears: '1',
      inactiveYears: '2',
      fate: 'destroy',
      basis: 'Perwako contoh',
    });
    expect(saved.status).toBe(303);
    expect((await auditor.get('/admin/filing')).html).toContain('Perwako contoh');
    expect((await auditor.get('/admin/filing/reply')).status).toBe(403);
    expect((await head.get('/admin/numbers')).status).toBe(403);
  });

  test('the list of ended retention names letters, and has no button that destroys', async () => {
    await issue('Surat lama');
    app.time.now = Temporal.Instant.from('2035-01-05T02:00:00Z');
    const list = await staff.get('/retention?fate=destroy');
    app.time.now = Temporal.Instant.from('2026-11-24T02:00:00Z');
    expect(list.html).toContain('Surat lama');
    expect(list.html).not.toMatch(/<form method="post"[^>]*retention/);
  });
});
