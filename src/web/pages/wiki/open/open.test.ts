import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { createSpace, setPageState } from '#wiki/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { hire } from '../../../../../test/support/identity.ts';
import { approve, writtenPage } from '../../../../../test/support/wiki.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let keeper: Actor;
let second: Actor;
let admin: Client;
let head: Client;
let technician: Client;
let anybody: Client;

const open = { access: 'public', needsApproval: true, openToAll: true } as const;

beforeAll(async () => {
  app = await testApp({ baseUrl: 'http://griya.test' });
  const { db } = app.database;
  keeper = await hire(db, app.hostOfficeId, 'Orang Rahasia', [], { administrator: true });
  second = await hire(db, app.hostOfficeId, 'Orang Kedua', [], { administrator: true });
  [admin, head, technician] = await Promise.all([
    app.signIn('administrator'),
    app.signIn('infrastructure-section-head'),
    app.signIn('technician'),
  ]);
  anybody = app.visitor();
}, 60_000);
afterAll(() => app.close());

const space = (key: string, rights: object, name = `Ruang ${key}`) =>
  createSpace(app.database.db, { actor: keeper, now: app.time.now, space: { key, name, ...rights } });

const write = async (key: string, title: string, body: string, parentId: string | null = null) => {
  const made = await writtenPage(app.database.db, {
    actor: keeper,
    second,
    now: app.time.now,
    space: key,
    page: { title, body, parentId },
  });
  return { ...made, path: paths.wikiPage(key, made.slug) };
};

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('only a public space with approval is opened, and the database holds to it', async () => {
  const refused = async (fields: Record<string, string>) => {
    const answer = await admin.submit(paths.newWikiSpace(), { key: 'coba', name: 'Coba', openToAll: 'on', ...fields });
    expect(answer.status).toBe(422);
    return answer.html;
  };
  expect(await refused({ access: 'internal', needsApproval: 'on' })).toContain('Hanya ruang umum');
  expect(await refused({ access: 'public' })).toContain('harus disetujui orang kedua');
  await space('pernah', open);
  const settings = await admin.get(paths.wikiSpaceSettings('pernah'));
  expect(settings.html).toMatch(/name="openToAll"[^>]*checked/);
  for (const change of [{ access: 'internal' }, { needs_approval: false }])
    await expect(app.database.db.updateTable('wiki_space').set(change).where('key', '=', 'pernah').execute()).rejects.toThrow(
      'wiki_space_open',
    );
});

test('who is not signed in reads the text, what it leads to and its files; names, comments and closed pages are not in it', async () => {
  await space('buka', open, 'Layanan');
  await space('dalam', { access: 'public' }, 'Ruang semua dinas');
  await write('dalam', 'Sandi utama', 'kata-tertutup');
  const target = await write('buka', 'Syarat', 'isi');
  const { path, pageId } = await write(
    'buka',
    'Cara meminta',
    [
      'Baca [[Syarat]], [[dalam::Sandi utama|petunjuk]] dan [[Belum ada]].',
      '<!-- catatan-penulis -->',
      '![gambar](denah.png)',
      '{{servers site="Gedung Rahasia"}}',
      '{{halaman "dalam::Sandi utama"}}',
      '{{halaman "Syarat"}}',
      '{{aplikasi}}',
    ].join('\n\n'),
  );
  await head.submit(paths.wikiComments(pageId, { comments: 'open', talk: 1 }), { comment: 'komentar-dalam' }, { at: path });
  const shown = await anybody.get(path);
  expect(shown.status).toBe(200);
  expect(shown.html).toContain(`<a href="${target.path}">Syarat</a>, petunjuk dan Belum ada.`);
  expect(shown.html).toContain('Terakhir diubah');
  expect(shown.html).toContain(`<link rel="canonical" href="http://griya.test${path}"`);
  expect(shown.html).toContain(paths.signIn(path).replace('&', '&amp;'));
  expect(shown.html.match(/hanya tampil setelah masuk/g)?.length).toBe(2);
  for (const secret of [
    'kata-tertutup',
    'Sandi utama',
    'catatan-penulis',
    'komentar-dalam',
    'Gedung Rahasia',
    'Orang Rahasia',
    'g-missing',
    'Riwayat',
    paths.wikiSpace('dalam'),
    paths.wikiHistory(pageId),
  ])
    expect([secret, shown.html.includes(secret)]).toEqual([secret, false]);
  const found = await anybody.get(paths.wikiSearch({ q: 'syarat' }));
  expect(found.html).toContain(target.path);
  expect(found.headers.get('x-robots-tag')).toContain('noindex');
  for (const q of ['kata-tertutup', 'sandi utama', 'sandi utma', 'catatan-penulis', 'komentar-dalam'])
    expect((await anybody.get(paths.wikiSearch({ q }))).html).toContain('Tidak ditemukan');
  // A picture that was attached waits for approval, as a text does.
  const waiting = await head.submit(paths.wikiFiles(pageId), { file: new File([png], 'denah.png', { type: 'image/png' }) });
  const picture = paths.wikiFile(pageId, 'denah.png');
  expect((await head.get(picture)).status).toBe(200);
  expect((await anybody.get(picture)).status).toBe(303);
  expect((await anybody.get(path)).html).not.toContain('<img');
  await admin.submit(waiting.location ?? '', { decision: 'approved' });
  await technician.submit(paths.wikiEdit(pageId), { body: 'Gambar: ![gambar](denah.png) teks-baru', why: 'gambar' });
  expect((await anybody.get(path)).html).not.toContain('teks-baru');
  const [proposal] = /\/wiki\/proposals\/[0-9a-f-]{36}/.exec((await head.get(path)).html) ?? [''];
  await head.submit(proposal, { decision: 'approved' });
  expect((await anybody.get(path)).html).toContain('teks-baru');
  expect((await anybody.get(path)).html).toContain(`<img src="${picture}" alt="gambar"`);
  const sent = await anybody.get(picture);
  expect([sent.status, sent.headers.get('content-type')]).toEqual([200, 'image/png']);
});

