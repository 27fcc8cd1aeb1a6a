import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, makeApplicant, morning, setUpOffice } from '../../../test/support/identity.ts';
import { addPage } from '../commands/create-page.ts';
import { createSpace } from '../commands/create-space.ts';
import { extractAnew } from '../commands/extract-anew.ts';
import { latestFirst, type Narrowing, reachOf } from '../search/reach.ts';
import { listPageOwners } from './owners.ts';
import { findPage } from './pages.ts';
import { searchPages } from './search.ts';
import { suggestTitles } from './suggest.ts';

let database: TestDatabase;
let host: Actor;
let administrator: Actor;
let applicant: Actor;
let otherApplicant: Actor;
const spaces = new Map<string, string>();

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const office = await setUpOffice(db, { posts: [] });
  administrator = office.administrator;
  host = await hire(db, office.hostOfficeId, 'Rina Penulis', ['infrastructure-section-head']);
  applicant = await hire(db, await makeApplicant(db), 'Budi Dinkes');
  otherApplicant = await hire(db, await makeApplicant(db, 'Dinas Pendidikan', 'DISDIK'), 'Sari Disdik');
  for (const [key, access, roles] of [
    ['umum', 'public', []],
    ['operasi', 'internal', []],
    ['tim', 'confidential', ['infrastructure-section-head']],
    ['brankas', 'confidential', ['agency-head']],
    ['banyak', 'internal', []],
  ] as const) {
    await createSpace(db, { actor: administrator, now: morning, space: { key, name: key, access, roles } });
    spaces.set(key, (await db.selectFrom('wiki_space').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id);
  }
}, 60_000);
afterAll(() => database.close());

type Writing = { officeId?: string; daysAgo?: number; kind?: string };

const write = async (
  space: string,
  title: string,
  body: string,
  { officeId, daysAgo = 0, kind }: Writing = {},
): Promise<string> => {
  const record =
    officeId || kind
      ? { kind: kind ?? 'application', id: newId(), part: '', name: title, officeId: officeId ?? null, required: [] }
      : null;
  const { pageId } = await addPage(database.db, {
    ...{ spaceId: spaces.get(space) ?? '', parentId: null, title, body, why: '', personId: host.personId },
    now: morning.subtract({ hours: 24 * daysAgo }),
    ...(record ? { record } : {}),
  });
  return pageId;
};

const titles = async (q: string, actor = host, more: object = {}): Promise<string[]> =>
  (await searchPages(database.db, actor, { q, ...more })).hits.map(({ title }) => title);

