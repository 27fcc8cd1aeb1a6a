import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { createPage, createSpace, fillIn, getPage, type Include, renderedOf, renderMarkdown } from '#wiki/index.ts';
import { type City, makeCity, type OpenCase, openCase } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { makeServer } from '../../../test/support/registry.ts';
import { tableHelp, wikiCount, wikiTable } from '../index.ts';

let database: TestDatabase;
let city: City;
let directory: string;
let open: OpenCase;
let site: string;
const now = Temporal.Instant.from('2027-03-01T03:00:00Z');
const at = { now, timeZone: 'Asia/Jakarta' };

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-tables-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
  open = await openCase(database.db, city);
  for (const [name, cpu] of [
    ['srv-10', 2],
    ['srv-9', 16],
    ['srv-100', 4],
  ] as const)
    await makeServer(database.db, city.siteId, { name, cpu });
  site = (await database.db.selectFrom('site').select('name').where('id', '=', city.siteId).executeTakeFirstOrThrow()).name;
  const typed = {
    key: 'coba',
    name: 'Coba',
    description: '',
    access: 'public',
    roles: [],
    needsApproval: false,
    openToAll: false,
  };
  await database.db.transaction().execute((tx) => createSpace(tx, { actor: city.administrator, now, space: typed }));
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

/** An include as it is typed, for a reader. */
const drawn = async (typed: string, actor: Actor = city.technician) => {
  const { includes } = await renderMarkdown(typed);
  const include = includes[0];
  if (!include) throw new Error(`${typed} is no include`);
  return wikiTable(database.db, actor, include, at);
};
const rowsOf = async (typed: string, actor?: Actor): Promise<string[][]> => {
  const table = await drawn(typed, actor);
  if (!table || 'problem' in table) throw new Error(table?.problem ?? 'nothing');
  return table.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : cell.text)));
};
const problemOf = async (typed: string, actor?: Actor): Promise<string> => {
  const table = await drawn(typed, actor);
  return table && 'problem' in table ? table.problem : 'no problem';
};

test('columns are chosen and ordered, rows are sorted as people count and by size, both ways, and limited', async () => {
  const names = async (typed: string) => (await rowsOf(typed)).map(([name]) => name);
  expect(await names('{{server kolom="nama" urut="nama" "srv"}}')).toEqual(['srv-9', 'srv-10', 'srv-100']);
  expect(await names('{{servers columns=name sort=-name q=srv}}')).toEqual(['srv-100', 'srv-10', 'srv-9']);
  expect(await names('{{servers columns="name, status" sort="-size" q=srv limit=2}}')).toEqual(['srv-9', 'srv-100']);
  expect((await rowsOf('{{server kolom="Status, nama" q=srv-9}}'))[0]).toEqual(['Aktif', 'srv-9']);
});

test('conditions are written by name or value in either language and cut the list; the way to the register has the same', async () => {
  const all = await rowsOf('{{server}}');
  expect(all.length).toBeGreaterThan(4);
  expect((await rowsOf('{{servers kind="hypervisor"}}')).map(([name]) => name)).toEqual(['hv-01']);
  expect((await rowsOf(`{{server jenis="Server fisik (baremetal)" lokasi="${site.toUpperCase()}"}}`)).length).toBe(
    all.length - 1,
  );
  expect(await rowsOf('{{server status="maintenance"}}')).toEqual([]);
  expect((await rowsOf('{{alamat jaringan="dmz aplikasi"}}')).length).toBeGreaterThan(0);
  expect((await rowsOf('{{jaringan zona="DMZ"}}')).length).toBe(1);
  expect((await rowsOf('{{rak}}')).map(([name]) => name)).toEqual(['A1', 'B2']);
  expect((await rowsOf('{{lokasi}}')).map(([name]) => name)).toEqual([site]);
  expect(await rowsOf('{{permohonan opd="DISHUB"}}', city.applicantHead)).toEqual([]);
  expect((await rowsOf('{{permohonan}}', city.applicantHead)).map(([number]) => number)).toEqual([open.number]);
  const table = await drawn(`{{server lokasi="${site}" jenis="bare_metal" urut="nama"}}`);
  expect(table).toMatchObject({ list: { kind: 'servers', id: `site=${city.siteId}&kind=bare_metal` } });
});

test('what is not known is told in its place and never passed over: condition, value, name, column, order, number', async () => {
  expect(await problemOf('{{server warna="merah"}}')).toMatch(/“warna” bukan saringan untuk Server.*lokasi/);
  expect(await problemOf('{{server status="rusak"}}')).toMatch(/status="rusak".*Aktif/);
  expect(await problemOf('{{server lokasi="Gedung Z"}}')).toContain('Gedung Z');
  expect(await problemOf('{{aplikasi opd="Dinas Z"}}')).toContain('Dinas Z');
  expect(await problemOf('{{alamat jaringan="Z"}}')).toContain('Z');
  expect(await problemOf('{{domain zona="z.go.id"}}')).toContain('z.go.id');
  expect(await problemOf('{{server kolom="nama, gaji"}}')).toMatch(/“gaji”.*Nama/);
  expect(await problemOf('{{server urut="-gaji"}}')).toContain('gaji');
  for (const limit of ['0', '201', 'banyak', '-3', '1.5'])
    expect(await problemOf(`{{server batas="${limit}"}}`)).toContain(limit);
  expect(await wikiTable(database.db, city.technician, { kind: 'salaries', args: {} }, at)).toBeNull();
});

