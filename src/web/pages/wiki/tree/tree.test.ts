import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let admin: Client;
let head: Client;
let technician: Client;

beforeAll(async () => {
  app = await testApp();
  [admin, head, technician] = await Promise.all([
    app.signIn('administrator'),
    app.signIn('infrastructure-section-head'),
    app.signIn('technician'),
  ]);
  for (const space of [
    { key: 'operasi', name: 'Operasi', access: 'internal' },
    { key: 'tertutup', name: 'Tertutup', access: 'confidential', 'roles[]': ['infrastructure-section-head'] },
  ])
    await admin.submit(paths.newWikiSpace(), space);
}, 60_000);
afterAll(() => app.close());

const make = async (title: string, parentId = ''): Promise<{ path: string; id: string }> => {
  const path = (await head.submit(paths.newWikiPage('operasi'), { title, body: 'isi', parentId })).location ?? '';
  return { path, id: /\/wiki\/pages\/([0-9a-f-]{36})\/history/.exec((await head.get(path)).html)?.[1] ?? '' };
};

const titlesIn = (html: string): string[] =>
  [...html.matchAll(/<span class="g-order-title">(\S+)/g)].map(([, title]) => title ?? '');

test('who writes orders pages by buttons and by a form, without scripts; the tree, the page above and programs follow', async () => {
  const above = await make('Bab');
  const pages = await Promise.all(['Anggur', 'Belimbing', 'Ceri'].map((title) => make(title, above.id)));
  const [anggur, belimbing, ceri] = pages;
  const order = paths.wikiOrder('operasi', { under: above.id });
  const step = (value: string) => technician.submit(order, { step: value });
  expect(titlesIn((await technician.get(order)).html)).toEqual(['Anggur', 'Belimbing', 'Ceri']);
  expect((await step(`first:${ceri?.id}`)).location).toBe(`${order}#p-${ceri?.id}`);
  await step(`down:${anggur?.id}`);
  expect(titlesIn((await technician.get(order)).html)).toEqual(['Ceri', 'Belimbing', 'Anggur']);
  await technician.submit(order, { moving: ceri?.id ?? '', after: anggur?.id ?? '' });
  expect(titlesIn((await technician.get(order)).html)).toEqual(['Belimbing', 'Anggur', 'Ceri']);
  const tree = (await technician.get(paths.wikiSpace('operasi'))).html;
  expect(tree.indexOf('>Belimbing<')).toBeLessThan(tree.indexOf('>Anggur<'));
  // What is meant stands elsewhere meanwhile: said, and nothing is changed.
  await head.submit(paths.wikiMove(anggur?.id ?? ''), { parentId: '' });
  const post = { request_key: crypto.randomUUID(), moving: ceri?.id ?? '', after: anggur?.id ?? '' };
  expect((await technician.post(order, post)).status).toBe(422);
  await step(`title:${belimbing?.id}`);
  expect(titlesIn((await technician.get(order)).html)).toEqual(['Belimbing', 'Ceri']);
});

test('a level of a thousand pages is read and ordered page by page', async () => {
  const above = await make('Seribu');
  await app.database.ownerPool.query(
    `insert into wiki_page (id, space_id, parent_id, title, title_key, slug, body, body_hash, plain, revision, created_at, updated_at)
     select gen_random_uuid(), space_id, id, 'Lembar ' || lpad(n::text, 4, '0'), 'lembar ' || n, 'lembar-' || n, '', 'x', '', 1, created_at, updated_at
     from wiki_page, generate_series(1, 1001) n where id = $1`,
    [above.id],
  );
  const shown = async (filters: Record<string, string | number> = {}) =>
    (await head.get(paths.wikiSpace('operasi', filters))).html.split('g-recent')[0]?.match(/>Lembar \d+</g);
  expect(await shown({ under: above.id })).toHaveLength(100);
  expect(await shown({ under: above.id, page: 11 })).toEqual(['>Lembar 1001<']);
  expect(await shown()).toHaveLength(20);
});

test('what cannot be is refused with a word of what to do, and what was typed stays', async () => {
  const [above, page] = [await make('Atas'), await make('Bawah')];
  // A page above that is deleted while one writes below it.
  const form = await technician.get(paths.newWikiPage('operasi', { parent: above.id }));
  await head.submit(paths.wikiState(above.id), { state: 'deleted', reason: 'x' }, { at: paths.wikiMove(above.id) });
  const typed = { title: 'Yatim', body: 'tulisan yang tidak boleh hilang', parentId: above.id };
  const orphan = await technician.submit(paths.newWikiPage('operasi'), typed, { html: form.html });
  expect(orphan.status).toBe(422);
  for (const words of ['tulisan yang tidak boleh hilang', 'Halaman induk itu telah dihapus'])
    expect(orphan.html).toContain(words);
  const move = (who: Client, fields: Record<string, string>) => who.submit(paths.wikiMove(page.id), fields);
  expect((await move(technician, { parentId: above.id })).html).toContain('telah dihapus atau diarsipkan');
  expect((await move(technician, { parentId: page.id })).html).toContain('di bawah dirinya sendiri');
  // A space that one does not read is not there.
  expect((await move(technician, { space: 'tertutup' })).status).toBe(404);
  expect((await move(head, { space: 'tertutup' })).status).toBe(303);
  await head.submit(paths.wikiMove(page.id), { space: 'operasi' });
  // With pages below nothing ends; a page comes back where something still stands above it.
  const child = await make('Anak', page.id);
  const end = (id: string, state: string) => head.submit(paths.wikiState(id), { state, reason: 'x' }, { at: paths.wikiMove(id) });
  for (const state of ['deleted', 'archived']) expect((await end(page.id, state)).html).toContain('masih mempunyai subhalaman');
  await end(child.id, 'deleted');
  await end(page.id, 'deleted');
  const trash = (await head.get(paths.wikiTrash('operasi'))).html;
  for (const title of ['Anak', 'Bawah', 'Atas']) expect(trash).toContain(`>${title}</a>`);
  expect((await technician.get(paths.wikiTrash('operasi'))).status).toBe(404);
  expect((await end(child.id, 'live')).status).toBe(303);
  expect((await head.get(paths.wikiSpace('operasi'))).html).toContain('>Anak</a>');
});

test('the page above is named by its title, in a space of any size; a rename leaves a page where it is', async () => {
  const above = await make('Zamrud');
  const page = await make('Batu', 'zamrud');
  const placeOf = async () => (await head.get(paths.wikiMove(page.id))).html.match(/name="parentId"[^>]*value="([^"]*)"/)?.[1];
  expect(await placeOf()).toBe('Zamrud');
  // More titles than the field offers at first do not lose the one that it has.
  await app.database.ownerPool.query(
    `insert into wiki_page (id, space_id, title, title_key, slug, body, body_hash, plain, revision, created_at, updated_at)
     select gen_random_uuid(), space_id, 'A ' || n, 'a ' || n, 'a-' || n, '', 'x', '', 1, created_at, updated_at
     from wiki_page, generate_series(1, 300) n where id = $1`,
    [above.id],
  );
  expect((await head.submit(paths.wikiMove(page.id), { title: 'Batu permata' })).status).toBe(303);
  expect(await placeOf()).toBe('Zamrud');
  const lost = await head.submit(paths.wikiMove(page.id), { title: 'Batu mulia', parentId: 'Tidak ada' });
  expect(lost.status).toBe(422);
  for (const words of ['Tidak ada halaman dengan judul itu', 'Batu mulia']) expect(lost.html).toContain(words);
  await head.submit(paths.wikiMove(page.id), { parentId: '' });
  expect(await placeOf()).toBe('');
});
