import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { readDokuwiki } from './dokuwiki.ts';
import { fromDokuwiki } from './dokuwiki-markup.ts';
import { withLinks } from './link-marks.ts';
import { readMarkdownFolder } from './markdown.ts';
import { readMediawiki } from './mediawiki.ts';
import { fromMediawiki } from './mediawiki-markup.ts';
import type { Source } from './source.ts';
import { placed } from './tree.ts';

const zipOf = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
  );

const refusal = async (run: Promise<unknown>): Promise<AppError> => {
  const error = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw error ?? new Error('nothing was refused');
};

/** What a source becomes: titles with their depth, and texts with links by title. */
const become = (source: Source) => {
  const places = placed(source);
  const titles = new Map(places.map(({ page, title }) => [page.key, title]));
  const bodies = new Map(places.map(({ page, title }) => [title, withLinks(page.body, (key) => titles.get(key) ?? key)]));
  return { tree: places.map(({ depth, title }) => `${'-'.repeat(depth)}${title}`), bodies };
};

const notesOf = (source: Source, title: string): string =>
  (source.pages.find((page) => page.title === title)?.notes ?? []).map(({ en }) => en).join('; ');

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

test('a folder of Markdown becomes a tree with titles, links by title and its files; what is lacking is named', async () => {
  const source = await readMarkdownFolder(
    zipOf({
      'catatan/index.md':
        '# Beranda\n\nLihat [cara](panduan/cara_cadang.md#Langkah-1), [luar](https://a.b/x.md) dan [hilang](tidak-ada.md).',
      'catatan/panduan/cara_cadang.md':
        '---\ntitle: "Cara [mencadangkan]"\ntags: [db, cadangan]\nowner: Rina\n---\n\n![rak](../img/rak.png) [naik](../index.md#x)\n\n## Langkah 1\n\n`[tetap](../index.md)` [berkas](<../img/surat tugas.pdf>)\n\n| a |\n|---|\n| [b](../index.md) |\n',
      'catatan/panduan/README.md': '# Panduan kami\n\n[[cara_cadang|ke sana]]',
      'catatan/panduan/tanpa judul.md':
        'isi saja [satu](cara_cadang) [folder](../panduan/) <img src="../img/rak.png" alt="Rak"> [![l](../img/rak.png)](README.md) ![b](../img/rak.png =20x)',
      'catatan/img/rak.png': png,
      'catatan/img/surat tugas.pdf': png,
      'catatan/img/sendiri.png': png,
      'catatan/rusak.md': new Uint8Array([0xff, 0xfe, 0x00]),
    }),
  );
  const { tree, bodies } = become(source);
  expect(tree).toEqual(['Beranda', 'Panduan kami', '-Cara mencadangkan', '-Tanpa judul']);
  expect(bodies.get('Beranda')).toBe(
    'Lihat [[Cara mencadangkan#Langkah 1|cara]], [luar](https://a.b/x.md) dan [hilang](tidak-ada.md).',
  );
  expect(bodies.get('Cara mencadangkan')).toBe(
    '![rak](rak.png) [[Beranda|naik]]\n\n## Langkah 1\n\n`[tetap](../index.md)` [berkas](surat%20tugas.pdf)\n\n| a |\n|---|\n| [[Beranda\\|b]] |\n\n---\n\nLabel: db, cadangan\n',
  );
  expect(bodies.get('Panduan kami')).toBe('[[Cara mencadangkan|ke sana]]');
  expect(bodies.get('Tanpa judul')).toBe(
    'isi saja [[Cara mencadangkan|satu]] [[Panduan kami|folder]] ![Rak](rak.png) ![l](rak.png) [[Panduan kami|l]] ![b](rak.png)',
  );
  expect(source.pages.flatMap(({ files }) => files?.map(({ name }) => name) ?? []).sort()).toEqual([
    'rak.png',
    'rak.png',
    'surat tugas.pdf',
  ]);
  expect(source.refused.map(({ at }) => at)).toEqual(['rusak.md']);
  expect(source.unused).toEqual(['img/sendiri.png']);
  expect(notesOf(source, 'Beranda')).toContain('tidak-ada.md');
  expect(notesOf(source, 'Cara mencadangkan')).toContain('owner');
});

