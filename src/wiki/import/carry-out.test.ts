import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, setUpOffice } from '../../../test/support/identity.ts';
import { refusalOf } from '../../../test/support/registry.ts';
import { addComment } from '../commands/comment-page.ts';
import { createPage } from '../commands/create-page.ts';
import { createSpace, updateSpace } from '../commands/create-space.ts';
import { movePage } from '../commands/move-page.ts';
import { savePage } from '../commands/save-page.ts';
import { setPageState } from '../commands/set-state.ts';
import { getSpace } from '../queries/spaces.ts';
import { type Collision, collisions } from './kinds.ts';
import { promised } from './outcome.ts';
import { countImportLines, getImport, type ImportLine, listImportLines } from './queries.ts';
import { forgetChecks, startImport, stopImport, undoImport } from './steer.ts';
import { importNow, workOnImport } from './work.ts';

let database: TestDatabase;
let writer: Actor;
let clock = Temporal.Instant.from('2026-11-24T03:00:00Z');
const now = (): Temporal.Instant => {
  clock = clock.add({ seconds: 1 });
  return clock;
};
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  database = await testDatabase();
  const office = await setUpOffice(database.db, { posts: [] });
  writer = await hire(database.db, office.hostOfficeId, 'Rina Penulis', ['infrastructure-section-head']);
}, 60_000);
afterAll(() => database.close());

let spaces = 0;
const newSpace = async (): Promise<string> => {
  spaces += 1;
  const key = `ruang-${spaces}`;
  await createSpace(database.db, {
    actor: { ...writer, administrator: true },
    now: now(),
    space: { key, name: key, access: 'internal' },
  });
  return key;
};

const write = async (space: string, title: string, body: string): Promise<string> =>
  (await createPage(database.db, { actor: writer, now: now(), space, page: { title, body, parentId: null, why: '' } })).pageId ??
  '';

const zipOf = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text])),
  );

const bring = (space: string, bytes: Uint8Array, onTaken: Collision | null, kind: 'markdown' | 'mediawiki' = 'markdown') =>
  importNow(database.db, { actor: writer, space, kind, name: 'lama.zip', bytes, onTaken, now });

const lines = (importId: string): Promise<ImportLine[]> => listImportLines(database.db, importId, { pageSize: 1000 });
const stateOf = async (importId: string): Promise<string> => (await getImport(database.db, writer, importId)).state;
const act = (run: (tx: typeof database.db) => Promise<void>): Promise<void> => database.db.transaction().execute(run);
const work = (importId: string): Promise<void> => workOnImport(database.db, importId, { now });

/** What a space holds now: title, state, text. */
const pagesOf = async (space: string) => {
  const { id } = await getSpace(database.db, writer, space);
  const rows = await database.db
    .selectFrom('wiki_page as p')
    .leftJoin('wiki_page as above', 'above.id', 'p.parent_id')
    .select(['p.id', 'p.title', 'p.body', 'p.state', 'p.revision', 'above.title as above'])
    .where('p.space_id', '=', id)
    .orderBy('p.title')
    .execute();
  return rows;
};
const titlesOf = async (space: string): Promise<string[]> =>
  (await pagesOf(space)).filter(({ state }) => state === 'live').map(({ title }) => title);

const mixed = zipOf({
  'baru/README.md': '# Baru\n\n[lama](../lama.md) [sama](../sama.md) [tak ada](tak-ada.md) [[Entah]]',
  'baru/anak.md': '# Anak\n\n![g](g.png) ![h](hilang.png) [k](kosong.pdf) [r](rusak.pdf)',
  'baru/kosong.pdf': '',
  'baru/rusak.pdf': 'bukan pdf\u0001',
  'baru/g.png': png,
  'lama.md': '# Lama\n\nteks dari berkas',
  'sama.md': '# Sama\n\nisi sama',
  'arsip.md': '# Terarsip\n\nx',
  'rusak.md': new Uint8Array([0xff, 0xfe, 0]),
  'sisa.png': png,
});