test('who may not see a register is told nothing by what is wrong with a condition either', async () => {
  for (const kind of ['server', 'perangkat', 'rak', 'lokasi', 'jaringan', 'alamat', 'domain']) {
    for (const rest of ['', ` lokasi="${site}"`, ' lokasi="Gedung Z"', ' warna="x"']) {
      expect([kind, await drawn(`{{${kind}${rest}}}`, city.applicantHead)]).toEqual([kind, null]);
    }
    expect(
      await wikiCount(database.db, city.otherHead, (await renderMarkdown(`{{${kind}}}`)).includes[0] as Include, at),
    ).toBeNull();
  }
});

test('a number in a sentence is counted for its reader', async () => {
  const { html, mark, includes } = await renderMarkdown(
    'Ada {{jumlah server jenis="hypervisor"}} induk dan {{count servers}} server.',
  );
  expect(html).toBe(`<p>Ada <span id="${mark}-i-0"></span> induk dan <span id="${mark}-i-1"></span> server.</p>\n`);
  expect(includes).toEqual([
    { kind: 'servers', args: { jenis: 'hypervisor' }, count: true },
    { kind: 'servers', args: {}, count: true },
  ]);
  const count = (actor: Actor) => wikiCount(database.db, actor, includes[0] as Include, at);
  expect(await count(city.technician)).toEqual({ total: 1, more: false });
  expect(await count(city.applicantHead)).toBeNull();
});

const shown = async (title: string, actor: Actor = city.technician, asks: string[] = []): Promise<string> => {
  const { db } = database;
  const found = await db.selectFrom('wiki_page').select('id').where('title', '=', title).executeTakeFirstOrThrow();
  const page = await getPage(db, actor, found.id);
  const around = {
    ...{
      page: (space: string, slug: string) => `/wiki/${space}/${slug}`,
      create: () => null,
      file: () => '',
      record: () => null,
    },
    table: (include: Include) => {
      asks.push(include.kind);
      return wikiTable(db, actor, include, at);
    },
    count: (include: Include) => {
      asks.push(include.kind);
      return wikiCount(db, actor, include, at);
    },
  };
  const place = { id: page.id, spaceId: page.spaceId, spaceKey: page.spaceKey };
  return fillIn({ db, actor, now, around }, place, await renderedOf(db, page, now));
};
const write = (title: string, body: string, parentId: string | null = null) =>
  createPage(database.db, { actor: city.technician, now, space: 'coba', page: { title, body, parentId } });

test('a thousand parts on a page are bounded and told once, and equal ones ask the registers once', async () => {
  const asks: string[] = [];
  await write('Seribu', Array.from({ length: 1000 }, () => '{{server}}').join('\n\n'));
  const html = await shown('Seribu', city.technician, asks);
  expect(asks).toEqual(['servers']);
  expect(html.match(/<table>/g)).toHaveLength(40);
  expect(html.match(/Terlalu banyak/g)).toHaveLength(1);
  await write('Seribu angka', Array.from({ length: 1000 }, (_, n) => `{{jumlah server "srv-${n}"}}`).join(' '));
  const other: string[] = [];
  expect((await shown('Seribu angka', city.technician, other)).match(/<abbr title="Terlalu banyak/g)).toHaveLength(940);
  expect(other).toHaveLength(60);
});

test('pages that draw each other in come to an end and say so', async () => {
  await write('Satu', 'isi-satu\n\n{{halaman "Dua"}}');
  await write('Dua', 'isi-dua\n\n{{halaman "Tiga"}}');
  await write('Tiga', 'isi-tiga\n\n{{halaman "Satu"}}\n\n{{halaman "Tiga"}}');
  const html = await shown('Satu');
  for (const text of ['isi-satu', 'isi-dua', 'isi-tiga']) expect(html.split(text)).toHaveLength(2);
  expect(html.match(/menyertakan dirinya/g)).toHaveLength(2);
});

test('the pages below one, below another and of a space are listed, as far as the reader reads them', async () => {
  const { pageId } = await write(
    'Induk',
    '{{daftar-halaman}}\n\n{{daftar-halaman bawah="Satu"}}\n\n{{pages space="aplikasi"}}\n\n{{pages warna="x"}}',
  );
  await write('Anak & cucu', 'x', pageId);
  const html = await shown('Induk');
  expect(html).toContain('>Anak &amp; cucu</a></li></ul>');
  expect(html).toContain('“warna” bukan saringan');
  expect(html.match(/Belum ada halaman/g)).toHaveLength(2);
  const other = await shown('Induk', city.otherHead);
  expect(other).toContain('Anak &amp; cucu');
  expect(other).toContain('tidak tersedia bagi Anda atau tidak ada: aplikasi');
});

test('the help lists every register with conditions, columns and an example that is drawn as it stands', async () => {
  expect(tableHelp.map(({ kind }) => kind).sort()).toEqual([
    'addresses',
    'applications',
    'cases',
    'devices',
    'names',
    'networks',
    'racks',
    'servers',
    'sites',
  ]);
  for (const { example, columns, filters } of tableHelp) {
    expect(columns.some((column) => column.shown) && filters.length > 0).toBe(true);
    for (const language of ['id', 'en'] as const) {
      const table = await drawn(example[language], { ...city.technician, language });
      expect([example[language], table !== null && !('problem' in (table ?? {}))]).toEqual([example[language], true]);
    }
  }
});
