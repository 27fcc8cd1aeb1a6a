import { createHash, randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { fixture, makePdf, makeScan, onePixel } from '../../test/support/pdf.ts';
import { refusalOf } from '../../test/support/registry.ts';
import { chunkSize } from './chunks.ts';
import { findUpload, getOwnUpload, getUpload, listUploads, readBytes, readFile } from './read.ts';
import { storeBytes, storeUpload } from './store.ts';
import { sweepUnreferenced } from './sweep.ts';

/** Garbage is not memory in use: it is collected before each look. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const now = Temporal.Instant.from('2026-11-24T02:00:00Z');
const megabyte = 1024 * 1024;
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.ownerPool.query('truncate file cascade');
});

const pieces = async function* (bytes: Uint8Array, step = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
};

type Sent = {
  purpose?: string;
  name?: string;
  limitBytes?: number;
  field?: string;
  uploadedBy?: string | null;
  now?: Temporal.Instant;
};
const send = (bytes: Uint8Array | string, sent: Sent = {}, db = database.db) =>
  storeUpload(db, {
    stream: pieces(Buffer.from(bytes as Uint8Array)),
    name: 'berkas',
    purpose: 'correction',
    uploadedBy: null,
    now,
    limitBytes: 50 * megabyte,
    ...sent,
  });

const count = async (table: string): Promise<number> =>
  (await database.ownerPool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1;
const nothingIsLeft = async () => {
  expect([await count('file'), await count('file_chunk'), await count('upload')]).toEqual([0, 0, 0]);
};
const words = async (act: Promise<unknown>, field = 'file') => (await refusalOf(act)).faults[field] ?? '';

describe('what is stored comes back', () => {
  test('byte by byte, with size, hash, kind and pages', async () => {
    const pdf = await makePdf(3);
    const stored = await send(pdf, { purpose: 'recommendation', name: 'C:\\dok\\Rekomendasi 漢.pdf' });
    expect(stored).toMatchObject({ name: 'Rekomendasi 漢.pdf', size: pdf.length, mediaType: 'application/pdf', pages: 3 });
    expect(stored.sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
    expect(await readBytes(database.db, stored.fileId)).toEqual(pdf);
    const { uploadId: id, ...same } = stored;
    expect(await getUpload(database.db, id)).toEqual({
      ...same,
      id,
      purpose: 'recommendation',
      uploadedBy: null,
      createdAt: now,
    });
  });

  test.each([1, chunkSize - 1, chunkSize, chunkSize + 1, 3 * chunkSize])(
    '%i bytes, cut at the edges of chunks',
    async (length) => {
      const text = 'abcdefgh\n'.repeat(Math.ceil(length / 9)).slice(0, length);
      const { fileId, size } = await send(text);
      expect(size).toBe(length);
      expect((await readBytes(database.db, fileId)).toString()).toBe(text);
      expect(await count('file_chunk')).toBe(Math.ceil(length / chunkSize));
    },
  );

  test('a scanned letter, a Markdown guide, a picture, a log', async () => {
    expect(await send(await makeScan(), { purpose: 'appointment-letter' })).toMatchObject({
      mediaType: 'application/pdf',
      pages: 1,
    });
    expect(await send('# Petunjuk\n', { purpose: 'installation-guide', name: 'petunjuk.md' })).toMatchObject({
      mediaType: 'text/markdown',
    });
    expect(await send(onePixel, { purpose: 'evidence', name: 'layar.txt' })).toMatchObject({ mediaType: 'image/png' });
    expect(await send('\u001b[32mok\u001b[0m\n', { purpose: 'evidence' })).toMatchObject({ mediaType: 'text/plain' });
  });

  test('a missing chunk is an error, not a short file', async () => {
    const { fileId } = await send('x'.repeat(2 * chunkSize));
    await database.ownerPool.query('delete from file_chunk where no = 1');
    await expect(readBytes(database.db, fileId)).rejects.toThrow('lacks its chunk 1');
  });

  test('what is no id, no file or not whole yet is not found', async () => {
    for (const id of ["' or 1=1", '0199a000-0000-7000-8000-000000000000']) {
      expect((await refusalOf(readFile(database.db, id))).code).toBe('not_found');
      expect((await refusalOf(getUpload(database.db, id))).code).toBe('not_found');
      expect(await findUpload(database.db, id)).toBeUndefined();
    }
    const { rows } = await database.ownerPool.query(
      'insert into file (id, created_at) values (gen_random_uuid(), now()) returning id',
    );
    expect((await refusalOf(readFile(database.db, rows[0].id))).code).toBe('not_found');
  });
});

describe('bad input is refused with its cure, and nothing is left behind', () => {
  test('a PDF that is empty, none, cut off or locked', async () => {
    const letter = { purpose: 'appointment-letter', name: 'surat.pdf', field: 'appointment_letter' };
    const whole = await makePdf(5);
    expect(await words(send('', letter), 'appointment_letter')).toContain('kosong');
    expect(await words(send('<html>bukan pdf</html>', letter), 'appointment_letter')).toContain('bukan PDF');
    expect(await words(send(onePixel, letter), 'appointment_letter')).toContain('bukan PDF');
    expect(await words(send(whole.subarray(0, whole.length - 200), letter), 'appointment_letter')).toContain('tidak lengkap');
    expect(await words(send(await fixture('encrypted-owner-only.pdf'), letter), 'appointment_letter')).toContain(
      'tanpa kata sandi',
    );
    await nothingIsLeft();
  });

  test('a locked PDF as a guide or evidence too', async () => {
    for (const purpose of ['installation-guide', 'evidence', 'correction', 'anything']) {
      expect(await words(send(await fixture('encrypted-packed.pdf'), { purpose }))).toContain('terkunci');
    }
    await nothingIsLeft();
  });

  test('a kind that its purpose does not take, naming those that it takes', async () => {
    expect(await words(send(onePixel, { purpose: 'recommendation', name: 'scan.png' }))).toContain('Yang diterima: PDF.');
    expect(await words(send(Buffer.from('7f454c4602010100', 'hex'), { purpose: 'evidence' }))).toContain(
      'gambar PNG, gambar JPEG',
    );
    expect(await words(send(await makePdf(), { purpose: 'logo' }))).toContain('gambar PNG');
    await nothingIsLeft();
  });

  test('over the limit, to the byte', async () => {
    expect(await send('x'.repeat(megabyte), { limitBytes: megabyte })).toMatchObject({ size: megabyte });
    await database.ownerPool.query('truncate file cascade');
    expect(await refusalOf(send('x'.repeat(megabyte + 1), { limitBytes: megabyte }))).toMatchObject({
      code: 'too_large',
      values: { limit: '1 MB' },
    });
    await nothingIsLeft();
  });

  test('a sender who goes away in the middle', async () => {
    const stream = (async function* () {
      yield Buffer.alloc(2 * chunkSize, 'x');
      throw new Error('connection reset');
    })();
    const sent = storeUpload(database.db, {
      stream,
      name: 'x',
      purpose: 'evidence',
      uploadedBy: null,
      now,
      limitBytes: megabyte,
    });
    await expect(sent).rejects.toThrow('connection reset');
    await nothingIsLeft();
  });
});

describe('the same content is stored once', () => {
  test('whoever sends it, under whatever name', async () => {
    const [first, second] = [await send('sama', { name: 'a.txt' }), await send('sama', { name: 'b.md' })];
    expect(second.fileId).toBe(first.fileId);
    expect(second.uploadId).not.toBe(first.uploadId);
    expect([first.mediaType, second.mediaType]).toEqual(['text/plain', 'text/markdown']);
    expect([await count('file'), await count('file_chunk'), await count('upload')]).toEqual([1, 1, 2]);
  });

  test('also when twelve send it at the same moment, some in transactions', async () => {
    const bytes = `${'x'.repeat(chunkSize)}akhir`;
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        i % 3 === 0 ? database.db.transaction().execute((tx) => send(bytes, {}, tx)) : send(bytes),
      ),
    );
    expect(new Set(all.map((each) => each.fileId)).size).toBe(1);
    expect([await count('file'), await count('file_chunk'), await count('upload')]).toEqual([1, 2, 12]);
  });

  test('a made document too, and it goes with its transaction', async () => {
    const bytes = await makePdf(2);
    const make = (db = database.db) => storeBytes(db, { bytes, mediaType: 'application/pdf', pages: 2, now });
    const gone = database.db.transaction().execute(async (tx) => {
      await make(tx);
      throw new Error('no');
    });
    await expect(gone).rejects.toThrow('no');
    await nothingIsLeft();
    const fileId = await make();
    expect(await make()).toBe(fileId);
    expect((await send(bytes, { purpose: 'recommendation' })).fileId).toBe(fileId);
    expect(await readFile(database.db, fileId)).toMatchObject({ size: bytes.length, mediaType: 'application/pdf', pages: 2 });
  });
});

test('an upload is bound to a record only by who sent it, as what it was judged for', async () => {
  const { rows } = await database.ownerPool.query(`
    with o as (insert into office (id, name, abbreviation, kind, head_title, created_at) values (gen_random_uuid(), 'A', 'A', 'applicant', 'K', now()) returning id),
      p as (insert into person (id, office_id, name, created_at) select gen_random_uuid(), id, 'Ani', now() from o returning id),
      u as (insert into auth_user (id, name, email) values (gen_random_uuid(), 'Ani', 'ani@contoh.go.id') returning id)
    insert into account (id, person_id, created_at) select u.id, p.id, now() from u, p returning id`);
  const accountId = rows[0].id;
  const { uploadId } = await send('catatan', { purpose: 'evidence', uploadedBy: accountId });
  expect(await getOwnUpload(database.db, { uploadId, accountId, purpose: 'evidence' })).toMatchObject({ id: uploadId });
  const stranger = '0199a000-0000-7000-8000-000000000000';
  expect((await refusalOf(getOwnUpload(database.db, { uploadId, accountId: stranger, purpose: 'evidence' }))).code).toBe(
    'not_found',
  );
  expect((await refusalOf(getOwnUpload(database.db, { uploadId, accountId, purpose: 'recommendation' }))).code).toBe('not_found');
  expect((await listUploads(database.db, ['x', uploadId, stranger])).map((each) => each.id)).toEqual([uploadId]);
});

test('50 MB pass through in constant memory, in and out', { timeout: 60_000 }, async () => {
  const piece = randomBytes(64 * 1024);
  const size = 50 * megabyte;
  const held = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / megabyte;
  };
  const start = held();
  let highest = 0;
  let looked = 0;
  const look = () => {
    looked += 1;
    if (looked % 16 === 0) highest = Math.max(highest, held() - start);
  };
  const stream = (async function* () {
    yield Buffer.from('PK\u0003\u0004');
    for (let sent = 4; sent < size; sent += piece.length) {
      look();
      yield piece.subarray(0, Math.min(piece.length, size - sent));
    }
  })();
  const { fileId } = await storeUpload(database.db, {
    stream,
    name: 'besar.zip',
    purpose: 'installation-guide',
    uploadedBy: null,
    now,
    limitBytes: size,
  });
  const written = highest;
  highest = 0;
  let read = 0;
  for await (const chunk of (await readFile(database.db, fileId)).stream()) {
    read += chunk.length;
    look();
  }
  expect(read).toBe(size);
  expect(written).toBeLessThan(30);
  expect(highest).toBeLessThan(30);
});

describe('sweepUnreferenced', () => {
  const olderThan = Temporal.Duration.from({ days: 30 });
  const sweep = (at: Temporal.Instant) => sweepUnreferenced(database.db, { now: at, olderThan });

  test('removes what nothing refers to after thirty days, and keeps what anything refers to', async () => {
    const [lost, attached, logo] = [await send('hilang'), await send('terlampir'), await send(onePixel, { purpose: 'logo' })];
    const made = await storeBytes(database.db, { bytes: await makePdf(), mediaType: 'application/pdf', now });
    await database.ownerPool.query(
      `insert into office (id, name, abbreviation, kind, head_title, created_at, logo_file_id) values (gen_random_uuid(), 'B', 'B', 'applicant', 'K', now(), $1)`,
      [logo.fileId],
    );
    await database.ownerPool.query('alter table case_document disable trigger all');
    await database.ownerPool.query(
      `insert into case_document (id, case_id, kind, upload_id, step, round, added_by, added_at)
       values (gen_random_uuid(), gen_random_uuid(), 'evidence', $1, 7, 1, gen_random_uuid(), now())`,
      [attached.uploadId],
    );
    expect(await sweep(now.add({ hours: 24 * 29 }))).toEqual({ uploads: 0, files: 0 });
    expect(await sweep(now.add({ hours: 24 * 31 }))).toEqual({ uploads: 2, files: 2 });
    expect((await listUploads(database.db, [lost.uploadId, attached.uploadId])).map((each) => each.id)).toEqual([
      attached.uploadId,
    ]);
    await readFile(database.db, logo.fileId);
    expect((await refusalOf(readFile(database.db, made))).code).toBe('not_found');
  });

  test('removes content that never came in whole after a day, and spares what is coming in', async () => {
    await database.ownerPool.query(`insert into file (id, created_at) values (gen_random_uuid(), $1), (gen_random_uuid(), $2)`, [
      now.subtract({ hours: 25 }).toString(),
      now.subtract({ hours: 1 }).toString(),
    ]);
    expect(await sweep(now)).toEqual({ uploads: 0, files: 1 });
  });

  test('a file that is sent again while it is swept away is whole afterwards', async () => {
    const later = now.add({ hours: 24 * 31 });
    for (let round = 0; round < 10; round += 1) {
      await send('lama');
      const [sent] = await Promise.all([send('lama', { now: later }), sweep(later)]);
      const { fileId } = await getUpload(database.db, sent.uploadId);
      expect((await readBytes(database.db, fileId)).toString()).toBe('lama');
    }
  });
});