test.each(collisions)('what the report says is what the import does: %s', async (taken) => {
  const space = await newSpace();
  await write(space, 'Lama', 'teks di wiki');
  await write(space, 'Sama', 'isi sama');
  const archived = await write(space, 'Terarsip', 'y');
  await setPageState(database.db, { actor: writer, now: now(), pageId: archived, state: 'archived', why: 'usang' });
  const before = await pagesOf(space);
  const importId = await bring(space, mixed, null);
  const found = await lines(importId);
  expect(found.map(({ title, verdict }) => [title, verdict])).toEqual([
    ['Baru', 'new'],
    ['Anak', 'new'],
    ['Lama', 'taken'],
    ['Sama', 'same'],
    ['Terarsip', 'refused'],
    ['rusak.md', 'refused'],
    ['sisa.png', 'unused'],
  ]);
  expect(await stateOf(importId)).toBe('checked');
  expect(await pagesOf(space)).toEqual(before);
  const said = JSON.stringify(found.map(({ notes }) => notes.map(({ en }) => en)));
  for (const part of [
    'tak-ada.md',
    'hilang.png',
    'links without a target: Entah',
    'kosong.pdf: This file is empty',
    'rusak.pdf: ',
  ])
    expect(said).toContain(part);
  await act((tx) => startImport(tx, { actor: writer, now: now(), importId, onTaken: taken }));
  await work(importId);
  const done = await lines(importId);
  expect(done.map(({ outcome }) => outcome)).toEqual(found.map(({ verdict }) => promised(verdict, taken)));
  expect(done.map(({ verdict, notes }) => [verdict, notes])).toEqual(found.map(({ verdict, notes }) => [verdict, notes]));
  const after = await pagesOf(space);
  const lama = after.filter(({ title }) => title.startsWith('Lama')).map(({ title, body }) => [title, body]);
  const [old, fresh] = ['teks di wiki', 'teks dari berkas'];
  expect(lama).toEqual(
    {
      skip: [['Lama', old]],
      rename: [
        ['Lama', old],
        ['Lama (2)', fresh],
      ],
      version: [['Lama', fresh]],
    }[taken],
  );
  // Links go where the page has gone.
  expect(after.find(({ title }) => title === 'Baru')?.body).toContain(taken === 'rename' ? '[[Lama (2)|lama]]' : '[[Lama|lama]]');
  expect(after.find(({ title }) => title === 'Anak')?.above).toBe('Baru');
});

test('whatever is in the file and in the space: the outcome is what the report said, and the same file again brings nothing', async () => {
  const title = fc.constantFrom('Satu', 'satu', 'Dua', 'DUA', 'Tiga: “x”', 'README', 'é', 'Judul [lagi]');
  const body = fc.constantFrom('', 'x', 'y\n', '[a](a.md)', '[[Satu]]', '[[Dua|d]]', '![g](g.png)', '[s](s/README.md) [t](t)');
  const path = fc.constantFrom('a.md', 'A.md', 's/README.md', 's/index.md', 's/b.md', 's.md', 't/u/v.md', 't.md', 't/u.md');
  const file = fc.record({ path, title, body });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(file, { selector: (each) => each.path, minLength: 1, maxLength: 8 }),
      fc.uniqueArray(fc.record({ title: fc.constantFrom('Satu', 'Dua', 'S', 'T', 'Lain'), body }), {
        selector: (each) => each.title,
        maxLength: 4,
      }),
      fc.constantFrom(...collisions),
      async (files, there, taken) => {
        const space = await newSpace();
        for (const each of there) await write(space, each.title, each.body);
        const zip = zipOf({
          ...Object.fromEntries(files.map((each) => [each.path, `# ${each.title}\n\n${each.body}`])),
          'g.png': png,
        });
        const importId = await bring(space, zip, null);
        const found = await lines(importId);
        expect(found.filter(({ source }) => source.endsWith('.md'))).toHaveLength(files.length);
        await act((tx) => startImport(tx, { actor: writer, now: now(), importId, onTaken: taken }));
        await work(importId);
        const done = await lines(importId);
        expect(done.map(({ outcome, outcomeWhy }) => [outcome, outcomeWhy])).toEqual(
          found.map(({ verdict }) => [promised(verdict, taken), null]),
        );
        if (taken === 'version') {
          const again = await lines(await bring(space, zip, null));
          expect(again.filter(({ verdict }) => !['same', 'unused'].includes(verdict)).map(({ title: which }) => which)).toEqual(
            [],
          );
        }
        await act((tx) => undoImport(tx, { actor: writer, now: now(), importId }));
        await work(importId);
        const left = (await pagesOf(space)).filter(({ state }) => state === 'live').map((page) => [page.title, page.body]);
        expect(left.sort()).toEqual(there.map((each) => [each.title, each.body]).sort());
      },
    ),
    { seed: 67, numRuns: 25 },
  );
}, 60_000);

