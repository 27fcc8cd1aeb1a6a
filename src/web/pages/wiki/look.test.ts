import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { createPage, createSpace, getPage, savePage } from '#wiki/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { actorOf, hire } from '../../../../test/support/identity.ts';
import { type Look, lookAt } from '../../../../test/support/look.ts';
import { writtenPage } from '../../../../test/support/wiki.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let look: Look;
let pageId: string;
let actor: Actor;
const now = Temporal.Instant.from('2026-11-24T02:00:00Z');

const body = `## Keterangan yang cukup panjang

> [!PERINGATAN]
> Baca dahulu.

- [x] sudah
- [ ] belum

| Kolom | Kolom lain | Kolom ketiga | Kolom keempat yang panjang |
|---|---|---|---|
| isi | https://contoh.go.id/alamat/yang/sangat/panjang/sekali/untuk/layar/kecil | isi | isi |

\`\`\`sql
select * from tabel_dengan_nama_yang_sangat_panjang_sekali where kolom = 'nilai' and kolom_lain = 'nilai lain';
\`\`\`

\`\`\`dot
digraph { rankdir=LR; A -> B -> C -> D -> E -> F -> G }
\`\`\`

{{servers}}

[[Belum ada]]
`;

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
  const { db } = app.database;
  actor = await actorOf(db, await app.makeAccount({ email: 'penjaga@contoh.go.id', administrator: true }));
  await createSpace(db, { actor, now, space: { key: 'operasi', name: 'Operasi pusat data', access: 'internal' } });
  const page = { title: 'Cadangan dan pemulihan harian', body };
  pageId = (await createPage(db, { actor, now, space: 'operasi', page })).pageId ?? '';
  await savePage(db, { actor, now, pageId, edit: { body: `${body}\nTambahan.\n`, base: 1, why: 'Menambah satu baris' } });
}, 60_000);
afterAll(async () => {
  await look.close();
  await app.close();
});

test('the wiki can be used by everyone, on a phone and on a desktop', async () => {
  const pages = [
    paths.wiki(),
    paths.wikiSpace('operasi'),
    paths.wikiPage('operasi', 'cadangan-dan-pemulihan-harian'),
    paths.wikiEdit(pageId),
    paths.newWikiPage('operasi'),
    paths.wikiHistory(pageId),
    paths.wikiRevision(pageId, 1),
    paths.wikiDiff(pageId, { a: 1, b: 2 }),
    paths.wikiMove(pageId),
    paths.wikiFiles(pageId),
    paths.wikiReview(pageId),
    paths.wikiSearch({ q: 'cadangan' }),
    paths.wikiStale(),
    paths.wikiBroken(),
    paths.wikiProposals(),
    paths.wikiOrder('operasi'),
    paths.wikiTrash('operasi'),
    paths.wikiExchange('operasi'),
    paths.wikiExchange('operasi', { page: pageId }),
  ];
  for (const path of pages) await look.at(path, 'infrastructure-section-head', path);
  for (const path of [paths.newWikiSpace(), paths.wikiSpaceSettings('operasi')]) await look.at(path, 'administrator', path);
}, 180_000);

test('what is open to all can be used by everyone who is not signed in, on a phone and on a desktop', async () => {
  const { db } = app.database;
  const space = {
    ...{ key: 'layanan', name: 'Layanan hosting', description: 'Bagi warga dan perangkat daerah.', access: 'public' },
    ...{ needsApproval: true, openToAll: true },
  };
  await createSpace(db, { actor, now, space });
  const second = await hire(db, app.hostOfficeId, 'Orang Kedua', [], { administrator: true });
  const both = { actor, second, now, space: 'layanan' };
  const top = await writtenPage(db, { ...both, page: { title: 'Meminta hosting', body } });
  const under = {
    title: 'Syarat surat',
    body: '## Satu\n\nisi cadangan\n\n## Dua\n\nisi\n\n## Tiga\n\nisi',
    parentId: top.pageId,
  };
  const below = await writtenPage(db, { ...both, page: under });
  const open: [string, string][] = [
    ['open-home', paths.wiki()],
    ['open-space', paths.wikiSpace('layanan')],
    ['open-page', paths.wikiPage('layanan', top.slug)],
    ['open-below', paths.wikiPage('layanan', below.slug)],
    ['open-search', paths.wikiSearch({ q: 'cadangan' })],
    ['sign-in-open', paths.signIn()],
  ];
  for (const [name, path] of open) await look.at(name, 'nobody', path);
}, 120_000);

test('where scripts run, the toolbar writes, the preview follows, and the draft is kept; nothing is saved by it', async () => {
  const page = await look.open('infrastructure-section-head');
  await page.goto(`${look.url}${paths.wikiEdit(pageId)}`);
  await page.fill('#f-body', 'Perhatikan ini');
  await page.locator('#f-body').selectText();
  await page.keyboard.press('Control+b');
  expect(await page.inputValue('#f-body')).toBe('**Perhatikan ini**');
  await page.locator('#preview strong', { hasText: 'Perhatikan ini' }).waitFor();
  await page.getByText('Tersimpan sebagai draf').waitFor();
  await page.reload();
  expect(await page.inputValue('#f-body')).toBe('**Perhatikan ini**');
  expect((await getPage(app.database.db, actor, pageId)).revision).toBe(2);
}, 60_000);
