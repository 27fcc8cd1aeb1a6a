import { strToU8, zipSync } from 'fflate';
import { migrate, openOwnerPool, openPool, startScratch, withDb } from '../src/db/index.ts';
import { createAuth } from '../src/identity/index.ts';
import { silentLog } from '../src/lib/log.ts';
import { createApp } from '../src/web/index.ts';
import {
  createPage,
  createSpace,
  getPage,
  importNow,
  renderMarkdown,
  savePage,
  searchPages,
  suggestTitles,
} from '../src/wiki/index.ts';
import { makeClient } from '../test/support/client.ts';
import { goodPassword, hire, makeApplicant, setUpOffice } from '../test/support/identity.ts';

// npm run bench:wiki: page view over HTTP (in-process), search, save and rendering at 1,000 and at 100,000 pages, then the
// import of 5,000 Markdown files. Two numbers after it make it smaller: pages and files.

const [manyPages, files] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 5000)];
const fewPages = Math.min(1000, manyPages);

const scratch = await startScratch(silentLog);
const owner = openOwnerPool(scratch.ownerUrl);
await migrate(owner);
const pools = withDb(openPool(scratch.url));
const { db, pool } = pools;
const office = await setUpOffice(db, { posts: [] });
const writer = await hire(db, office.hostOfficeId, 'Rina Penulis', ['infrastructure-section-head'], { administrator: false });
const reader = await hire(db, await makeApplicant(db), 'Budi Pembaca');
const now = Temporal.Now.instant();
const keeper = { ...writer, administrator: true };
for (const key of ['operasi', 'impor'])
  await createSpace(db, { actor: keeper, now, space: { key, name: key, access: 'internal' } });
const { id: spaceId } = await db.selectFrom('wiki_space').select('id').where('key', '=', 'operasi').executeTakeFirstOrThrow();

const auth = createAuth({
  pool,
  secret: 'a secret of forty characters for benches',
  baseUrl: 'http://griya.test',
  now: Temporal.Now.instant,
});
const app = createApp({
  db,
  pool,
  auth,
  config: { baseUrl: null, secret: auth.secret, behindProxy: false, development: false },
  log: () => undefined,
});
const client = makeClient(app);
const signedIn = await client.post('/sign-in', { email: writer.email, password: goodPassword });
if (signedIn.status !== 303) throw new Error(`sign-in: ${signedIn.status}`);

/** Seven hundred words of everyday notes about one subject, with links to neighbours. */
const stems = [
  'cadangan',
  'pemulihan',
  'sertifikat',
  'jaringan',
  'antrean',
  'perizinan',
  'arsip',
  'presensi',
  'gudang',
  'wisata',
];
const sentence = `Pengelola memeriksa catatan server setiap pagi dan melaporkan gangguan kepada kepala seksi sebelum jam kerja dimulai.`;

/** Brings the space to `count` pages by SQL; what a command would write, without its audit events. */
const fill = async (from: number, count: number): Promise<void> => {
  await owner.query(
    `insert into wiki_page (id, space_id, title, title_key, slug, body, body_hash, plain, revision, created_at, updated_at)
     select gen_random_uuid(), $3, t.title, lower(t.title), replace(lower(t.title), ' ', '-'), t.body, encode(sha256(convert_to(t.body, 'UTF8')), 'hex'), t.body, 1,
       now() - make_interval(secs => $6 - n), now() - make_interval(secs => $6 - n)
     from generate_series($1::int, $2::int - 1) n, lateral (select initcap(($4::text[])[1 + n % 10]) || ' ' || n as title,
       '## Keterangan' || chr(10) || chr(10) || 'Tentang ' || ($4::text[])[1 + n % 10] || ' unit' || (n % 977) || ' kode' || md5(n::text) || chr(10) || chr(10) ||
       repeat($5 || chr(10) || chr(10), 20) || '- [[' || initcap(($4::text[])[1 + (n + 1) % 10]) || ' ' || (n + 1) || ']]' as body) t`,
    [from, count, spaceId, stems, sentence, manyPages],
  );
  await owner.query(
    `insert into wiki_revision (id, page_id, number, title, body, why, at) select gen_random_uuid(), id, 1, title, body, '', created_at
     from wiki_page p where not exists (select 1 from wiki_revision r where r.page_id = p.id)`,
  );
  await owner.query(
    `insert into wiki_link (page_id, space_key, title_key, label) select id, '', lower(m[1]), m[1] from wiki_page, regexp_match(body, '\\[\\[(.*?)\\]\\]') m
     where m is not null on conflict do nothing`,
  );
  // Ten of them, the oldest, belong to an office that reads no other page.
  await owner.query(
    'update wiki_page set office_id = $1 where space_id = $2 and office_id is null and title_key in (select title_key from wiki_page where space_id = $2 order by created_at limit 10)',
    [reader.officeId, spaceId],
  );
  await owner.query('vacuum analyze');
};

