import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storeUpload } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, setUpOffice } from '../../../test/support/identity.ts';
import {
  attachFile,
  createPage,
  createSpace,
  type Exporting,
  exportMarkdown,
  exportSite,
  getSpace,
  importNow,
  listImportLines,
} from '../index.ts';

let database: TestDatabase;
let writer: Actor;
let exporting: Exporting;
const now = Temporal.Instant.from('2026-11-24T03:00:00Z');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const office = await setUpOffice(db, { posts: [] });
  writer = await hire(db, office.hostOfficeId, 'Rina "Penulis" \\ Baru', ['infrastructure-section-head']);
  exporting = {
    ...{ db, actor: writer, now, timeZone: 'Asia/Jakarta', baseUrl: null },
    pagePath: (space, slug) => `/wiki/${space}/${slug}`,
    table: async () => null,
    count: async () => null,
    parts: async () => [],
    picture: async () => null,
  };
}, 60_000);
afterAll(() => database.close());

let spaces = 0;
const newSpace = async () => {
  spaces += 1;
  const key = `ruang-${spaces}`;
  await createSpace(database.db, {
    actor: { ...writer, administrator: true },
    now,
    space: { key, name: key, access: 'internal' },
  });
  return getSpace(database.db, writer, key);
};

const write = async (space: string, title: string, body: string, parentId: string | null = null): Promise<string> => {
  const { pageId } = await createPage(database.db, { actor: writer, now, space, page: { title, body, parentId, why: '' } });
  return pageId ?? '';
};

const attach = async (pageId: string, name: string, bytes: Buffer): Promise<void> => {
  const stream = (async function* () {
    yield bytes;
  })();
  const upload = { stream, name, purpose: 'wiki-attachment', uploadedBy: writer.accountId, now, limitBytes: 1e6 };
  const { uploadId } = await storeUpload(database.db, upload);
  await attachFile(database.db, { actor: writer, now, pageId, uploadId });
};

const bytesOf = async (archive: AsyncGenerator<Uint8Array>): Promise<Uint8Array> => Buffer.concat(await Array.fromAsync(archive));

/** What a space holds, in the order of its tree: nothing of it may change on the way out and in. */
const contentOf = async (spaceId: string) => {
  const pages = await database.db
    .selectFrom('wiki_page as p')
    .leftJoin('wiki_page as above', 'above.id', 'p.parent_id')
    .select(['p.id', 'p.title', 'p.body', 'p.position', 'above.title as parent'])
    .where('p.space_id', '=', spaceId)
    .where('p.state', '=', 'live')
    .orderBy('p.title')
    .execute();
  const files = await database.db
    .selectFrom('wiki_attachment as a')
    .innerJoin('upload as u', 'u.id', 'a.upload_id')
    .select(['a.page_id', 'a.name', 'u.file_id'])
    .where('a.removed_at', 'is', null)
    .orderBy('a.name')
    .execute();
  return pages.map(({ id, ...page }) => ({
    ...page,
    files: files.filter(({ page_id }) => page_id === id).map(({ name, file_id }) => [name, file_id]),
  }));
};

const bring = async (zip: Uint8Array, space: string) => {
  const importId = await importNow(database.db, {
    ...{ actor: writer, space, kind: 'markdown', name: 'ruang.zip', bytes: zip, onTaken: 'skip', now: () => now },
  });
  return listImportLines(database.db, importId);
};

