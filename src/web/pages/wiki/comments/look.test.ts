import { sql } from 'kysely';
import { afterAll, beforeAll, test } from 'vitest';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { type Look, lookAt } from '../../../../../test/support/look.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let look: Look;
let pageId: string;
let path: string;
const comments: string[] = [];

const long = 'https://contoh.go.id/alamat/yang/sangat/panjang/sekali/untuk/layar/telepon/yang/sempit';

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
  const [admin, head, technician] = await Promise.all([
    app.signIn('administrator'),
    app.signIn('infrastructure-section-head'),
    app.signIn('technician'),
  ]);
  await admin.submit(paths.newWikiSpace(), { key: 'operasi', name: 'Operasi pusat data', access: 'internal' });
  const page = { title: 'Cadangan dan pemulihan harian di kedua lokasi', body: 'isi' };
  path = (await head.submit(paths.newWikiPage('operasi'), page)).location ?? '';
  pageId = /\/wiki\/pages\/([0-9a-f-]{36})\/history/.exec((await head.get(path)).html)?.[1] ?? '';
  const action = paths.wikiComments(pageId, { comments: 'open', talk: 1 });
  for (const comment of [`> kutipan\n@Ratna Dewanti @Tiada lihat ${long}`, 'Yang dihapus', 'Yang selesai']) {
    await technician.submit(action, { comment }, { at: path });
    const { html } = await technician.get(path);
    comments.push([...html.matchAll(/id="c-([0-9a-f-]{36})"/g)].at(-1)?.[1] ?? '');
  }
  const [first = '', removed = '', done = ''] = comments;
  const posted = () => ({ request_key: crypto.randomUUID() });
  for (const id of [first, removed]) await head.post(paths.wikiReplies(pageId, id), { ...posted(), [`reply-${id}`]: 'Jawaban' });
  await head.post(paths.wikiCommentRemoval(pageId, removed), { ...posted(), why: 'tidak pada tempatnya' });
  await head.post(paths.wikiComment(pageId, done), { ...posted(), resolved: 'yes' });
  await technician.post(paths.wikiWatchSpace('operasi'), { ...posted(), watch: 'on' });
  await sql`update wiki_page set review_on = '2026-11-01' where id = ${pageId}`.execute(app.database.db);
}, 60_000);
afterAll(async () => {
  await look.close();
  await app.close();
});

test('comments, review and watching can be used by everyone, on a phone and on a desktop', async () => {
  const pages: [string, string][] = [
    ['threads', path],
    ['threads-all', `${path}?comments=all`],
    ['comment-edit', paths.wikiCommentEdit(pageId, comments[0] ?? '')],
    ['comment-removal', paths.wikiCommentRemoval(pageId, comments[0] ?? '')],
    ['stale', paths.wikiStale({ space: 'operasi' })],
    ['watching', paths.wikiWatching()],
  ];
  for (const [name, at] of pages) await look.at(name, 'technician', at);
  for (const [name, at] of [
    ['space-kept', paths.wikiSpace('operasi')],
    ['threads-kept', path],
  ] as const)
    await look.at(name, 'infrastructure-section-head', at);
}, 180_000);