test('the best comes first: a judged set of searches', async () => {
  await write('operasi', 'Pemulihan basis data', 'Langkah memulihkan cadangan PostgreSQL.');
  await write('operasi', 'Rapat bulanan', 'Dibahas pemulihan setelah gangguan, basis yang lain, dan data absensi.');
  await write('operasi', 'Jadwal cadangan', 'Setiap malam pukul 01.00 basis data disalin.', { daysAgo: 400 });
  await write('operasi', 'Jadwal cadangan lama', 'Setiap malam pukul 01.00 basis data disalin.', { daysAgo: 900 });
  await write('operasi', 'Sertifikat TLS', '## Perpanjangan\n\nJalankan `certbot renew` di srv-web-01.');
  await write(
    'operasi',
    'Catatan gerbang',
    'Proxy srv-web-01.batam.go.id meneruskan ke 10.20.30.40:8443. Surat 555/120/KOMINFO/2026.',
  );
  await write('operasi', 'Server backups', 'Weekly backups are copied to another site.');
  await write('operasi', 'Perizinan', 'Aplikasi perizinan daring.');
  await write('operasi', 'Pengiriman surel', 'Surel dikirim melalui relai; yang gagal dikirim ulang.');
  const archived = await write('operasi', 'Pemulihan basis data lama', 'Langkah memulihkan cadangan PostgreSQL.');
  await database.db.updateTable('wiki_page').set({ state: 'archived' }).where('id', '=', archived).execute();

  const first = async (q: string) => (await titles(q))[0];
  // A title before a text, all of the words in it before some, an archived page last of its kind.
  expect(await titles('pemulihan basis data')).toEqual(['Pemulihan basis data', 'Pemulihan basis data lama', 'Rapat bulanan']);
  // Side by side before scattered: two pages have both words in their text only.
  expect((await titles('basis data')).indexOf('Jadwal cadangan')).toBeLessThan(
    (await titles('basis data')).indexOf('Rapat bulanan'),
  );
  expect(await titles('"data absensi"')).toEqual(['Rapat bulanan']);
  expect(await titles('pemulihan -gangguan')).not.toContain('Rapat bulanan');
  expect((await titles('absensi OR certbot')).sort()).toEqual(['Rapat bulanan', 'Sertifikat TLS']);
  // Equal in their words: the later first.
  expect(await titles('setiap malam')).toEqual(['Jadwal cadangan', 'Jadwal cadangan lama']);
  // Stems of Indonesian, and what the stemmer lacks.
  expect(await first('dipulihkan')).toBe('Pemulihan basis data');
  expect(await first('dicadangkan')).toBe('Jadwal cadangan');
  expect(await first('mengirim surel')).toBe('Pengiriman surel');
  expect(await first('kirim ulang')).toBe('Pengiriman surel');
  expect(await first('izin')).toBe('Perizinan');
  expect(await first('backup')).toBe('Server backups');
  // While it is being typed.
  for (const q of ['serti', 'sertifikat t', 'pemuli', 'periz'])
    expect([q, await first(q)]).toEqual([
      q,
      q.startsWith('serti') ? 'Sertifikat TLS' : q === 'pemuli' ? 'Pemulihan basis data' : 'Perizinan',
    ]);
  // Numbers and names, whole and by their parts.
  for (const q of [
    '10.20.30.40',
    '30.40',
    'srv-web-01.batam.go.id',
    '555/120/KOMINFO/2026',
    '120/kominfo',
    'batam.go.id',
    '8443',
  ])
    expect([q, await titles(q)]).toEqual([q, ['Catatan gerbang']]);
  expect((await titles('srv-web-01')).sort()).toEqual(['Catatan gerbang', 'Sertifikat TLS']);
  expect(await titles('10.20.40.30')).not.toContain('Catatan gerbang');
  // A heading counts more than a text; code is found.
  expect(await titles('certbot')).toEqual(['Sertifikat TLS']);
  // Mistyped, and a word too many.
  const mistyped = await searchPages(database.db, host, { q: 'sertfikat' });
  expect([mistyped.corrected, mistyped.hits[0]?.title]).toEqual(['sertifikat', 'Sertifikat TLS']);
  const toomuch = await searchPages(database.db, host, { q: 'certbot renew kubernetes' });
  expect([toomuch.some, toomuch.hits.map(({ title }) => title)]).toEqual([true, ['Sertifikat TLS']]);
  // Little words ask for nothing, unless they are all.
  expect(await first('cara pemulihan dari gangguan')).toBe('Rapat bulanan');
  expect((await titles('yang')).length).toBeGreaterThan(0);
});

test('whoever looks after pages is named to colleagues who read one of them, and to nobody else', async () => {
  const { db } = database;
  const names = async (actor: Actor) => (await listPageOwners(db, actor)).map(({ name }) => name);
  const secret = await write('brankas', 'Kunci brankas', 'Di laci.');
  const ours = await write('operasi', 'Piket lembayung', 'Bergilir.', { officeId: applicant.officeId });
  await db.updateTable('wiki_page').set({ owner_person_id: administrator.personId }).where('id', '=', secret).execute();
  await db.updateTable('wiki_page').set({ owner_person_id: host.personId }).where('id', '=', ours).execute();
  expect([await names(host), await names(applicant), await names(otherApplicant)]).toEqual([['Rina Penulis'], [], []]);
  expect(await names(administrator)).toEqual(['Dewi Lestari', 'Rina Penulis']);
  expect(await titles('lembayung', applicant, { ownerPersonId: host.personId })).toEqual(['Piket lembayung']);
  expect(await titles('kunci brankas', host, { ownerPersonId: administrator.personId })).toEqual([]);
  expect(await titles('lembayung', host, { ownerPersonId: newId() })).toEqual([]);
  await db.updateTable('wiki_page').set({ owner_person_id: null, state: 'deleted' }).where('id', 'in', [secret, ours]).execute();
  expect(await names(administrator)).toEqual([]);
});