const median = (times: readonly number[]): number =>
  Math.round(([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0) * 10) / 10;

const p95 = (times: readonly number[]): number =>
  Math.round(([...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0) * 10) / 10;

const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await run();
  return performance.now() - began;
};

const asked = [
  'cadangan',
  'memeriksa catatan',
  'unit42',
  'pemulihan 73',
  'sertifikat gangguan',
  'antrian 7',
  'kode1f0e',
  '"jam kerja"',
  'tidakada sekali',
  'gudng',
];

const measure = async (count: number) => {
  const { rows } = await owner.query<{ id: string; slug: string }>(
    'select id, slug from wiki_page where space_id = $1 order by md5(id::text) limit 120',
    [spaceId],
  );
  const view = async (slug: string): Promise<void> => {
    const { status } = await client.get(`/wiki/operasi/${slug}`);
    if (status !== 200) throw new Error(`view ${slug}: ${status}`);
  };
  const first: number[] = [];
  for (const { slug } of rows) first.push(await timed(() => view(slug)));
  const views: number[] = [];
  for (let round = 0; round < 3; round += 1) for (const { slug } of rows) views.push(await timed(() => view(slug)));
  for (const q of asked) await searchPages(db, writer, { q });
  const searches: number[] = [];
  for (let round = 0; round < 15; round += 1)
    for (const q of asked) searches.push(await timed(() => searchPages(db, writer, { q })));
  const own: number[] = [];
  for (let round = 0; round < 5; round += 1) for (const q of asked) own.push(await timed(() => searchPages(db, reader, { q })));
  const suggestions: number[] = [];
  for (let round = 0; round < 15; round += 1)
    for (const q of ['ca', 'cadangan 7', 'sertif', 'gudang 42', '977'])
      suggestions.push(await timed(() => suggestTitles(db, writer, { q })));
  const saves: number[] = [];
  for (const { id } of rows.slice(0, 60)) {
    const page = await getPage(db, writer, id);
    const edit = { body: `${page.body}\nTambahan ${count}.`, base: page.revision, why: 'bench' };
    saves.push(await timed(() => db.transaction().execute((tx) => savePage(tx, { actor: writer, now, pageId: id, edit }))));
  }
  return {
    ...{ view: p95(views), first_view: p95(first), search: p95(searches), search_median: median(searches) },
    ...{ search_of_office: p95(own), suggestion: p95(suggestions), save: p95(saves) },
  };
};

await fill(0, fewPages);
const small = await measure(fewPages);
console.log(`${fewPages} pages:`, small);
await fill(fewPages, manyPages);
const large = await measure(manyPages);
console.log(`${manyPages} pages:`, large);

const renders: number[] = [];
const { page: sample } = {
  page: `${`## Bagian\n\n${sentence}\n\n- satu\n- dua\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`.repeat(15)}\`\`\`sql\nselect 1;\n\`\`\``,
};
for (let round = 0; round < 60; round += 1) renders.push(await timed(() => renderMarkdown(`${sample}\n${round}`)));
console.log('render p95 ms:', p95(renders));

const folder = Object.fromEntries(
  Array.from({ length: files }, (_, n) => [
    `catatan/bagian-${n % 50}/${stems[n % 10]}-${n}.md`,
    strToU8(`# ${stems[n % 10]} berkas ${n}\n\n${`${sentence}\n\n`.repeat(10)}[berikut](${stems[(n + 1) % 10]}-${n + 1}.md)\n`),
  ]),
);
const archive = zipSync(folder, { level: 1 });
let told = 0;
const importMs = await timed(async () => {
  await importNow(db, {
    ...{ actor: writer, space: 'impor', kind: 'markdown', name: 'catatan.zip', bytes: archive, onTaken: 'skip', now: () => now },
    told: async (done, total) => {
      if (done - told < files / 5) return;
      told = done;
      console.log(`  import ${done} of ${total}`);
    },
  });
});
await createPage(db, { actor: writer, now, space: 'operasi', page: { title: 'Sesudah', body: 'ada', why: '' } });

// The aims: of the times those that people notice, of the growth at most twice.
const growth = (from: number, to: number): number => Math.round((to / Math.max(from, 1)) * 10) / 10;
const grown = { search: growth(small.search, large.search), search_median: growth(small.search_median, large.search_median) };
console.log('growth:', {
  ...grown,
  view: growth(small.view, large.view),
  suggestion: growth(small.suggestion, large.suggestion),
});
const missed = [
  ...(Math.max(small.view, large.view) < 30 ? [] : ['view under 30 ms']),
  ...(Math.max(small.search, large.search) < 60 ? [] : ['search under 60 ms']),
  ...(grown.search <= 2 ? [] : ['search grows at most twice']),
];
if (missed.length > 0) console.log('missed:', missed.join('; '));

await auth.close();
await pools.close();
await owner.end();
await scratch.stop();

console.log(
  JSON.stringify({
    view_p95_ms_1k: small.view,
    view_p95_ms_100k: large.view,
    search_p95_ms_1k: small.search,
    search_p95_ms_100k: large.search,
    import_5k_s: Math.round(importMs / 100) / 10,
  }),
);
process.exit(missed.length > 0 ? 1 : 0);
