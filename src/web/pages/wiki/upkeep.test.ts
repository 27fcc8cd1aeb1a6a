import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wikiExporting } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { endBooks, runBook, workOnImport } from '#wiki/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import type { Client } from '../../../../test/support/client.ts';
import { readPdf } from '../../../../test/support/pdf-text.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let head: Client;
let technician: Client;
let applicant: Client;
let admin: Client;

beforeAll(async () => {
  app = await testApp();
  [admin, head, technician, applicant] = await Promise.all([
    app.signIn('administrator'),
    app.signIn('infrastructure-section-head'),
    app.signIn('technician'),
    app.signIn('applicant-head'),
  ]);
  for (const space of [
    { key: 'panduan', name: 'Panduan', access: 'public' },
    { key: 'operasi', name: 'Operasi', access: 'internal' },
    { key: 'tertutup', name: 'Tertutup', access: 'confidential', 'roles[]': ['infrastructure-section-head'] },
  ])
    await admin.submit(paths.newWikiSpace(), space);
}, 60_000);
afterAll(async () => {
  await endBooks();
  await app.close();
});

const make = async (space: string, title: string, body: string): Promise<{ path: string; id: string }> => {
  const { location } = await head.submit(paths.newWikiPage(space), { title, body });
  const path = location ?? '';
  return { path, id: /\/wiki\/pages\/([0-9a-f-]{36})\/history/.exec((await head.get(path)).html)?.[1] ?? '' };
};

