import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makePdf } from '../../test/support/pdf.ts';
import { refusalOf } from '../../test/support/registry.ts';
import { type MultipartLimits, parseMultipart, type SentFile } from './multipart.ts';
import { readBytes } from './read.ts';
import { storeUpload } from './store.ts';

const now = Temporal.Instant.from('2026-11-24T02:00:00Z');
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.ownerPool.query('truncate file cascade');
});

const limitBytes = 2 * 1024 * 1024;
const fileFields = ['recommendation', 'appointment', 'guide'];
const purposes: Record<string, string> = {
  recommendation: 'recommendation',
  appointment: 'appointment-letter',
  guide: 'installation-guide',
};

const onFile = ({ field, name, stream }: SentFile) =>
  storeUpload(database.db, { stream, name, field, purpose: purposes[field] ?? '', uploadedBy: null, now, limitBytes });

const read = async (request: Request | Promise<Request>, limits: Partial<MultipartLimits> = {}) =>
  parseMultipart(await request, { limits: { fileBytes: limitBytes, ...limits }, fileFields, onFile });

/** As bytes, so that a body which is not read to its end troubles nobody. */
const post = async (form: FormData): Promise<Request> => {
  const sent = new Response(form);
  return raw(await sent.bytes(), sent.headers.get('content-type') ?? '');
};
const form = (entries: readonly (readonly [string, string | File])[]): FormData => {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
};
const raw = (body: string | Uint8Array | ReadableStream, type = 'multipart/form-data; boundary=b') =>
  new Request('http://localhost/', {
    method: 'POST',
    body: body as never,
    headers: { 'content-type': type },
    duplex: 'half',
  } as RequestInit);
const part = (disposition: string, body: string) => `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${body}\r\n`;
const pdfFile = async (name: string, pages = 1) =>
  new File([Uint8Array.from(await makePdf(pages))], name, { type: 'application/pdf' });
const stored = async () =>
  (
    await database.ownerPool.query(
      'select (select count(*)::int from file) as files, (select count(*)::int from upload) as uploads',
    )
  ).rows[0];

describe('a form with files', () => {
  test('comes apart into its fields and its stored files, in order', async () => {
    const bytes = await makePdf(2);
    const parsed = await read(
      post(
        form([
          ['application_name', 'SIAP'],
          ['recommendation', await pdfFile('Rekomendasi 漢字.pdf', 2)],
          ['subdomain', 'siap'],
          ['tick[]', 'a'],
          ['tick[]', 'b'],
          ['guide', new File(['# Petunjuk'], 'petunjuk.md')],
          ['note', 'é "tanda" — 漢'],
        ]),
      ),
    );
    expect(Object.fromEntries(parsed.fields)).toEqual({
      application_name: ['SIAP'],
      subdomain: ['siap'],
      'tick[]': ['a', 'b'],
      note: ['é "tanda" — 漢'],
    });
    expect(parsed.faults).toEqual([]);
    const [recommendation] = parsed.stored.get('recommendation') ?? [];
    expect(recommendation).toMatchObject({
      name: 'Rekomendasi 漢字.pdf',
      size: bytes.length,
      pages: 2,
      mediaType: 'application/pdf',
    });
    expect(parsed.stored.get('guide')).toMatchObject([{ name: 'petunjuk.md', mediaType: 'text/markdown' }]);
    expect(await readBytes(database.db, recommendation?.fileId ?? '')).toHaveLength(bytes.length);
  });

  test('an input left empty is passed over, a chosen empty file is a fault', async () => {
    expect(await read(raw(`${part('name="recommendation"; filename=""', '')}--b--\r\n`))).toMatchObject({
      faults: [],
      stored: new Map(),
    });
    const { faults } = await read(post(form([['recommendation', new File([], 'kosong.pdf')]])));
    expect(faults).toMatchObject([{ field: 'recommendation', message: { en: expect.stringContaining('empty') } }]);
  });

  test('one bad file costs neither the fields nor the other files', async () => {
    const parsed = await read(
      post(
        form([
          ['recommendation', new File(['x'.repeat(limitBytes + 100_000)], 'besar.pdf')],
          ['appointment', new File(['<html>'], 'surat.pdf')],
          ['guide', await pdfFile('petunjuk.pdf')],
          ['application_name', 'SIAP'],
        ]),
      ),
    );
    expect(parsed.fields.get('application_name')).toEqual(['SIAP']);
    expect(parsed.stored.get('guide')).toHaveLength(1);
    expect(parsed.faults.map((fault) => [fault.field, fault.message.id.slice(0, 30)])).toEqual([
      ['recommendation', 'Berkas melebihi batas 2 MB. Pe'],
      ['appointment', 'Isi berkas ini bukan PDF walau'],
    ]);
    expect(await stored()).toEqual({ files: 1, uploads: 1 });
  });

  test('path parts and directions in a name go no further', async () => {
    const name = '..\\..\\windows\\system32\\evil\u202efdp.md';
    const parsed = await read(raw(`${part(`name="guide"; filename="${name}"`, '# x')}--b--\r\n`));
    expect(parsed.stored.get('guide')?.[0]?.name).toBe('evilfdp.md');
  });
});

