import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import type { Client } from '../../../../test/support/client.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let admin: Client;
let head: Client;
let technician: Client;
let applicant: Client;

beforeAll(async () => {
  app = await testApp();
  [admin, head, technician, applicant] = await Promise.all([
    app.signIn('administrator'),
    app.signIn('infrastructure-section-head'),
    app.signIn('technician'),
    app.signIn('applicant-head'),
  ]);
  const spaces = [
    { key: 'panduan', name: 'Panduan', access: 'public' },
    { key: 'operasi', name: 'Operasi', access: 'internal' },
    { key: 'rahasia', name: 'Ruang tertutup', access: 'confidential', 'roles[]': ['infrastructure-section-head'] },
  ];
  for (const space of spaces) expect((await admin.submit(paths.newWikiSpace(), space)).status).toBe(303);
}, 60_000);
afterAll(() => app.close());

const make = async (space: string, title: string, body: string, who = head): Promise<string> => {
  const answer = await who.submit(paths.newWikiPage(space), { title, body });
  expect([answer.status, answer.html.match(/g-fault[^<]*<[^<]*<\/span>([^<]*)/)?.[1]]).toEqual([303, undefined]);
  return answer.location ?? '';
};

const idOf = async (path: string): Promise<string> =>
  /\/wiki\/pages\/([0-9a-f-]{36})\/history/.exec((await head.get(path)).html)?.[1] ?? '';

test('a page is written, shown, edited, compared and restored; every version stays with who and why', async () => {
  const path = await make('operasi', 'Cadangan harian', '# Cadangan\n\nSetiap malam [[Pemulihan]] diuji.\n');
  const shown = await head.get(path);
  expect(shown.html).toContain('<h2 id="b-cadangan">Cadangan</h2>');
  expect(shown.html).toContain('class="g-missing"');
  const id = await idOf(path);
  const edited = await technician.submit(paths.wikiEdit(id), {
    body: '# Cadangan\n\nSetiap malam pukul 01.00.\n',
    why: 'Jamnya',
  });
  expect(edited.location).toBe(path);
  expect((await head.get(path)).html).toContain('pukul 01.00');
  const history = (await head.get(paths.wikiHistory(id))).html;
  expect(history).toContain('Jamnya');
  expect(history).toContain('Yoga Pratama');
  expect((await head.get(paths.wikiDiff(id, { a: 1, b: 2 }))).html).toMatch(/<del>[^<]*diuji<\/del>[\s\S]*<ins>[^<]*pukul/);
  await head.submit(paths.wikiRevision(id, 1), {});
  expect((await head.get(path)).html).toContain('diuji');
  expect((await head.get(paths.wikiHistory(id))).html).toContain('Versi 3');
  await expect(app.database.db.updateTable('wiki_revision').set({ why: 'lain' }).execute()).rejects.toThrow('permission denied');
});

test('two people at once: changes that lie apart are merged; where they meet, both texts are shown and none is lost', async () => {
  const id = await idOf(await make('operasi', 'Dua orang', 'satu\n\ndua\n\ntiga\n'));
  const [mine, theirs, late] = [
    await head.get(paths.wikiEdit(id)),
    await technician.get(paths.wikiEdit(id)),
    await technician.get(paths.wikiEdit(id)),
  ];
  await technician.submit(paths.wikiEdit(id), { body: 'satu\n\ndua\n\ntiga teknisi\n' }, { html: theirs.html });
  const merged = await head.submit(paths.wikiEdit(id), { body: 'satu kepala\n\ndua\n\ntiga\n' }, { html: mine.html });
  expect(merged.status).toBe(303);
  const now = (await head.get(paths.wikiEdit(id))).html;
  expect(now).toContain('satu kepala\n\ndua\n\ntiga teknisi');
  const met = await technician.submit(paths.wikiEdit(id), { body: 'satu\n\ndua\n\nempat\n' }, { html: late.html });
  expect(met.status).toBe(409);
  for (const words of [
    'Dua orang mengubah bagian yang sama',
    'empat',
    'tiga teknisi',
    '&lt;&lt;&lt;&lt;&lt;&lt;&lt; TULISAN ANDA',
  ])
    expect(met.html).toContain(words);
  // The merged text with its marks is refused; once they are gone it is saved on top of what is there now.
  const unresolved = await technician.submit(paths.wikiEdit(id), {}, { html: met.html });
  expect(unresolved.status).toBe(422);
  expect(unresolved.html).toContain('tanda bentrok');
  const solved = await technician.submit(
    paths.wikiEdit(id),
    { body: 'satu kepala\n\ndua\n\ntiga teknisi\n\nempat\n' },
    { html: met.html },
  );
  expect(solved.status).toBe(303);
});