const bytesOf = async (who: Client, path: string): Promise<Uint8Array> => {
  const headers = { cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; '), host: 'griya.test' };
  return new Uint8Array(await (await app.app.request(`http://griya.test${path}`, { headers })).arrayBuffer());
};

const runBooks = (bookId: string) => {
  const { db } = app.database;
  const { now } = app.time;
  return runBook(db, bookId, {
    now: () => now,
    last: true,
    exporting: async (actor) => wikiExporting(db, actor, { now, timeZone: 'Asia/Jakarta', baseUrl: 'https://griya.test' }),
  });
};

test('the search finds stems, beginnings and mistyped titles, best first, with the words marked and everything escaped', async () => {
  await make('operasi', 'Pemulihan basis data', 'Cara memulihkan <b>basis</b> data dari cadangan semalam & seterusnya.');
  await make('operasi', 'Jadwal piket', 'Siapa yang dipulihkan tidurnya; cadangan petugas.');
  const search = async (q: string, who = head) => (await who.get(paths.wikiSearch({ q }))).html;
  const found = await search('memulihkan');
  expect(found).toContain('<mark>Pemulihan</mark> basis data');
  expect(found).toMatch(/<mark>(memulihkan|dipulihkan)<\/mark>/);
  expect(found).not.toContain('<b>basis</b>');
  expect(found.indexOf('basis data</a>')).toBeLessThan(found.indexOf('Jadwal piket'));
  expect(await search('pemul')).toContain('Pemulihan basis data');
  expect(await head.get(paths.wikiTitles({ q: 'pemul' }))).toMatchObject({
    html: JSON.stringify({ titles: [{ title: 'Pemulihan basis data', space: 'Operasi' }] }),
  });
  expect(await search('pemulihn')).toContain('hasil untuk');
  for (const q of ['"basis data"', 'cadangan -piket', "'; drop table", '!!!', ':*&|()', 'yang', '\\', '%', 'a'.repeat(300)]) {
    expect([q, (await head.get(paths.wikiSearch({ q }))).status]).toEqual([q, 200]);
  }
  for (const since of ['0000-01-01', '0001-01-01', '9999-12-31'])
    expect([since, (await head.get(paths.wikiSearch({ q: 'pemulihan', since }))).status]).toEqual([since, 200]);
  expect((await head.get(paths.search({ q: 'pemulihan' }))).html).toContain('Halaman wiki');
});

test('what is secret is neither found, counted, quoted, corrected to nor listed', async () => {
  const secret = await make('tertutup', 'Zamrudkatulistiwa', 'Sandi brankas adalah burung merak.');
  for (const q of ['Zamrudkatulistiwa', 'zamrudkatulistiw', 'brankas merak', 'zamrud']) {
    expect((await head.get(paths.wikiSearch({ q }))).html).toContain('Zamrudkatulistiwa');
    for (const who of [technician, applicant]) {
      const { html } = await who.get(paths.wikiSearch({ q }));
      expect(html.replaceAll(q, '').toLowerCase()).not.toContain('zamrud');
      expect(html).not.toContain('burung');
      expect((await who.get(paths.wikiTitles({ q }))).html).toBe('{"titles":[]}');
      expect(html).not.toContain('hasil untuk');
      expect((await who.get(paths.search({ q }))).html).not.toContain('Halaman wiki');
    }
  }
  await make('operasi', 'Umum saja', 'Merujuk [[tertutup::Zamrudkatulistiwa]].');
  // A link to it looks as one to a page that is not there: the same in the list of broken links.
  expect((await technician.get(paths.wikiBroken())).html).toContain('tertutup::Zamrudkatulistiwa');
  expect((await head.get(paths.wikiBroken())).html).not.toContain('tertutup::Zamrudkatulistiwa');
  for (const path of [paths.wikiStale(), paths.wiki()]) expect((await technician.get(path)).html).not.toContain('Zamrud');
  expect((await technician.get(paths.wikiFile(secret.id, 'x.png'))).status).toBe(404);
});

test('long lists go on to a next page; the search and the stale list can be narrowed to what one looks after', async () => {
  await make('operasi', 'Banyak tautan', Array.from({ length: 60 }, (_, n) => `[[Tiada ${n}]]`).join(' '));
  const first = (await head.get(paths.wikiBroken())).html;
  const second = (await head.get(paths.wikiBroken({ page: 2 }))).html;
  expect(first).toContain(`href="${paths.wikiBroken({ page: 2 })}"`);
  expect(first).not.toContain('[[Tiada 59]]');
  expect(`${first}${second}`.match(/\[\[Tiada \d+\]\]/g)).toHaveLength(60);
  const mine = await head.get(paths.wikiSearch({ q: 'tautan', mine: 'yes' }));
  expect(mine.html).not.toContain('Banyak <mark>tautan</mark>');
  expect(mine.html).toContain('(1 dipakai)');
  expect((await head.get(paths.wikiSearch({ q: 'tautan', owner: 'bukan id' }))).html).toContain('Banyak <mark>tautan</mark>');
  expect((await head.get(paths.wikiSearch({ q: 'tautan' }))).html).toContain('Banyak <mark>tautan</mark>');
});

test('an attachment is judged by its content, shown by name, and never as something that runs', async () => {
  const { path, id } = await make('operasi', 'Bergambar', '![Rak](rak.png)');
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const send = (name: string, content: Buffer | string) =>
    head.submit(paths.wikiFiles(id), { file: new File([content as never], name) });
  expect((await send('rak.png', png)).status).toBe(303);
  const again = await send('RAK.png', png);
  expect(again.status).toBe(422);
  await send('gambar.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  const drawing = await technician.get(paths.wikiFile(id, 'gambar.svg'));
  expect(drawing.headers.get('content-type')).not.toContain('svg');
  expect(drawing.headers.get('content-disposition')).toContain('attachment');
  expect((await head.get(path)).html).toContain(`src="${paths.wikiFile(id, 'rak.png')}"`);
  const picture = await technician.get(paths.wikiFile(id, 'rak.png'));
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await applicant.get(paths.wikiFile(id, 'rak.png'))).status).toBe(404);
  await head.submit(paths.wikiFiles(id), { remove: 'rak.png' });
  expect((await technician.get(paths.wikiFile(id, 'rak.png'))).status).toBe(404);
});