test('a redirect of another wiki leads to its page, and goes when the import is undone', async () => {
  const space = await newSpace();
  const xml = `<mediawiki><page><title>Tujuan</title><ns>0</ns><revision><text>isi</text></revision></page>
    <page><title>Alih</title><ns>0</ns><revision><text>#REDIRECT [[Tujuan]]</text></revision></page></mediawiki>`;
  const importId = await bring(space, strToU8(xml), 'skip', 'mediawiki');
  expect((await lines(importId)).map(({ outcome }) => outcome)).toEqual(['made', 'redirected']);
  const redirects = () => database.db.selectFrom('wiki_redirect').select('title_key').where('title_key', '=', 'alih').execute();
  expect(await redirects()).toHaveLength(1);
  await act((tx) => undoImport(tx, { actor: writer, now: now(), importId }));
  await work(importId);
  expect(await redirects()).toEqual([]);
  expect(await titlesOf(space)).toEqual([]);
});

test('undone in one act: what nobody has changed goes, what somebody changed stays with the reason, former texts come back', async () => {
  const space = await newSpace();
  await write(space, 'Lama', 'teks lama');
  await write(space, 'Disunting', 'teks asli');
  const importId = await bring(
    space,
    zipOf({
      'lama.md': '# Lama\n\nteks baru ![g](g.png)',
      'disunting.md': '# Disunting\n\nteks dari berkas',
      'g.png': png,
      'pergi.md': '# Pergi\n\nx',
      'induk/README.md': '# Induk\n\nx',
      'induk/tetap.md': '# Tetap\n\nx',
      'ramai.md': '# Ramai\n\nx',
    }),
    'version',
  );
  expect((await countImportLines(database.db, importId))['was-version']).toBe(2);
  const edit = async (title: string): Promise<void> => {
    const page = (await pagesOf(space)).find((each) => each.title === title);
    if (page)
      await savePage(database.db, {
        actor: writer,
        now: now(),
        pageId: page.id,
        edit: { body: `${page.body} lagi`, why: '', base: page.revision },
      });
  };
  await edit('Tetap');
  await edit('Disunting');
  const ramai = (await pagesOf(space)).find(({ title }) => title === 'Ramai');
  await addComment(database.db, { actor: writer, now: now(), pageId: ramai?.id ?? '', comment: 'Ini apa?' });
  await act((tx) => undoImport(tx, { actor: writer, now: now(), importId }));
  await work(importId);
  expect(await stateOf(importId)).toBe('undone');
  const left = (await pagesOf(space)).filter(({ state }) => state === 'live').map(({ title, body }) => [title, body]);
  expect(left).toEqual([
    ['Disunting', 'teks dari berkas lagi'],
    ['Induk', 'x'],
    ['Lama', 'teks lama'],
    ['Ramai', 'x'],
    ['Tetap', 'x lagi'],
  ]);
  const kept = (await lines(importId))
    .filter(({ undone }) => undone === 'kept')
    .map(({ title, undoneWhy }) => [title, undoneWhy?.en]);
  expect(kept.sort()).toEqual([
    ['Disunting', 'somebody has edited it'],
    ['Induk', 'a page below it stays'],
    ['Ramai', 'somebody has commented on it'],
    ['Tetap', 'somebody has edited it'],
  ]);
  const lama = (await pagesOf(space)).find(({ title }) => title === 'Lama')?.id ?? '';
  const files = await database.db.selectFrom('wiki_attachment').select('removed_at').where('page_id', '=', lama).execute();
  expect(files.map(({ removed_at }) => removed_at !== null)).toEqual([true]);
});

test('a page that was edited after the check is not overwritten, and a title taken since then is told', async () => {
  const space = await newSpace();
  const pageId = await write(space, 'Lama', 'satu');
  const importId = await bring(
    space,
    zipOf({ 'lama.md': '# Lama\n\ndari berkas', 'b.md': '# Bentrok\n\nx', 'b/c.md': '# Di bawahnya\n\nx' }),
    null,
  );
  await savePage(database.db, { actor: writer, now: now(), pageId, edit: { body: 'dua', why: '', base: 1 } });
  await write(space, 'Bentrok', 'orang lain');
  await act((tx) => startImport(tx, { actor: writer, now: now(), importId, onTaken: 'version' }));
  await work(importId);
  expect((await lines(importId)).map(({ title, outcome, outcomeWhy }) => [title, outcome, outcomeWhy?.en ?? null])).toEqual([
    ['Bentrok', 'skipped', 'another page took this title since the check'],
    ['Di bawahnya', 'made', null],
    ['Lama', 'skipped', 'this page was edited since the check, so it is left as it is'],
  ]);
  expect((await pagesOf(space)).map(({ title, body, above }) => [title, body, above])).toEqual([
    ['Bentrok', 'orang lain', null],
    ['Di bawahnya', 'x', null],
    ['Lama', 'dua', null],
  ]);
});