test('an office that does not host reads public spaces only and learns nothing of the others', async () => {
  const open = await make('panduan', 'Cara masuk', 'Lihat [[operasi::Sandi utama]] dan [[Tidak ada]].');
  const closed = await make('operasi', 'Sandi utama', 'Tersembunyi sekali.');
  const secret = await make('rahasia', 'Kunci brankas', 'Di laci.');
  const seen = await applicant.get(open);
  expect(seen.status).toBe(200);
  expect(seen.html.match(/<a class="g-missing"[^>]*>/g)?.length).toBe(2);
  expect(seen.html).not.toContain(closed);
  for (const path of [closed, secret, paths.wikiSpace('operasi'), paths.wikiSpace('rahasia'), paths.newWikiPage('panduan')]) {
    expect((await applicant.get(path)).status).toBe(404);
  }
  for (const path of [secret, paths.wikiSpace('rahasia')]) expect((await technician.get(path)).status).toBe(404);
  expect((await technician.get(closed)).status).toBe(200);
  const home = await applicant.get(paths.wiki());
  expect(home.html).toContain('Panduan');
  for (const word of ['Operasi', 'Ruang tertutup', 'Sandi utama', 'Kunci brankas']) expect(home.html).not.toContain(word);
  const id = await idOf(closed);
  for (const path of [paths.wikiEdit(id), paths.wikiHistory(id), paths.wikiRevision(id, 1), paths.wikiMove(id)]) {
    expect((await applicant.get(path)).status).toBe(404);
  }
  expect((await applicant.get(paths.wikiEdit(await idOf(open)))).status).toBe(404);
});

test('a title of blanks, one that is there already, one that no link could name and a text too long are refused; what was typed stays', async () => {
  await make('operasi', 'Judul sekali', 'ada');
  for (const title of ['   ', '\u200b', 'JUDUL  sekali', 'a [b]', 'a::b']) {
    const refused = await head.submit(paths.newWikiPage('operasi'), { title, body: 'Isi yang tetap' });
    expect([title, refused.status]).toEqual([title, 422]);
    expect(refused.html).toContain('Isi yang tetap');
  }
  const long = await head.submit(paths.newWikiPage('operasi'), { title: 'Panjang', body: 'x'.repeat(1_000_001) });
  expect(long.status).toBe(422);
  expect(long.html).toContain('terlalu panjang');
  expect(long.html).toContain('x'.repeat(1_000_001));
});

test('a renamed page is found at its former address and title; a rename onto another page is refused', async () => {
  const path = await make('operasi', 'Nama lama', 'isi');
  const from = await make('operasi', 'Penunjuk', 'ke [[Nama lama]]');
  const id = await idOf(path);
  const onto = await head.submit(paths.wikiMove(id), { title: 'penunjuk' });
  expect(onto.status).toBe(422);
  expect(onto.html).toContain('sudah mempunyai halaman dengan judul');
  const moved = await head.submit(paths.wikiMove(id), { title: 'Nama baru' });
  expect(moved.location).toBe(paths.wikiPage('operasi', 'nama-baru'));
  expect((await head.get(path)).location).toBe(moved.location);
  expect((await head.get(from)).html).toContain(`href="${moved.location}">Nama lama</a>`);
  expect((await head.get(moved.location ?? '')).html).toContain('Penunjuk');
  const below = await idOf(await make('operasi', 'Anak', 'x'));
  await head.submit(paths.wikiMove(below), { parentId: id });
  const circle = await head.submit(paths.wikiMove(id), { parentId: below });
  expect(circle.status).toBe(422);
  expect(circle.html).toContain('di bawah dirinya sendiri');
});