test('titles, texts, tree, order and attachments come back from a Markdown folder without a difference', async () => {
  const titles = fc.uniqueArray(
    fc.constantFrom(
      'Satu',
      'Dua "kutip"',
      "Tiga 'x': y",
      'Empat \\ lima',
      'CON',
      'index',
      'é é',
      '#',
      '~',
      '- a',
      '漢字',
      'true',
      '12',
      'x'.repeat(199),
    ),
    { minLength: 2, maxLength: 8 },
  );
  const bodies = fc
    .array(
      fc.constantFrom(
        '\n',
        '\n\n',
        '# Judul\n',
        '---\n',
        'teks ',
        '[a](satu.md)',
        '[[Satu]]',
        '![r](rak.png)',
        '<img src="x">',
        '```\n',
        '\t',
        '...',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''));
  const tree = fc.record({
    titles,
    bodies: fc.array(bodies, { minLength: 8, maxLength: 8 }),
    above: fc.array(fc.nat(7), { minLength: 8, maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(tree, async (made) => {
      const [from, to] = [await newSpace(), await newSpace()];
      const ids: string[] = [];
      for (const [n, title] of made.titles.filter((each) => !/[#]/.test(each)).entries()) {
        const parent = n === 0 ? null : (ids[(made.above[n] ?? 0) % (n + 1)] ?? null);
        ids.push(await write(from.key, title, made.bodies[n] ?? '', parent));
      }
      await database.db
        .updateTable('wiki_page')
        .set({ position: 7 })
        .where('id', '=', ids.at(-1) ?? '')
        .execute();
      await attach(ids[0] ?? '', 'rak.png', png);
      await attach(ids[0] ?? '', 'catatan.md', Buffer.from('# bukan halaman\n'));
      const zip = await bytesOf(exportMarkdown(exporting, from));
      const lines = await bring(zip, to.key);
      expect(lines.filter(({ outcome, outcomeWhy }) => outcome !== 'made' || outcomeWhy)).toEqual([]);
      expect(await contentOf(to.id)).toEqual(await contentOf(from.id));
    }),
    { seed: 116, numRuns: 12 },
  );
}, 60_000);

test('the site shows pictures of included pages, tells pages by case apart, leads nowhere that is not there, and loses no page below an archived one', async () => {
  const [space, other] = [await newSpace(), await newSpace()];
  const far = await write(other.key, 'Jauh', '![peta](peta.png)');
  await attach(far, 'peta.png', png);
  const near = await write(space.key, 'Dekat', '![rak](rak.png)');
  await attach(near, 'rak.png', png);
  const above = await write(space.key, 'Lama', 'x');
  await write(
    space.key,
    'Di bawah yang lama',
    `{{page "Dekat"}}\n\n{{page "${other.key}::Jauh"}}\n\n![tidak](hilang.png) [[Dekat]]`,
    above,
  );
  await database.db.updateTable('wiki_page').set({ state: 'archived' }).where('id', '=', above).execute();
  await write(space.key, 'index', 'bukan halaman depan <script>alert(1)</script>');
  const upper = await write(space.key, 'Huruf', 'kecil');
  const twin = await write(space.key, 'Huruf kembar', 'besar');
  await database.db.updateTable('wiki_page').set({ slug: 'HURUF' }).where('id', '=', twin).execute();
  expect(upper).not.toBe(twin);
  const site = unzipSync(await bytesOf(exportSite(exporting, space)));
  const names = Object.keys(site);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  expect(names.filter((name) => name.endsWith('.html')).sort()).toEqual(
    ['HURUF-2.html', 'dekat.html', 'di-bawah-yang-lama.html', 'huruf.html', 'indeks.html', 'index-2.html', 'index.html'].sort(),
  );
  for (const [name, bytes] of Object.entries(site).filter(([each]) => each.endsWith('.html'))) {
    const html = strFromU8(bytes);
    expect(html).not.toContain('<script');
    for (const [, target = ''] of html.matchAll(/(?:href|src)="([^"#]+)"/g)) {
      if (!/^(?:data|mailto|https?):/.test(target))
        expect([name, target, decodeURIComponent(target) in site]).toEqual([name, target, true]);
    }
  }
  const page = strFromU8(site['di-bawah-yang-lama.html'] ?? new Uint8Array());
  expect(page.match(/<img src="files\/[^"]+\.png"/g)).toHaveLength(2);
  expect(strFromU8(site['indeks.html'] ?? new Uint8Array())).toContain('Di bawah yang lama');
});