const manyPages = zipOf({
  ...Object.fromEntries(
    Array.from({ length: 250 }, (_, n) => [`bagian-${n % 7}/hal-${n}.md`, `# Halaman ${n}\n\n[lain](hal-${n + 7}.md)`]),
  ),
});

test('a worker that is killed in between is followed by one that goes on; nothing comes in twice', async () => {
  const space = await newSpace();
  const killed = bringKilled(space);
  await expect(killed).rejects.toThrow('killed');
  const { id: importId } = await database.db
    .selectFrom('wiki_import')
    .select('id')
    .orderBy('at', 'desc')
    .executeTakeFirstOrThrow();
  expect(await stateOf(importId)).toBe('running');
  expect(await titlesOf(space)).toHaveLength(100);
  // Two at once, as when the first was only thought dead.
  await Promise.all([work(importId), work(importId)]);
  expect(await stateOf(importId)).toBe('done');
  const pages = await pagesOf(space);
  expect(pages).toHaveLength(257);
  expect(pages.filter(({ title, above }) => title.startsWith('Halaman') && above === null)).toEqual([]);
  expect((await getImport(database.db, writer, importId)).done).toBe(257);
  expect((await countImportLines(database.db, importId))['was-made']).toBe(257);
});

const bringKilled = async (space: string): Promise<void> => {
  const importId = await bring(space, manyPages, null);
  await act((tx) => startImport(tx, { actor: writer, now: now(), importId, onTaken: 'skip' }));
  await workOnImport(database.db, importId, { now, told: () => Promise.reject(new Error('killed')) });
};

test('stopped, it says so and keeps what came in; then it goes on, or is taken back', async () => {
  const space = await newSpace();
  const importId = await bring(space, manyPages, null);
  await act((tx) => startImport(tx, { actor: writer, now: now(), importId, onTaken: 'skip' }));
  await workOnImport(database.db, importId, {
    now,
    told: () => act((tx) => stopImport(tx, { actor: writer, now: now(), importId })),
  });
  expect(await stateOf(importId)).toBe('stopped');
  expect(await titlesOf(space)).toHaveLength(100);
  await act((tx) => startImport(tx, { actor: writer, now: now(), importId, onTaken: 'rename' }));
  await work(importId);
  expect(await titlesOf(space)).toHaveLength(257);
  await act((tx) => undoImport(tx, { actor: writer, now: now(), importId }));
  expect((await refusalOf(act((tx) => stopImport(tx, { actor: writer, now: now(), importId })))).code).toBe('not_possible_now');
  await work(importId);
  expect(await titlesOf(space)).toEqual([]);
});

test('in a space with approval nothing is imported by any door, nor when approval came in between', async () => {
  const space = await newSpace();
  const importId = await bring(space, manyPages, null);
  await act((tx) => startImport(tx, { actor: writer, now: now(), importId, onTaken: 'skip' }));
  const found = await getSpace(database.db, writer, space);
  await updateSpace(database.db, {
    actor: { ...writer, administrator: true },
    now: now(),
    spaceId: found.id,
    version: found.version,
    space: { key: space, name: space, access: 'internal', needsApproval: true },
  });
  await work(importId);
  expect(await stateOf(importId)).toBe('failed');
  expect(await titlesOf(space)).toEqual([]);
  expect((await refusalOf(bring(space, manyPages, 'skip'))).code).toBe('invalid');
});

test('a file that is not what it was said to be, and one without a page, fail with a sentence', async () => {
  const space = await newSpace();
  for (const [bytes, part] of [
    [strToU8('bukan zip'), 'no complete ZIP'],
    [strToU8('<mediawiki/>'), 'choose MediaWiki'],
    [zipOf({ 'foto.png': png }), 'no page in this file'],
    [zipOf({ 'a.md': new Uint8Array([0xff, 0xfe]) }), 'no page in this file'],
  ] as const) {
    const importId = await bring(space, bytes, null);
    const { state, why } = await getImport(database.db, writer, importId);
    expect([state, why?.en]).toEqual(['failed', expect.stringContaining(part)]);
  }
});

