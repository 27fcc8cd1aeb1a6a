import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPage, createSpace, endBooks } from '#wiki/index.ts';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { readPdf } from '../../../test/support/pdf-text.ts';

let api: TestApi;
let technician: Caller;
let head: Caller;
let applicant: Caller;

beforeAll(async () => {
  api = await testApi();
  const { city, as, database, time } = api;
  [technician, head, applicant] = [as(city.technician), as(city.infrastructureHead), as(city.applicantHead)];
  const actor = { ...city.technician, administrator: true };
  await createSpace(database.db, { actor, now: time.now, space: { key: 'operasi', name: 'Operasi', access: 'internal' } });
  for (const [title, body] of [
    ['Pencadangan', 'Setiap malam. Lihat [[Pemulihan]].\n\n| Apa | Kapan |\n|---|---|\n| Basis data | 01.00 |\n'],
    ['Pemulihan', 'Langkah <script>alert(1)</script> demi langkah.'],
  ] as const)
    await createPage(database.db, { actor, now: time.now, space: 'operasi', page: { title, body, why: '' } });
}, 60_000);
afterAll(async () => {
  await endBooks();
  expect(api.errors).toEqual([]);
  await api.close();
});

const bytesOf = async (who: Caller, path: string): Promise<Uint8Array> => {
  const headers = { authorization: `Bearer ${await who.key()}`, host: 'griya.test' };
  const answer = await api.fetch(new Request(`http://griya.test/api/v1${path}`, { headers }));
  expect([path, answer.status]).toEqual([path, 200]);
  return new Uint8Array(await answer.arrayBuffer());
};

test('a program asks for a book once, sees how far it is, and fetches it; nobody else does', async () => {
  const books = '/wiki/spaces/operasi/books';
  const key = crypto.randomUUID();
  const asked = await technician.post(books, {}, key);
  expect(asked.status).toBe(201);
  expect((await technician.post(books, {}, key)).body).toEqual({ book_id: asked.body.book_id, repeated: true });
  expect((await applicant.post(books, {})).status).toBe(404);
  expect((await technician.post(books, { page_id: crypto.randomUUID() })).status).toBe(404);
  expect((await technician.get(books)).body.books).toMatchObject([{ state: 'waiting', volumes: 1 }]);
  const path = `${books}/${asked.body.book_id}`;
  expect((await technician.get(`${path}/book.pdf`)).status).toBe(404);
  await api.jobs();
  expect((await technician.get(books)).body.books).toMatchObject([{ state: 'done', chapters: 2, volumes: 1, left_out: [] }]);
  expect((await head.get(books)).body.books).toEqual([]);
  for (const who of [head, applicant]) expect((await who.get(`${path}/book.pdf`)).status).toBe(404);
  const { text } = await readPdf(await bytesOf(technician, `${path}/book.pdf`));
  for (const word of ['Pencadangan', 'Setiap malam.', 'Basis data', 'demi langkah']) expect(text).toContain(word);
  expect((await technician.get(`${path}/book.zip`)).status).toBe(404);
  // A book in volumes is a ZIP, and no PDF.
  await api.database.db.updateTable('wiki_book').set({ volumes: 2 }).execute();
  expect((await technician.get(`${path}/book.pdf`)).status).toBe(404);
  const zip = await technician.get(`${path}/book.zip`);
  expect([zip.status, zip.headers.get('content-type')]).toEqual([200, 'application/zip']);
  expect((await technician.get(`/wiki/spaces/infrastruktur/books/${asked.body.book_id}/book.zip`)).status).toBe(404);
  expect((await technician.get(`${books}/nope/book.pdf`)).status).toBe(422);
}, 60_000);

test('a space leaves as a site whose pages lead to one another and run nothing, for who reads it', async () => {
  const files = unzipSync(await bytesOf(technician, '/wiki/spaces/operasi/site.zip'));
  expect(files).toHaveProperty(['index.html']);
  const pages = Object.entries(files).filter(([name]) => name.endsWith('.html'));
  const backup = pages.map(([, bytes]) => strFromU8(bytes)).find((html) => html.includes('Setiap malam.')) ?? '';
  expect(backup).toMatch(/<a[^>]* href="[^"/:]*pemulihan[^"]*"[^>]*>Pemulihan<\/a>/);
  for (const [name, bytes] of pages) expect([name, strFromU8(bytes).includes('alert(1)</script>')]).toEqual([name, false]);
  expect((await applicant.get('/wiki/spaces/operasi/site.zip')).status).toBe(404);
  expect((await technician.get('/wiki/spaces/tiada/site.zip')).status).toBe(404);
});