test('what is closed, ended or not there answers alike, a page that did not change is not sent twice, and a closed space is gone at once', async () => {
  await space('tutup', open);
  const page = await write('tutup', 'Halaman', 'isi-halaman');
  const ended = await write('tutup', 'Berakhir', 'isi');
  const end = { actor: keeper, now: app.time.now, pageId: ended.pageId, state: 'archived', why: 'usang' } as const;
  const { proposalId } = await setPageState(app.database.db, end);
  await approve(app.database.db, second, app.time.now, proposalId);
  await space('sendiri', { access: 'internal' });
  const inner = await write('sendiri', 'Halaman', 'isi');
  const answers = async (path: string) => {
    const { status, location } = await anybody.get(path);
    return [status, location?.replaceAll(encodeURIComponent(path), 'PATH')];
  };
  const nothing = await answers(paths.wikiPage('tidak', 'ada'));
  expect(nothing[0]).toBe(303);
  const closed = [
    ended.path,
    inner.path,
    paths.wikiSpace('sendiri'),
    paths.wikiHistory(page.pageId),
    paths.wikiEdit(page.pageId),
  ];
  for (const path of [...closed, paths.wikiFile(page.pageId, 'x.png'), paths.wikiStale()])
    expect([path, await answers(path)]).toEqual([path, nothing]);
  const first = await anybody.get(page.path);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  expect(first.headers.get('vary')).toBe('cookie');
  const again = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect((await anybody.get(page.path, again)).status).toBe(304);
  expect((await head.get(page.path, again)).headers.get('cache-control')).toBe('no-store');
  const map = (await anybody.get(paths.wikiSiteMap())).html;
  expect(map).toContain(`<loc>http://griya.test${page.path}</loc>`);
  for (const path of [ended.path, inner.path]) expect(map).not.toContain(`${path}<`);
  const robots = (await anybody.get(paths.robots())).html;
  expect(robots).toContain('Allow: /wiki/tutup\n');
  expect(robots).toContain('Disallow: /\n');
  expect(robots).not.toContain('sendiri');
  await app.database.db.updateTable('wiki_space').set({ open_to_all: false }).where('key', '=', 'tutup').execute();
  expect(await answers(page.path)).toEqual(nothing);
  expect((await anybody.get(page.path, again)).status).toBe(303);
});

const spaceKinds = fc.constantFrom(
  open,
  open,
  { access: 'public', needsApproval: true, openToAll: false },
  { access: 'public', needsApproval: false, openToAll: false },
  { access: 'internal', needsApproval: true, openToAll: false },
  { access: 'confidential', needsApproval: true, openToAll: false },
);
const pageKinds = fc.record({
  space: fc.nat(3),
  below: fc.option(fc.nat(11), { nil: null }),
  state: fc.constantFrom('live', 'live', 'live', 'archived', 'deleted'),
  record: fc.constantFrom(null, null, null, 'application', 'server', 'site', 'zone', 'sop'),
  part: fc.constantFrom('', '', 'installation'),
  links: fc.array(fc.record({ to: fc.nat(11), how: fc.nat(3) }), { maxLength: 4 }),
});