test('an edit of a page that was deleted meanwhile is refused and keeps its text; the page comes back whole', async () => {
  const path = await make('operasi', 'Akan dihapus', 'isi');
  const id = await idOf(path);
  const editing = await technician.get(paths.wikiEdit(id));
  const state = paths.wikiState(id);
  const at = { at: paths.wikiMove(id) };
  expect((await technician.post(state, { request_key: crypto.randomUUID(), state: 'deleted', reason: 'x' })).status).toBe(403);
  expect((await head.submit(state, { state: 'deleted', reason: '' }, at)).status).toBe(422);
  expect((await head.submit(state, { state: 'deleted', reason: 'Salah tempat' }, at)).status).toBe(303);
  expect((await applicant.get(path)).status).toBe(404);
  const late = await technician.submit(paths.wikiEdit(id), { body: 'tulisan yang terlambat' }, { html: editing.html });
  expect(late.status).toBe(409);
  expect(late.html).toContain('tulisan yang terlambat');
  expect(late.html).toContain('diarsipkan atau dihapus');
  expect((await head.get(path)).html).toContain('Salah tempat');
  expect((await head.submit(state, { reason: 'Masih perlu' }, at)).status).toBe(303);
  expect((await technician.submit(paths.wikiEdit(id), { body: 'tulisan yang terlambat' })).status).toBe(303);
  // Back, and its title taken meanwhile: refused at the title.
  await head.submit(state, { state: 'deleted', reason: 'lagi' }, at);
  await make('operasi', 'Akan dihapus', 'yang lain');
  expect((await head.submit(state, { reason: 'Kembali' }, at)).status).toBe(422);
});

test('a draft is kept until the page is saved, offered when one comes back, and can be thrown away', async () => {
  const path = await make('operasi', 'Berdraf', 'awal');
  const id = await idOf(path);
  expect((await head.post(paths.wikiDraft(id), { body: 'setengah jadi', base: '1', why: '' })).status).toBe(200);
  expect((await head.get(paths.wikiEdit(id))).html).toContain('setengah jadi');
  expect((await technician.get(paths.wikiEdit(id))).html).not.toContain('setengah jadi');
  await head.submit(paths.wikiDraft(id), {}, { at: paths.wikiEdit(id) });
  expect((await head.get(paths.wikiEdit(id))).html).not.toContain('setengah jadi');
  expect((await applicant.post(paths.wikiDraft(id), { body: 'x', base: '1' })).status).toBe(404);
});

test('a page shows another inside itself as its reader may see it, and pages that include each other come to an end', async () => {
  await make('rahasia', 'Isi rahasia', 'Kata sandi lama.');
  await make('operasi', 'Satu', 'Awal satu.\n\n{{halaman "Dua"}}\n');
  await make('operasi', 'Dua', 'Awal dua.\n\n{{halaman "Satu"}}\n\n{{halaman "rahasia::Isi rahasia"}}\n\n{{servers}}\n');
  const own = (await head.get(paths.wikiPage('operasi', 'satu'))).html;
  for (const words of ['Awal satu', 'Awal dua', 'menyertakan dirinya sendiri: Satu', 'Kata sandi lama'])
    expect(own).toContain(words);
  const others = (await technician.get(paths.wikiPage('operasi', 'satu'))).html;
  expect(others).not.toContain('Kata sandi lama');
  expect(others).toContain('tidak tersedia bagi Anda atau tidak ada: rahasia::Isi rahasia');
  // A page that is not there at all is told of in the same words.
  await make('operasi', 'Tiga', '{{halaman "rahasia::Tidak ada"}}');
  expect((await technician.get(paths.wikiPage('operasi', 'tiga'))).html).toContain(
    'tidak tersedia bagi Anda atau tidak ada: rahasia::Tidak ada',
  );
  const many = Array.from({ length: 60 }, () => '{{servers}}').join('\n\n');
  await make('operasi', 'Banyak', many);
  expect((await head.get(paths.wikiPage('operasi', 'banyak'))).html).toContain('Terlalu banyak bagian');
});

test('a preview is shown without being kept, only of places that one writes', async () => {
  const path = await make('operasi', 'Dipratinjau', 'tersimpan');
  const id = await idOf(path);
  const shown = await head.submit(
    paths.wikiPreview(),
    { body: '**belum disimpan**' },
    {
      html: (await head.get(paths.wikiEdit(id))).html.replaceAll(
        `action="${paths.wikiEdit(id)}"`,
        `action="${paths.wikiPreview()}"`,
      ),
    },
  );
  expect(shown.status).toBe(200);
  expect(shown.html).toContain('<strong>belum disimpan</strong>');
  expect((await head.get(path)).html).not.toContain('belum disimpan');
  const fields = { request_key: crypto.randomUUID(), body: 'x', place: id };
  expect((await applicant.post(paths.wikiPreview(), fields)).status).toBe(404);
  expect((await applicant.post(paths.wikiPreview(), { ...fields, place: 'bukan' })).status).toBe(404);
});