test('a search is narrowed, ordered by date and paged; the count says when it stopped', async () => {
  const { db } = database;
  const page = await write('umum', 'Antrean puskesmas', 'Kata kuncinya mangrove.', { daysAgo: 3, officeId: applicant.officeId });
  await write('operasi', 'Antrean cetak', 'Mangrove juga di sini.', { daysAgo: 1 });
  await write('operasi', 'Antrean lama', 'Mangrove pernah.', { daysAgo: 90 });
  await db
    .insertInto('wiki_comment')
    .values({ id: newId(), page_id: page, body: 'Benarkah?', person_id: host.personId, at: morning })
    .execute();
  await db.updateTable('wiki_page').set({ owner_person_id: host.personId }).where('title', '=', 'Antrean lama').execute();
  const all = ['Antrean cetak', 'Antrean puskesmas', 'Antrean lama'];
  expect(await titles('mangrove', host, { sort: 'date' })).toEqual(all);
  expect(await titles('mangrove', host, { space: 'umum' })).toEqual(['Antrean puskesmas']);
  expect(await titles('mangrove', host, { kind: 'application' })).toEqual(['Antrean puskesmas']);
  expect((await titles('mangrove', host, { kind: 'free' })).sort()).toEqual(['Antrean cetak', 'Antrean lama']);
  expect(await titles('mangrove', host, { ownerPersonId: host.personId })).toEqual(['Antrean lama']);
  expect(await titles('mangrove', host, { openComments: true })).toEqual(['Antrean puskesmas']);
  expect(await titles('mangrove', host, { since: morning.subtract({ hours: 48 }) })).toEqual(['Antrean cetak']);
  expect(await titles('mangrove', host, { state: 'archived' })).toEqual([]);
  expect(await titles('mangrove', host, { titles: true })).toEqual([]);
  expect((await titles('antrean', host, { titles: true })).sort()).toEqual([...all].sort());
  expect([
    await titles('mangrove', host, { sort: 'date', pageSize: 2 }),
    await titles('mangrove', host, { sort: 'date', pageSize: 2, page: 2 }),
  ]).toEqual([all.slice(0, 2), all.slice(2)]);
  const { rows } = await sql<{ n: number }>`select wiki_search_put(gen_random_uuid(), true) is null as n`
    .execute(db)
    .catch(() => ({ rows: [] }));
  expect(rows).toEqual([]);
});

test('names of attachments are found, also after the page has changed; a removed one and a deleted page are not', async () => {
  const { db } = database;
  const pageId = await write('operasi', 'Denah ruang', 'Lihat lampiran.');
  const file = { id: newId(), page_id: pageId, name: 'denah-rak_lantai2.pdf', person_id: host.personId, at: morning };
  await database.ownerPool.query('alter table wiki_attachment drop constraint if exists wiki_attachment_upload_id_fkey');
  await db
    .insertInto('wiki_attachment')
    .values({ ...file, upload_id: newId() })
    .execute();
  expect(await titles('lantai2')).toEqual(['Denah ruang']);
  await db.updateTable('wiki_page').set({ title: 'Denah ruang server' }).where('id', '=', pageId).execute();
  expect(await titles('denah-rak')).toEqual(['Denah ruang server']);
  await db.updateTable('wiki_attachment').set({ removed_at: morning }).where('id', '=', file.id).execute();
  expect(await titles('lantai2')).toEqual([]);
  await db.updateTable('wiki_page').set({ state: 'deleted' }).where('id', '=', pageId).execute();
  expect(await titles('denah ruang')).toEqual([]);
});

test('what another extractor made is made anew, and only that', async () => {
  const pageId = await write('operasi', 'Diurai lama', 'Kata ekstrak baru.');
  await database.db.updateTable('wiki_page').set({ plain: 'usang', extractor: 0 }).where('id', '=', pageId).execute();
  expect(await titles('usang')).toEqual(['Diurai lama']);
  expect(await extractAnew(database.db)).toBe(1);
  expect([await titles('usang'), await titles('ekstrak')]).toEqual([[], ['Diurai lama']]);
  expect(await extractAnew(database.db)).toBe(0);
});

test('few readable pages among very many are found, counted and ranked, by old changes too; a count stops at a thousand', async () => {
  const { db } = database;
  await write('banyak', 'Halaman dinas sendiri', 'Kata umumsekali ada di sini.', { officeId: applicant.officeId });
  await sql`insert into wiki_page (id, space_id, title, title_key, slug, body, body_hash, plain, revision, created_at, updated_at)
    select gen_random_uuid(), ${spaces.get('banyak')}, 'Nomor ' || n, 'nomor ' || n, 'nomor-' || n, 'umumsekali', '', 'Kata umumsekali ' || n, 1, now(), now()
    from generate_series(1, 5000) n`.execute(db);
  const own = await searchPages(db, applicant, { q: 'umumsekali' });
  expect([own.total, own.more, own.hits.map(({ title }) => title)]).toEqual([1, false, ['Halaman dinas sendiri']]);
  const all = await searchPages(db, host, { q: 'umumsekali' });
  expect([all.total, all.more, all.hits.length]).toEqual([1000, true, 20]);
  const last = await searchPages(db, host, { q: 'umumsekali', page: 50 });
  expect(last.hits.length).toBe(20);
  // The oldest, whose title says it, before five thousand later ones.
  await database.ownerPool.query('analyze wiki_search');
  expect((await titles('nomor 17'))[0]).toBe('Nomor 17');
  expect((await suggestTitles(db, host, { q: 'nomor 499' })).map(({ title }) => title)[0]).toBe('Nomor 499');
});