test('what Wiki.js, Outline and BookStack export: links from the top with a language, pages beside their folders, one file alone', async () => {
  const wikijs = become(
    await readMarkdownFolder(
      zipOf({
        'home.md':
          '---\ntitle: Beranda\npublished: true\ndate: 2022-03-04T05:06:07.000Z\neditor: markdown\n---\n\n[web](/en/server/web) ![r](/uploads/r.png)',
        'server.md': '---\ntitle: Server\n---\n\nx',
        'server/web.md': '---\ntitle: Web\n---\n\n[naik](/server)',
        'uploads/r.png': png,
      }),
    ),
  );
  expect(wikijs.tree).toEqual(['Beranda', 'Server', '-Web']);
  expect([wikijs.bodies.get('Beranda'), wikijs.bodies.get('Web')]).toEqual(['[[Web|web]] ![r](r.png)', '[[Server|naik]]']);
  const outline = become(
    await readMarkdownFolder(
      zipOf({
        'Koleksi/Panduan.md': '# Panduan\n\n[anak](./Panduan/Anak%20satu.md) ![](uploads/a%20b.png)',
        'Koleksi/Panduan/Anak satu.md': '# Anak satu\n\nx',
        'Koleksi/uploads/a b.png': png,
      }),
    ),
  );
  expect(outline.tree).toEqual(['Panduan', '-Anak satu']);
  expect(outline.bodies.get('Panduan')).toBe('[[Anak satu|anak]] ![](a%20b.png)');
  const alone = await readMarkdownFolder(strToU8('# Buku\n\nisi'), 'buku.md');
  expect(alone.pages).toMatchObject([{ title: 'Buku', body: 'isi', parent: null }]);
});

test('one title more than once, and names that differ in case alone: every page comes in, each under a title of its own', async () => {
  const { tree } = become(
    await readMarkdownFolder(
      zipOf({
        'a/ringkasan.md': '# Ringkasan',
        'b/ringkasan.md': '# Ringkasan',
        'b/Ringkasan.md': '# RINGKASAN',
        'b/README.md': '# B',
        'b/index.md': '# B juga',
      }),
    ),
  );
  expect([...tree].sort()).toEqual(['-B juga', '-RINGKASAN (2)', '-Ringkasan', '-Ringkasan (B)', 'A', 'B']);
});

test('hostile archives: what leads out, points elsewhere, lies or is too large is named and not unpacked', async () => {
  const bomb = zipOf({ 'besar.md': 'x'.repeat(1_500_000), 'baik.md': 'isi' });
  const read = await readMarkdownFolder(bomb);
  expect([read.refused.map(({ at }) => at), read.pages.map(({ source }) => source)]).toEqual([['besar.md'], ['baik.md']]);
  const outside = await readMarkdownFolder(
    zipOf({ '../keluar.md': 'x', 'a/../../keluar.md': 'x', '/etc/x.md': 'x', 'C:\\x.md': 'x', 'baik.md': 'x' }),
  );
  expect([outside.refused.length, outside.pages.length]).toEqual([4, 1]);
  const many = zipOf(Object.fromEntries(Array.from({ length: 20_001 }, (_, n) => [`${n}.md`, ''])));
  expect((await refusal(readMarkdownFolder(many))).faults[0]?.message.en).toContain('20,000');
  // The declared size is less than what would come out.
  const lying = zipOf({ 'a.md': 'x'.repeat(100_000), 'b.md': 'x' });
  const view = new DataView(lying.buffer);
  for (let at = 0; at < lying.length - 4; at += 1) if (view.getUint32(at, true) === 100_000) view.setUint32(at, 10, true);
  const lied = await readMarkdownFolder(lying);
  expect([lied.refused.map(({ at }) => at), lied.pages.length]).toEqual([['a.md'], 1]);
  const link = zipSync({ 'ke-sandi.md': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }], 'a.md': strToU8('x') });
  expect((await readMarkdownFolder(link)).refused.map(({ why }) => why.en)).toEqual([expect.stringContaining('symlink')]);
  for (const none of [
    strToU8('bukan zip'),
    new Uint8Array(),
    zipOf({ 'a.md': 'x' }).slice(0, -10),
    strToU8('PK\u0005\u0006'.padEnd(22, '\uffff')),
  ])
    expect((await refusal(readMarkdownFolder(none))).code).toBe('invalid');
});

const plainly = {
  page: (written: string, heading: string, label: string) => `[[${written}${heading ? `#${heading}` : ''}|${label}]]`,
  media: (name: string) => name,
};

