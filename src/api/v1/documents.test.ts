import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { goodRequest, openCase, smallPdf, walkTo } from '../../../test/support/city.ts';
import { fixture, makePdf, makeScan, onePixel } from '../../../test/support/pdf.ts';

let api: TestApi;
let head: Caller;
let staff: Caller;
let other: Caller;
let division: Caller;

beforeAll(async () => {
  api = await testApi();
  const { city, as } = api;
  [head, staff, other, division] = [as(city.applicantHead), as(city.applicantStaff), as(city.otherHead), as(city.divisionHead)];
}, 60_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const send = (
  caller: Caller,
  purpose: string,
  name: string,
  raw: string | Uint8Array | ReadableStream<Uint8Array>,
): Promise<Answer> => caller.send('POST', `/uploads?${new URLSearchParams({ name, purpose })}`, { raw: raw as string });

const draft = async (subdomain: string): Promise<string> =>
  (await openCase(api.database.db, api.city, goodRequest({ subdomain }))).number;

const filesStored = async (): Promise<number> =>
  (await api.database.pool.query<{ count: number }>('select count(*)::int from file')).rows[0]?.count ?? 0;

describe('uploads', () => {
  test('a file is stored once, known by its content, and told with its hash', async () => {
    const pdf = await makePdf(2);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    const first = await send(head, 'recommendation', 'Rekomendasi.pdf', pdf);
    expect(first).toMatchObject({
      status: 201,
      body: { name: 'Rekomendasi.pdf', media_type: 'application/pdf', size: pdf.length, pages: 2, sha256 },
    });
    const before = await filesStored();
    const again = await send(other, 'recommendation', 'Salinan.pdf', pdf);
    expect(again.body.sha256).toBe(sha256);
    expect(again.body.upload_id).not.toBe(first.body.upload_id);
    expect(await filesStored()).toBe(before);
  });

  test('a scan without any text is a PDF like another; a guide may be Markdown', async () => {
    expect((await send(head, 'appointment-letter', 'pindaian.pdf', await makeScan())).status).toBe(201);
    const guide = await send(head, 'installation-guide', 'petunjuk.md', '# Petunjuk\n\n1. Pasang paket\n');
    expect(guide).toMatchObject({ status: 201, body: { media_type: 'text/markdown' } });
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ani\\surat.pdf', 'surat.pdf'],
    ['ꦱꦸꦫꦠ꧀.pdf', 'ꦱꦸꦫꦠ꧀.pdf'],
    ['申请书（最终）.pdf', '申请书（最终）.pdf'],
    ['<script>alert(1)</script>.pdf', 'script_.pdf'],
  ])('a name in any script, or with parts of a path, is kept as a plain name: %s', async (name, kept) => {
    expect(await send(head, 'correction', name, smallPdf)).toMatchObject({ status: 201, body: { name: kept } });
  });

  const wrong: [string, string, string, () => string | Uint8Array | Promise<Uint8Array>, RegExp][] = [
    ['a picture behind a .pdf name', 'recommendation', 'surat.pdf', () => onePixel, /bukan PDF/],
    ['a text behind a .pdf name', 'appointment-letter', 'surat.pdf', () => 'Dengan hormat,', /bukan PDF/],
    ['an encrypted PDF', 'recommendation', 'a.pdf', () => fixture('encrypted-40-bit.pdf'), /terkunci/],
    ['a restricted PDF', 'appointment-letter', 'a.pdf', () => fixture('encrypted-owner-only.pdf'), /terkunci/],
    ['a truncated PDF', 'recommendation', 'a.pdf', async () => (await makePdf(3)).subarray(0, 700), /tidak lengkap/],
    ['nothing', 'recommendation', 'a.pdf', () => new Uint8Array(0), /kosong/],
    [
      'a program as a guide',
      'installation-guide',
      'pasang.pdf',
      () => Buffer.from('7f454c460201010000000000', 'hex'),
      /bukan PDF/,
    ],
    ['a picture as a guide', 'installation-guide', 'petunjuk.png', () => onePixel, /tidak dapat diterima/],
  ];
  test.each(wrong)('%s is refused with its cure, and nothing of it is kept', async (_, purpose, name, content, words) => {
    const before = await filesStored();
    const answer = await send(head, purpose, name, await content());
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', faults: [{ message: expect.stringMatching(words) }] } });
    expect(await filesStored()).toBe(before);
  });

  test('a purpose or name that is none is refused by name', async () => {
    const answer = await send(head, 'logo', ' ', smallPdf);
    expect(answer.status).toBe(422);
    expect(answer.body.faults?.map((fault) => fault.field).sort()).toEqual(['name', 'purpose']);
    expect((await head.send('POST', '/uploads', { raw: smallPdf })).status).toBe(422);
  });

  test('an oversized file is refused: at once when it is announced, else as soon as it is past the limit', async () => {
    const announced = await head.send('POST', '/uploads?name=a.pdf&purpose=recommendation', {
      raw: smallPdf,
      headers: { 'content-length': String(50 * 1024 * 1024 + 1) },
    });
    expect(announced).toMatchObject({ status: 413, body: { code: 'too_large', detail: expect.stringContaining('50 MB') } });

    const before = await filesStored();
    await api.database.ownerPool.query('update installation set upload_limit_bytes = 1048576');
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const answer = await send(head, 'recommendation', 'a.pdf', endless);
    await api.database.ownerPool.query('update installation set upload_limit_bytes = 52428800');
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large', detail: expect.stringContaining('1 MB') } });
    expect(given).toBeLessThan(2_000_000);
    expect(await filesStored()).toBe(before);
  });
});

describe('documents of a case', () => {
  test('a later one replaces the earlier, which stays', async () => {
    const number = await draft('berlampiran');
    for (const name of ['lama.pdf', 'baru.pdf']) {
      api.later();
      expect(await head.attach(number, 'recommendation', name)).toMatchObject({
        status: 201,
        body: { document_id: expect.any(String) },
      });
    }
    const documents = (await staff.get(`/cases/${number}`)).body.documents as { name: string; replaced: boolean }[];
    expect(documents.map(({ name, replaced }) => [name, replaced])).toEqual([
      ['baru.pdf', false],
      ['lama.pdf', true],
    ]);
  });

  test('what was sent as another kind, or by somebody else, cannot be bound', async () => {
    const number = await draft('tertukar');
    const guide = await head.upload('installation-guide', 'petunjuk.md', '# Petunjuk\n');
    const asLetter = await head.post(`/cases/${number}/documents`, { kind: 'recommendation', upload_id: guide });
    expect(asLetter).toMatchObject({
      status: 422,
      body: { faults: [{ field: 'upload_id', message: expect.stringContaining('jenis lain') }] },
    });
    for (const upload_id of [await staff.upload('recommendation'), '01890000-0000-7000-8000-000000000000']) {
      expect((await head.post(`/cases/${number}/documents`, { kind: 'recommendation', upload_id })).status).toBe(404);
    }
    expect((await head.get(`/cases/${number}`)).body.documents).toEqual([]);
  });

  test('after submission only a correction may be added, by either side', async () => {
    const { number } = await walkTo(api.database.db, api.city, 'disposition', { request: goodRequest({ subdomain: 'koreksi' }) });
    expect(await head.attach(number, 'recommendation')).toMatchObject({ status: 409, body: { code: 'not_possible_now' } });
    expect((await division.attach(number, 'recommendation')).status).toBe(409);
    expect((await head.attach(number, 'correction', 'ralat.pdf')).status).toBe(201);
    expect((await division.attach(number, 'correction', 'catatan.txt', 'Mohon diperbaiki.')).status).toBe(201);
  });

  test('evidence that is not one’s own cannot be bound to an installation, nor a file of another purpose', async () => {
    const { number } = await walkTo(api.database.db, api.city, 'installation', {
      request: goodRequest({ subdomain: 'bukti', cpu: '1' }),
    });
    const [application, technician] = [api.as(api.city.applicationHead), api.as(api.city.technician)];
    await application.act(number, 'edit-installation', { add: [{ title: 'Pasang paket' }] });
    const [item] = (await technician.get(`/cases/${number}`)).body.installation as { id: string }[];
    const tick = (by: Caller, upload_id: string) => by.act(number, 'tick-item', { item_id: item?.id, done: true, upload_id });
    const log = await technician.upload('evidence', 'apt.log', 'apt: 12 newly installed\n');
    expect((await tick(application, log)).status).toBe(404);
    expect((await tick(technician, await technician.upload('correction'))).status).toBe(404);
    expect((await tick(technician, '01890000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await tick(technician, log)).status).toBe(200);
    // What already belongs to the item may stay there, whoever records it again.
    expect((await tick(application, log)).status).toBe(200);
    const without = await technician.act(number, 'tick-item', { item_id: item?.id, done: true });
    expect(without).toMatchObject({ status: 422, body: { faults: [{ field: 'evidence' }] } });
  });
});

describe('fetching', () => {
  test('a document comes back as it was sent, in pieces, as an attachment that runs nothing', async () => {
    const number = await draft('besar');
    const guide = `# Petunjuk\n\n${'Pasang paket, lalu periksa.\n'.repeat(30_000)}`;
    const attached = await head.attach(number, 'installation-guide', 'Petunjuk "akhir" ꦱꦸ.md', guide);
    const path = `/cases/${number}/documents/${attached.body.document_id}/content`;
    const answer = await head.get(path);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(guide);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(Buffer.byteLength(guide)),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
      'content-disposition': expect.stringMatching(/^attachment; filename="[^"]*"; filename\*=UTF-8''Petunjuk/),
    });
    const response = await api.fetch(
      new Request(`http://griya.test/api/v1${path}`, { headers: { authorization: `Bearer ${await head.key()}` } }),
    );
    let pieces = 0;
    for await (const piece of response.body ?? []) pieces += piece.length > 0 ? 1 : 0;
    expect(pieces).toBeGreaterThan(2);
    const headAnswer = await head.send('HEAD', path);
    expect(headAnswer).toMatchObject({ status: 200, text: '' });
    expect(headAnswer.headers.get('content-length')).toBe(String(Buffer.byteLength(guide)));
  });

  test('a reader who goes away in the middle leaves nothing open', async () => {
    const number = await draft('terputus');
    const attached = await head.attach(number, 'installation-guide', 'petunjuk.md', 'baris\n'.repeat(200_000));
    const path = `/cases/${number}/documents/${attached.body.document_id}/content`;
    for (let round = 0; round < 15; round += 1) {
      const headers = { authorization: `Bearer ${await head.key()}` };
      const response = await api.fetch(new Request(`http://griya.test/api/v1${path}`, { headers }));
      await response.body?.cancel();
    }
    expect((await head.get('/me')).status).toBe(200);
  });

  test('a document of another case, another office or no case at all is not found', async () => {
    const [mine, second] = [await draft('pertama'), await draft('kedua')];
    const { document_id: id } = (await head.attach(mine, 'recommendation')).body;
    expect((await head.get(`/cases/${mine}/documents/${id}/content`)).status).toBe(200);
    expect((await head.get(`/cases/${second}/documents/${id}/content`)).status).toBe(404);
    expect((await other.get(`/cases/${mine}/documents/${id}/content`)).status).toBe(404);
    expect((await division.get(`/cases/${mine}/documents/${id}/content`)).status).toBe(404);
    for (const wrong of ['1', '%00', '01890000-0000-7000-8000-000000000000']) {
      expect((await head.get(`/cases/${mine}/documents/${wrong}/content`)).status).toBe(404);
    }
  });

  test('a letter comes as PDF once it is made, only to who may read it, and only with its own case', async () => {
    const open = await walkTo(api.database.db, api.city, 'completeness-check', {
      request: goodRequest({ subdomain: 'bersurat' }),
    });
    const letters = async (caller: Caller) =>
      (await caller.get(`/cases/${open.number}`)).body.letters as { id: string; kind: string; render_state: string }[];
    const [request] = await letters(head);
    const path = `/cases/${open.number}/letters/${request?.id}.pdf`;
    expect(request).toMatchObject({ kind: 'hosting-request', render_state: 'waiting' });
    expect((await head.get(path)).status).toBe(404);
    await api.jobs();
    expect((await letters(head))[0]).toMatchObject({ render_state: 'done' });
    const answer = await head.get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.text.startsWith('%PDF-')).toBe(true);

    const disposition = (await letters(division)).find((each) => each.kind === 'disposition');
    const inside = `/cases/${open.number}/letters/${disposition?.id}.pdf`;
    expect((await division.get(inside)).status).toBe(200);
    expect((await head.get(inside)).status).toBe(404);
    expect((await other.get(path)).status).toBe(404);
    const elsewhere = await draft('tanpa-surat');
    expect((await head.get(`/cases/${elsewhere}/letters/${request?.id}.pdf`)).status).toBe(404);
    for (const wrong of ['1.pdf', '%00.pdf', `${request?.id}`, `${request?.id}.png`]) {
      expect((await head.get(`/cases/${open.number}/letters/${wrong}`)).status).toBe(404);
    }
  }, 30_000);
});