test('a space goes out as Markdown and comes into another one whole; what is there already is not overwritten', async () => {
  for (const key of ['asal', 'tujuan']) await admin.submit(paths.newWikiSpace(), { key, name: key, access: 'internal' });
  const above = await make('asal', 'Induk', 'Lihat [[Anak]].');
  const anak = await make('asal', 'Anak', '# Bagian\n\n- [x] satu\n');
  await head.submit(paths.wikiMove(anak.id), { parentId: above.id });
  const zip = await bytesOf(head, paths.wikiExport('asal', 'markdown'));
  expect(Object.keys(unzipSync(zip)).sort()).toEqual(['griya.json', 'induk/anak.md', 'induk/index.md']);
  const work = async () => {
    const row = await app.database.db.selectFrom('wiki_import').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
    await workOnImport(app.database.db, row.id, { now: () => app.time.now });
    return row.id;
  };
  const send = (kind: string, file: Uint8Array, by = head) =>
    by.submit(
      paths.wikiImports('tujuan'),
      { kind, file: new File([file as never], 'asal.zip') },
      { at: paths.wikiImports('tujuan') },
    );
  expect((await send('markdown', zip)).status).toBe(303);
  const id = await work();
  const at = paths.wikiImport('tujuan', id);
  expect((await head.get(at)).html).toContain('Belum ada yang ditulis. Setelah diimpor: 2 halaman baru');
  expect((await head.get(paths.wikiPage('tujuan', 'induk'))).status).toBe(404);
  expect((await head.submit(paths.wikiImportAct('tujuan', id, 'start'), { taken: 'skip' }, { at })).status).toBe(303);
  expect((await head.get(at)).headers.get('refresh')).toBe('2');
  await work();
  expect((await head.get(at)).headers.get('refresh')).toBeNull();
  const page = (await head.get(paths.wikiPage('tujuan', 'induk'))).html;
  expect(page).toContain(`href="${paths.wikiPage('tujuan', 'anak')}">Anak</a>`);
  expect((await head.get(paths.wikiPage('tujuan', 'anak'))).html).toContain('<h2 id="b-bagian">Bagian</h2>');
  expect((await head.get(paths.wikiImportCsv('tujuan', id))).html).toContain('Anak,baru,dibuat,');
  // The same file again: nothing to do.
  await send('markdown', zip);
  expect((await head.get(paths.wikiImport('tujuan', await work()))).html).toContain('tidak ada yang perlu diimpor');
  await send('mediawiki', zipSync({ 'a.md': strToU8('x') }));
  const wrong = await work();
  expect((await head.get(paths.wikiImport('tujuan', wrong))).html).toContain('Berkas ini arsip ZIP');
  // The file is not lost by the wrong choice: the same one is tried as what it is.
  const wrongAt = paths.wikiImport('tujuan', wrong);
  expect((await head.submit(paths.wikiImportAct('tujuan', wrong, 'again'), { kind: 'markdown' }, { at: wrongAt })).status).toBe(
    303,
  );
  expect((await head.get(paths.wikiImport('tujuan', await work()))).html).toContain('Setelah diimpor: 1 halaman baru');
  for (const hidden of [paths.wikiImports('tujuan'), at, paths.wikiImportCsv('tujuan', id)])
    expect([hidden, [403, 404].includes((await technician.get(hidden)).status)]).toEqual([hidden, true]);
  expect(
    (await technician.post(paths.wikiImports('tujuan'), { request_key: crypto.randomUUID(), kind: 'markdown' })).status,
  ).toBe(403);
  // And taken back in one act.
  await head.submit(paths.wikiImportAct('tujuan', id, 'undo'), {}, { at });
  const undoing = await app.database.db.selectFrom('wiki_import').select('state').where('id', '=', id).executeTakeFirstOrThrow();
  expect(undoing.state).toBe('undoing');
  // What looks again by itself after a refused act looks at the import, not at the address of the act.
  const refused = await head.post(paths.wikiImportAct('tujuan', id, 'stop'), { request_key: crypto.randomUUID() });
  expect([refused.status, refused.headers.get('refresh')]).toEqual([409, `2; url=${at}`]);
  await workOnImport(app.database.db, id, { now: () => app.time.now });
  expect((await head.get(paths.wikiTrash('tujuan'))).html).toContain('Impor asal.zip dibatalkan');
  expect((await head.get(at)).html).toContain('dihapus lagi');
});