test('DokuWiki’s headings, lists, links, tables, notes, footnotes and code become Markdown; code stays as it is', () => {
  const { markdown, lost } = fromDokuwiki(
    [
      '===== Bab =====',
      '//miring// **tebal** __garis__ ""x"" %%//bukan//%% <del>lama</del>',
      '  * satu',
      '    * dua',
      '  - tiga',
      '[[server:web|Web]] [[https://a.b/c//d|luar]] [[doku>x|doku]]((Kata [[kaki]])).',
      '^ A ^ B ^',
      '| 1 | [[x|y]] ||',
      'biasa',
      '<code bash>',
      '//tetap// [[tetap]]',
      '</code>',
      '<note warning>Awas **ini**',
      '  * satu',
      '</note>',
      '{{:foto.png?200|Foto}}',
      '  tua //kode//',
      '~~NOTOC~~',
      '> kutipan',
    ].join('\n'),
    plainly,
  );
  expect(markdown.split('\n')).toEqual([
    '## Bab',
    '*miring* **tebal** <u>garis</u> ""x"" //bukan// <del>lama</del>',
    '- satu',
    '   - dua',
    '1. tiga',
    '[[server:web|Web]] [luar](https://a.b/c//d) doku<sup>[1]</sup>.',
    '',
    '| A | B |  |',
    '| --- | --- | --- |',
    '| 1 | [[x\\|y]] |  |',
    '',
    'biasa',
    '```bash',
    '//tetap// [[tetap]]',
    '```',
    '',
    '> [!warning]',
    '> Awas **ini**',
    '> - satu',
    '',
    '![Foto](%3Afoto.png)',
    '```',
    'tua //kode//',
    '```',
    '> kutipan',
    '',
    '---',
    '',
    '1. Kata [[kaki|]]',
  ]);
  expect(lost).toEqual(['[[doku>…]]']);
});

test('what is plain text elsewhere stays plain text: unknown tags, stars, paths, the beginnings of lines', () => {
  const doku = fromDokuwiki(
    '# bukan judul\n- bukan daftar\n1. bukan\nisi <nama-server> 2 * 3 `a` C:\\_x snake_case _y_ <a@b.id>\\\\ lalu {{tag>db web_app}}{{page>x}}',
    plainly,
  );
  expect(doku.markdown.split('\n')).toEqual([
    '\\# bukan judul',
    '\\- bukan daftar',
    '1\\. bukan',
    'isi &lt;nama-server> 2 \\* 3 \\`a\\` C:\\\\\\_x snake_case \\_y\\_ <a@b.id><br> lalu `{{page>x}}`',
    '',
    '---',
    '',
    'Label: db, web app',
  ]);
  expect(doku.lost).toEqual(['{{page>…}}']);
  const media = fromMediawiki("+ bukan\n''a'' * <nama> <b>x</b> '''t''' <gallery>", plainly);
  expect(media.markdown).toBe('\\+ bukan\n*a* \\* &lt;nama> <b>x</b> **t** &lt;gallery>');
  expect(media.lost).toEqual(['<gallery>']);
});

test('a data directory of DokuWiki: namespaces and their start pages, relative links, media, encoded names, who wrote it', async () => {
  const source = await readDokuwiki(
    zipOf({
      'data/pages/start.txt': '====== Depan ======\nisi [[server:]] [[.:server:web]]',
      'data/pages/server/start.txt': '====== Server ======\n[[web|ke web]] [[..:start]] [[:belum:ada]]',
      'data/pages/server/web.txt': 'tanpa judul {{ :rak.png?100 |Rak}} {{hilang.pdf}}',
      'data/pages/jaringan/sw%C3%ADtch.txt': '====== Switch ======',
      'data/media/rak.png': png,
      'data/media/lain.png': png,
      'data/meta/server/web.changes': '1600000000\t10.0.0.1\tE\tserver:web\trina\tubah\t\n',
      'data/attic/start.1.txt.gz': 'x',
    }),
  );
  const { tree, bodies } = become(source);
  expect(tree).toEqual(['Depan', 'Jaringan', '-Switch', 'Server', '-Web']);
  expect(bodies.get('Depan')).toBe('isi [[Server]] [[Web]]');
  expect(bodies.get('Server')).toBe('[[Web|ke web]] [[Depan]] [[Ada]]');
  expect(bodies.get('Web')).toBe('tanpa judul ![Rak](rak.png) [hilang.pdf](hilang.pdf)');
  expect(source.pages.find(({ key }) => key === 'server:web')?.by).toBe('rina, 2020-09-13');
  expect(notesOf(source, 'Web')).toContain('server:hilang.pdf');
  expect(source.unused).toEqual(['data/media/lain.png']);
});