describe('a body that cannot be', () => {
  const code = async (request: Request | Promise<Request>, limits: Partial<MultipartLimits> = {}) =>
    (await refusalOf(read(request, limits))).code;

  test.each([
    ['no multipart', () => raw('{"a":1}', 'application/json')],
    ['no boundary', () => raw('x', 'multipart/form-data')],
    ['an empty body', () => raw('')],
    ['text of no form', () => raw('bukan formulir')],
    ['no end', () => raw(part('name="a"', 'x'))],
    ['an end within a file', () => raw(`${part('name="guide"; filename="a.md"', '# x').slice(0, -2)}`)],
    ['a part without a name', () => raw(`${part('filename="a.md"', '# x')}--b--\r\n`)],
    ['a file where no file is asked for', () => raw(`${part('name="other"; filename="a.md"', '# x')}--b--\r\n`)],
  ])('%s is refused and leaves nothing', async (_, make) => {
    expect(await code(make())).toBe('bad_request');
    expect(await stored()).toEqual({ files: 0, uploads: 0 });
  });

  test('too many fields, too many files, a field too long', async () => {
    expect(await code(post(form(Array.from({ length: 6 }, (_, i) => [`f${i}`, 'x'] as const))), { fields: 5 })).toBe(
      'bad_request',
    );
    expect(
      await code(post(form(Array.from({ length: 4 }, () => ['guide', new File(['x'], 'a.md')] as const))), { files: 3 }),
    ).toBe('bad_request');
    expect(await code(post(form([['note', 'x'.repeat(2000)]])), { fieldBytes: 1000 })).toBe('bad_request');
  });

  test('a body past every limit is cut off', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(
          Buffer.from(
            sent === 1 ? '--b\r\nContent-Disposition: form-data; name="guide"; filename="a.md"\r\n\r\n' : 'x'.repeat(65_536),
          ),
        );
      },
    });
    expect(await code(raw(endless), { files: 1, fields: 1, fieldBytes: 1000, fileBytes: 100_000 })).toBe('too_large');
    expect(sent).toBeLessThan(60);
    expect(await stored()).toEqual({ files: 0, uploads: 0 });
  });

  test('a sender who goes away in the middle of a file', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(
          Buffer.from(`--b\r\nContent-Disposition: form-data; name="guide"; filename="a.md"\r\n\r\n${'x'.repeat(600_000)}`),
        );
      },
      pull: (controller) => controller.error(new Error('reset')),
    });
    expect(await code(raw(body))).toBe('bad_request');
    expect(await stored()).toEqual({ files: 0, uploads: 0 });
  });

  test('a fault that is not the sender’s is no fault of the form', async () => {
    const failing = parseMultipart(await post(form([['guide', new File(['# x'], 'a.md')]])), {
      limits: { fileBytes: limitBytes },
      fileFields,
      onFile: async () => {
        throw new Error('database gone');
      },
    });
    await expect(failing).rejects.toThrow('database gone');
  });

  test('a receiver sees the fields before its file; one that reads nothing does not hold up the form', async () => {
    const parsed = await parseMultipart(
      await post(
        form([
          ['before', 'x'],
          ['guide', new File(['x'.repeat(500_000)], 'a.md')],
          ['after', 'y'],
        ]),
      ),
      {
        limits: { fileBytes: limitBytes },
        fileFields,
        onFile: async ({ name }, fields) => `${name} ${fields.size}`,
      },
    );
    expect([parsed.stored.get('guide'), parsed.fields.get('after')]).toEqual([['a.md 1'], ['y']]);
  });
});