type SpaceKind = typeof spaceKinds extends fc.Arbitrary<infer Kind> ? Kind : never;
type PageKind = typeof pageKinds extends fc.Arbitrary<infer Kind> ? Kind : never;

test('whatever spaces and pages there are, no answer to somebody unknown holds a word of what is not open', async () => {
  const { db } = app.database;
  let run = 0;
  const seen = { open: 0, closed: 0 };
  const check = async (rights: SpaceKind[], pages: PageKind[]) => {
    run += 1;
    await db.updateTable('wiki_space').set({ open_to_all: false }).execute();
    const word = (kind: string, n: number) => `${kind}x${run}x${n}x`;
    for (const [n, each] of rights.entries())
      await space(`r${run}-${n}`, { ...each, description: word('keterangan', n) }, word('ruang', n));
    const made: { id: string; path: string; isOpen: boolean; n: number }[] = [];
    for (const [n, each] of pages.entries()) {
      const at = each.space % rights.length;
      const parent = each.below === null ? undefined : made[each.below];
      const inSame = parent && pages[parent.n] && (pages[parent.n]?.space ?? 0) % rights.length === at ? parent : undefined;
      const lines = each.links.map(({ to, how }) => {
        const target = `r${run}-${(pages[to]?.space ?? 0) % rights.length}::${word('judul', to)}`;
        return [
          `[[${target}|tautan]]`,
          `{{halaman "${target}"}}`,
          `<!-- ${target} ${'.'.repeat(2100)} -->`,
          `[tautan](${word('judul', to)}.png)`,
        ][how];
      });
      const { pageId, path } = await write(
        `r${run}-${at}`,
        word('judul', n),
        [word('isi', n), ...lines].join('\n\n'),
        inSame?.id ?? null,
      );
      const recordOpen = each.record === null || (['application', 'sop'].includes(each.record) && each.part === '');
      made.push({ id: pageId, path, n, isOpen: rights[at]?.openToAll === true && each.state === 'live' && recordOpen });
    }
    for (const { id, n } of made) {
      const { state, record, part } = pages[n] as PageKind;
      const about = record ? { record_kind: record, record_id: newId(), part } : {};
      await db
        .updateTable('wiki_page')
        .set({ state, ...about })
        .where('id', '=', id)
        .execute();
    }
    const somebody = app.visitor();
    const asked = [
      paths.wiki(),
      paths.wikiSiteMap(),
      paths.robots(),
      paths.signIn(),
      ...rights.map((_, n) => paths.wikiSpace(`r${run}-${n}`)),
      ...made.map(({ path }) => path),
      ...made.slice(0, 3).flatMap(({ n }) => [word('judul', n), word('isi', n)].map((q) => paths.wikiSearch({ q }))),
    ];
    const answers: string[] = [];
    for (const path of asked) {
      const { status, html } = await somebody.get(path);
      const page = made.find((each) => each.path === path);
      if (page) expect([path, status]).toEqual([path, page.isOpen ? 200 : 303]);
      // What was asked for is said again by the answer to a search.
      const echoed = new URL(path, 'http://griya.test').searchParams.get('q');
      answers.push(echoed ? html.replaceAll(echoed, '') : html);
    }
    const all = answers.join('\n');
    for (const { n, isOpen, id } of made) {
      seen[isOpen ? 'open' : 'closed'] += 1;
      if (isOpen) continue;
      for (const secret of [word('judul', n), word('isi', n), id])
        expect([secret, all.includes(secret)]).toEqual([secret, false]);
    }
    for (const [n, { openToAll }] of rights.entries()) {
      if (openToAll) continue;
      for (const secret of [word('ruang', n), word('keterangan', n)])
        expect([secret, all.includes(secret)]).toEqual([secret, false]);
    }
    expect(all).not.toContain('Orang Rahasia');
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(spaceKinds, { minLength: 2, maxLength: 4 }),
      fc.array(pageKinds, { minLength: 4, maxLength: 12 }),
      check,
    ),
    { seed: 110, numRuns: 30 },
  );
  expect(Math.min(seen.open, seen.closed)).toBeGreaterThan(20);
}, 60_000);