test('MediaWiki’s export: the newest text, redirects, subpages, tables, references, categories; templates and files are told', async () => {
  const xml = `<mediawiki><page><title>Server &amp; jaringan</title><ns>0</ns>
<revision><timestamp>2021-01-01T00:00:00Z</timestamp><contributor><username>Budi</username></contributor><text>== Bab ==
'''tebal''' ''miring'' [[lain|di sana]] [[Alih]] [https://a.b luar] {{Kotak|x}}&lt;ref name="a"&gt;Buku
satu&lt;/ref&gt; lagi&lt;ref name="a"/&gt; [[File:Rak.png|thumb|200px|Rak]] [[Kategori:Server]]
* satu
** dua
# tiga
{| class="wikitable"
|+ Judul tabel
! A !! B
|-
| style="x" | 1 || [[Lain|y]]
|}
{{Infobox
| nama = [[tetap]]
}}
&lt;pre&gt;
[[tetap]]
&lt;/pre&gt;</text></revision><revision><timestamp>2020-01-01T00:00:00Z</timestamp><text>lama</text></revision></page>
<page><title>Lain</title><ns>0</ns><revision><text>x</text></revision></page>
<page><title>Lain/Bawah</title><ns>0</ns><revision><text>[[/Lagi]]</text></revision></page>
<page><title>Alih</title><ns>0</ns><revision><text>#REDIRECT [[Lain]]</text></revision></page>
<page><title>Pembicaraan:X</title><ns>1</ns><revision><text>x</text></revision></page></mediawiki>`;
  const source = await readMediawiki(xml);
  const { tree, bodies } = become(source);
  expect(tree).toEqual(['Lain', '-Lain/Bawah', 'Server & jaringan']);
  expect(source.redirects).toEqual([{ source: 'Alih', title: 'Alih', to: 'lain' }]);
  expect(source.refused.map(({ at }) => at)).toEqual(['Pembicaraan:X']);
  const body = bodies.get('Server & jaringan') ?? '';
  for (const part of [
    '## Bab',
    '**tebal** *miring* [[Lain|di sana]] [[Lain|Alih]] [luar](https://a.b) `{{Kotak|x}}`<sup>&#91;1&#93;</sup> lagi<sup>&#91;1&#93;</sup> ![Rak](Rak.png)',
    '- satu\n   - dua\n1. tiga',
    '**Judul tabel**\n\n| A | B |\n| --- | --- |\n| 1 | [[Lain\\|y]] |',
    '```\n{{Infobox\n| nama = [[tetap]]\n}}\n```',
    '```\n[[tetap]]\n```',
    '1. Buku satu',
    'Kategori: Server',
  ]) {
    expect(body).toContain(part);
  }
  expect(source.pages.find(({ title }) => title === 'Server & jaringan')?.by).toBe('Budi, 2021-01-01');
  expect(notesOf(source, 'Server & jaringan')).toMatch(/Kotak.*Infobox.*Rak\.png/);
  expect((await refusal(readMediawiki('<html></html>'))).code).toBe('invalid');
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><mediawiki><page><title>&b;</title><revision><text>&b;</text></revision></page></mediawiki>`;
  expect((await readMediawiki(laughs)).pages[0]?.body ?? '').not.toContain('haha');
});

test('hostile text is converted in time', async () => {
  for (const text of [
    '[a](b.md) '.repeat(20_000),
    '<pre>'.repeat(100_000),
    '<nowiki>'.repeat(50_000),
    '<!--'.repeat(100_000),
    '<references>'.repeat(20_000),
    '`'.repeat(50_000),
    '<'.repeat(100_000),
    '<a '.repeat(50_000),
    '\\\\'.repeat(50_000),
    '_ '.repeat(50_000),
    '{{x|'.repeat(20_000),
    '<img '.repeat(20_000),
    ' '.repeat(100_000),
    '= '.repeat(50_000),
    '['.repeat(20_000),
    "'".repeat(20_000),
    '{|'.repeat(10_000),
    '//'.repeat(10_000),
    '^|'.repeat(10_000),
    '{{'.repeat(10_000),
    '(('.repeat(10_000),
    '<note>'.repeat(5000),
    '<note>\n'.repeat(5000),
    '<ref>'.repeat(10_000),
    '{{a\n'.repeat(10_000),
    '[[a|'.repeat(10_000),
    '%%'.repeat(10_000),
    '<code>\n'.repeat(5000),
    '![['.repeat(10_000),
    '[a](<'.repeat(10_000),
  ]) {
    expect(typeof fromDokuwiki(text, plainly).markdown).toBe('string');
    expect(typeof fromMediawiki(text, plainly).markdown).toBe('string');
    expect((await readMarkdownFolder(zipOf({ 'a.md': text }))).pages).toHaveLength(1);
  }
}, 20_000);