test('the static site holds no script, links inside itself, and only what the reader may read', async () => {
  await make('asal', 'Tautan', '[[Induk]] [[tertutup::Zamrudkatulistiwa]] <script>alert(1)</script>');
  const site = unzipSync(await bytesOf(technician, paths.wikiExport('asal', 'site')));
  const html = strFromU8(site['tautan.html'] ?? new Uint8Array());
  expect(html).toContain('href="induk.html"');
  expect(
    Object.values(site)
      .map((bytes) => strFromU8(bytes))
      .join(''),
  ).not.toMatch(/<script|Sandi brankas/);
  for (const kind of ['markdown', 'site']) expect((await applicant.get(paths.wikiExport('asal', kind))).status).toBe(404);
});

test('a book is made by a job as its asker reads, says how far it is, and is given to nobody else', async () => {
  const zero = await make('asal', 'Bab nol', 'Lihat [[Bab satu]] dan [[tertutup::Zamrudkatulistiwa]].');
  await make('asal', 'Bab satu', '#panic("x") $salah$ [luar](https://example.org/alamat)');
  const ask = (who: Client) => who.submit(paths.wikiBooks('asal'), {}, { at: paths.wikiExchange('asal') });
  expect((await ask(technician)).status).toBe(303);
  expect((await technician.get(paths.wikiExchange('asal'))).html).toMatch(/Buku Anda[\s\S]*menunggu/);
  const row = await app.database.db.selectFrom('wiki_book').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
  await runBooks(row.id);
  const { html } = await technician.get(paths.wikiExchange('asal'));
  const address = paths.wikiBook('asal', row.id);
  expect(html).toContain(`href="${address}"`);
  const { pages, text } = await readPdf(await bytesOf(technician, address));
  expect(pages[0]).toContain('asal');
  expect(text).toContain('#panic("x") $salah$');
  // The address may break after its signs, where a mark without width stands.
  expect(text.replaceAll('\u200b', '')).toContain('https://example.org/alamat');
  expect(text).not.toContain('Sandi brankas');
  expect(text).toMatch(/Lihat Bab satu \(hal\. \d\)/);
  expect((await head.get(address)).status).toBe(404);
  expect((await head.get(paths.wikiExchange('asal'))).html).not.toContain(address);
  expect((await applicant.get(paths.wikiExchange('asal', { page: zero.id }))).status).toBe(404);
}, 60_000);

test('a book whose worker was killed keeps nobody from another, and what may pass is tried again', async () => {
  const { db } = app.database;
  const { now } = app.time;
  const ask = () => admin.submit(paths.wikiBooks('asal'), {}, { at: paths.wikiExchange('asal') });
  for (let n = 0; n < 3; n += 1) expect((await ask()).status).toBe(303);
  expect((await ask()).status).toBe(403);
  const left = await db.selectFrom('wiki_book').select('id').where('state', '=', 'waiting').execute();
  const unavailable = new AppError('unavailable', { what: 'typesetting' });
  const run = (last: boolean) =>
    runBook(db, left[0]?.id ?? '', { now: () => now, last, exporting: () => Promise.reject(unavailable) });
  await expect(run(false)).rejects.toThrow(unavailable);
  await expect(run(true)).rejects.toThrow(unavailable);
  expect((await admin.get(paths.wikiExchange('asal'))).html).toContain('Buku ini gagal dibuat');
  expect((await ask()).status).toBe(303);
  await db
    .updateTable('wiki_book')
    .set({ state: 'typesetting', at: now.subtract({ hours: 7 }) })
    .where('state', '=', 'waiting')
    .execute();
  expect((await ask()).status).toBe(303);
});