test('pages that are few for their reader are found one by one as by the index of words, whatever is asked', async () => {
  const { db } = database;
  await write('umum', 'Kunci gerbang', 'Umumsekali, dan kata serambi.');
  await write('banyak', 'Arsip serambi', 'Serambi dan serambi.', { officeId: applicant.officeId, kind: 'server' });
  const found = async (actor: Actor, word: string, to: Narrowing, alone: boolean): Promise<string[]> => {
    const reach = await reachOf(db, actor, to);
    if (!reach) return [];
    expect(reach.few).not.toBeNull();
    const looked = sql`to_tsquery('simple', ${word})`;
    const wide = alone ? reach : { ...reach, few: null };
    const ids = await Promise.all(
      (['words', 'title_words'] as const).map(async (column) => {
        const { rows } = await sql<{ page_id: string }>`${latestFirst(wide, { column, looked, most: 50 })}`.execute(db);
        return rows.map(({ page_id }) => `${column} ${page_id}`);
      }),
    );
    return ids.flat().sort();
  };
  let hits = 0;
  for (const actor of [applicant, otherApplicant])
    for (const word of ["'umumsekali'", "'serambi'", "'serambi' & !'kunci'", "'ser':*", "'tidakada'"])
      for (const to of [{}, { kind: 'server' }, { space: 'umum' }, { state: 'live' }, { ownerPersonId: host.personId }]) {
        const alone = await found(actor, word, to, true);
        expect([actor.personName, word, to, alone]).toEqual([actor.personName, word, to, await found(actor, word, to, false)]);
        hits += alone.length;
      }
  expect(hits).toBeGreaterThan(10);
  expect((await reachOf(db, host))?.few).toBeNull();
});

test('a word of a title is no correction for who may not read that title, even where a readable text has the word', async () => {
  await write('brankas', 'Mercusuar', 'Tertutup.');
  await write('umum', 'Perjalanan', 'Melihat mercusuar di pulau.');
  expect((await searchPages(database.db, administrator, { q: 'mercusuarr' })).corrected).toBe('mercusuar');
  expect(await searchPages(database.db, applicant, { q: 'mercusuarr' })).toMatchObject({ corrected: null, hits: [], total: 0 });
});

const vocabulary = ['cadangan', 'pemulihan', 'brankas', 'sandi', 'gedung', 'lantai', 'arsip', 'surat'];

test('whoever asks whatever: all that is answered is read by the asker, and all that he or she reads is found', async () => {
  const { db } = database;
  const ids: string[] = [];
  const { access: _, ...options } = { access: '', seed: 63 };
  const offices = [undefined, applicant.officeId, otherApplicant.officeId];
  let no = 0;
  for (const space of ['umum', 'operasi', 'tim', 'brankas'])
    for (const officeId of offices)
      for (let n = 0; n < 4; n += 1) {
        no += 1;
        const words = vocabulary.filter((_word, at) => (no * 7 + at * 3) % 4 < 2);
        // A word of its own for each page: nothing of it may come back to who may not read the page.
        const secret = `rhs${String.fromCharCode(97 + (no % 26))}${String.fromCharCode(97 + ((no * 5) % 26))}zq`;
        ids.push(
          await write(space, `${words.slice(0, 2).join(' ')} ${secret} ${no}`, words.join(' '), officeId ? { officeId } : {}),
        );
      }
  const actors = [host, administrator, applicant, otherApplicant];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...actors),
      fc.array(fc.constantFrom(...vocabulary, 'rhs', 'zq', 'brankaz', 'cadngan', 'rhsbfzp', '17'), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.record({
        titles: fc.boolean(),
        sort: fc.constantFrom('date' as const, 'relevance' as const),
        space: fc.constantFrom(undefined, 'tim', 'umum'),
      }),
      async (actor, words, narrowed) => {
        const q = words.join(' ');
        const found = await searchPages(db, actor, { q, ...narrowed, pageSize: 200 });
        const suggested = await suggestTitles(db, actor, { q, most: 50 });
        const readableTitles: string[] = [];
        for (const id of ids) {
          const page = await findPage(db, actor, id);
          if (page) readableTitles.push(page.title);
        }
        for (const { id } of [...found.hits, ...suggested]) expect(await findPage(db, actor, id)).not.toBeNull();
        expect(found.total).toBe(found.hits.length);
        for (const word of found.corrected?.split(' ') ?? [])
          if (!words.includes(word)) expect(readableTitles.join(' ')).toContain(word);
        if (
          !found.corrected &&
          !found.some &&
          !narrowed.space &&
          !narrowed.titles &&
          words.every((word) => vocabulary.includes(word))
        ) {
          const expected = await db.selectFrom('wiki_page').select(['id', 'plain']).where('id', 'in', ids).execute();
          for (const { id, plain } of expected)
            if (words.every((word) => plain.includes(word)) && (await findPage(db, actor, id)))
              expect(found.hits.map((hit) => hit.id)).toContain(id);
        }
      },
    ),
    { ...options, numRuns: 60 },
  );
}, 60_000);