const noise = ['\u0000', '\u0007', '\u202e', '\ud83d'];
const noisy = (name: string): string => noise.map((sign) => `${name}${sign}`).join('');

test.each<[kind: 'markdown' | 'dokuwiki' | 'mediawiki', bytes: Uint8Array]>([
  [
    'markdown',
    zipOf({
      'ke\u0000luar.md': '# Keluar',
      'be\u0007r\u202es.md': `# Bersih\n\n[[${'😀'.repeat(90)}${'😁'.repeat(300)}]] ![x](${'y'.repeat(601)}😀.png)`,
      [`${'z'.repeat(179)}😀😀.md`]: 'tanpa judul',
      [`${'\u0000'.repeat(299)}😀.md`]: 'x',
    }),
  ],
  [
    'markdown',
    zipOf({
      'griya.json': JSON.stringify({ format: 'griya-wiki', version: 1 }),
      'a.md': `---\ntitle: Bersih\nattachments:\n  - file: g.png\n    name: "${'g'.repeat(199)}\\U0001F600\\0.png"\n  - file: k.png\n    name: "k\\0\\x07.png"\n---\n\nisi`,
      'g.png': png,
      'k.png': png,
    }),
  ],
  [
    'dokuwiki',
    zipOf({
      'data/pages/bersih.txt': '====== Bersih ======\nisi',
      'data/meta/bersih.changes': `1700000000\t127.0.0.1\tE\tbersih\t${noisy('rina')}\t\n`,
    }),
  ],
  [
    'mediawiki',
    strToU8(
      `<mediawiki><page><title>Bersih&#7;&#0;</title><ns>0</ns><revision><contributor><username>rina&#7;&#0;&#xd83d;</username></contributor><text>isi</text></revision></page>` +
        `<page><title>Lama&#7;</title><ns>0</ns><revision><text>#REDIRECT [[Bersih&#7;]]</text></revision></page><page><title>Talk:&#7;</title><ns>1</ns><revision><text>x</text></revision></page></mediawiki>`,
    ),
  ],
])('names that no database takes stop no import: %s', async (kind, bytes) => {
  const space = await newSpace();
  const importId = await importNow(database.db, { actor: writer, space, kind, name: 'lama.zip', bytes, onTaken: 'rename', now });
  expect(await stateOf(importId)).toBe('done');
  expect(await titlesOf(space)).toContainEqual(expect.stringMatching(/^Bersih/));
  const again = await importNow(database.db, { actor: writer, space, kind, name: 'lama.zip', bytes, onTaken: 'rename', now });
  expect(await stateOf(again)).toBe('done');
  const said = [...(await lines(importId)), ...(await pagesOf(space))].map((line) => JSON.stringify(line)).join('');
  expect(said).not.toMatch(/\\u0007|\\u0007|\\ud[89a-f]/);
});

test('the report names no page that was taken out of its space since: who reads the report may not read that place', async () => {
  const [space, away] = [await newSpace(), await newSpace()];
  const importId = await bring(space, zipOf({ 'a.md': '# Biasa' }), 'skip');
  const [line] = await lines(importId);
  const move = { title: 'Nama rahasia', space: away, parentId: null, why: '' };
  await movePage(database.db, { actor: writer, now: now(), pageId: line?.page?.id ?? '', move });
  expect(await lines(importId)).toMatchObject([{ title: 'Biasa', outcome: 'made', page: null }]);
});

test('a check that nobody followed for a month is forgotten; what an import has done is not', async () => {
  const checked = await bring(await newSpace(), mixed, null);
  const done = await bring(await newSpace(), mixed, 'skip');
  await forgetChecks(database.db, clock.add({ hours: 24 * 29 }));
  expect(await stateOf(checked)).toBe('checked');
  await forgetChecks(database.db, clock.add({ hours: 24 * 31 }));
  expect((await refusalOf(stateOf(checked))).code).toBe('not_found');
  expect(await stateOf(done)).toBe('done');
});

test('an import whose undoing nobody works on any more is undone when it is asked for again', async () => {
  const space = await newSpace();
  const importId = await bring(space, zipOf({ 'a.md': '# Satu' }), 'skip');
  const ask = () => act((tx) => undoImport(tx, { actor: writer, now: now(), importId }));
  await ask();
  expect(await stateOf(importId)).toBe('undoing');
  await ask();
  await work(importId);
  expect([await stateOf(importId), await titlesOf(space)]).toEqual(['undone', []]);
  expect((await refusalOf(ask())).code).toBe('not_possible_now');
});
