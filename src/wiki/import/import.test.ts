import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { fromDokuwiki, readDokuwiki } from './dokuwiki.ts';
import { readMarkdownFolder } from './markdown.ts';
import { fromMediawiki, readMediawiki } from './mediawiki.ts';

const zipOf = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
  );

const refusal = (run: () => unknown): AppError => {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

test('a folder of Markdown becomes a tree with titles, links by title and its pictures', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
  const { pages, files, faults } = readMarkdownFolder(
    zipOf({
      'catatan/index.md': '# Beranda\n\nLihat [cara](panduan/cara_cadang.md) dan [luar](https://a.b/x.md).',
      'catatan/panduan/cara_cadang.md':
        '---\ntitle: "Cara [mencadangkan]"\n---\n\n![rak](../img/rak.png) [naik](../index.md#x)\n',
      'catatan/panduan/tanpa judul.md': 'isi saja',
      'catatan/img/rak.png': png,
      'catatan/rusak.md': new Uint8Array([0xff, 0xfe, 0x00]),
      'catatan/../keluar.md': 'x',
      '/etc/x.md': 'x',
    }),
  );
  expect(pages.map(({ key, parent, title }) => [key, parent, title])).toEqual([
    ['', null, 'Beranda'],
    ['panduan', null, 'Panduan'],
    ['panduan/cara_cadang', 'panduan', 'Cara mencadangkan'],
    ['panduan/tanpa judul', 'panduan', 'Tanpa judul'],
  ]);
  expect(pages[0]?.body).toBe('Lihat [[Cara mencadangkan|cara]] dan [luar](https://a.b/x.md).');
  expect(pages[2]?.body).toBe('![rak](rak.png) [[Beranda|naik]]\n');
  expect(files.get('panduan/cara_cadang')?.map(({ name }) => name)).toEqual(['rak.png']);
  expect(faults.map(({ at }) => at)).toEqual(['rusak.md']);
});

test('an archive that would fill the machine, or is none, is refused before it is unpacked', () => {
  const bomb = zipSync({ 'besar.md': new Uint8Array(5_000_000) });
  expect(readMarkdownFolder(bomb).faults.map(({ at }) => at)).toEqual(['besar.md']);
  const many = zipOf(Object.fromEntries(Array.from({ length: 20_001 }, (_, n) => [`${n}.md`, ''])));
  expect(refusal(() => readMarkdownFolder(many)).faults[0]?.message.en).toContain('20,000');
  // The declared size is less than what would come out.
  const lying = zipOf({ 'a.md': 'x'.repeat(100_000) });
  const view = new DataView(lying.buffer);
  for (let at = 0; at < lying.length - 4; at += 1) if (view.getUint32(at, true) === 100_000) view.setUint32(at, 10, true);
  const { pages } = (() => {
    try {
      return readMarkdownFolder(lying);
    } catch {
      return { pages: [] };
    }
  })();
  expect(pages.every(({ body }) => body.length <= 10)).toBe(true);
  expect(refusal(() => readMarkdownFolder(strToU8('bukan zip'))).code).toBe('invalid');
});

test('DokuWiki’s headings, lists, links, tables and code become Markdown; code stays as it is', () => {
  const markdown = fromDokuwiki(
    [
      '===== Bab =====',
      '//miring// **tebal** __garis__ ""x""',
      '  * satu',
      '    * dua',
      '  - tiga',
      '[[server:web|Web]] [[https://a.b/c//d|luar]]',
      '^ A ^ B ^',
      '| 1 | 2 |',
      'biasa',
      '<code bash>',
      '//tetap// [[tetap]]',
      '</code>',
      '{{:foto.png?200|Foto}}',
    ].join('\n'),
    new Map([['server:web', 'Server web']]),
    'awal',
  );
  expect(markdown.split('\n')).toEqual([
    '## Bab',
    '*miring* **tebal** <u>garis</u> ""x""',
    '- satu',
    '   - dua',
    '1. tiga',
    '[[Server web|Web]] [luar](https://a.b/c//d)',
    '',
    '| A | B |',
    '| --- | --- |',
    '| 1 | 2 |',
    '',
    'biasa',
    '```bash',
    '//tetap// [[tetap]]',
    '```',
    '![Foto](foto.png)',
  ]);
  const { pages } = readDokuwiki(
    zipOf({
      'data/pages/start.txt': '====== Depan ======\nisi',
      'data/pages/server/start.txt': '====== Server ======',
      'data/pages/server/web.txt': 'tanpa judul',
    }),
  );
  expect(pages.map(({ key, parent, title }) => [key, parent, title])).toEqual([
    ['start', null, 'Depan'],
    ['server', null, 'Server'],
    ['server:web', 'server', 'Web'],
  ]);
});

test('MediaWiki’s export gives each page its newest text; redirects and other namespaces are left out', () => {
  const xml = `<mediawiki><page><title>Server &amp; jaringan</title><ns>0</ns><revision><text>lama</text></revision><revision><text>== Bab ==
'''tebal''' ''miring'' [[Lain|di sana]] [https://a.b luar] {{Kotak|x}}
* satu
** dua
# tiga
{| class="wikitable"
! A !! B
|-
| style="x" | 1 || 2
|}
&lt;pre&gt;
[[tetap]]
&lt;/pre&gt;</text></revision></page>
<page><title>Alih</title><ns>0</ns><revision><text>#REDIRECT [[Lain]]</text></revision></page>
<page><title>Pembicaraan:X</title><ns>1</ns><revision><text>x</text></revision></page></mediawiki>`;
  const { pages, faults } = readMediawiki(xml);
  expect(pages.map(({ title }) => title)).toEqual(['Server & jaringan']);
  expect(faults.map(({ at }) => at)).toEqual(['Alih']);
  const body = pages[0]?.body ?? '';
  for (const part of [
    '## Bab',
    '**tebal** *miring* [[Lain|di sana]] [luar](https://a.b) `{{Kotak|x}}`',
    '- satu\n   - dua\n1. tiga',
    '| A | B |\n| --- | --- |\n| 1 | 2 |',
    '```\n[[tetap]]\n```',
  ]) {
    expect(body).toContain(part);
  }
  expect(refusal(() => readMediawiki('<html></html>')).code).toBe('invalid');
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><mediawiki><page><title>&b;</title><revision><text>&b;</text></revision></page></mediawiki>`;
  expect(readMediawiki(laughs).pages[0]?.body ?? '').not.toContain('haha');
});

test('hostile text is converted in time', () => {
  for (const text of [
    '['.repeat(20_000),
    "'".repeat(20_000),
    '{|'.repeat(10_000),
    '//'.repeat(10_000),
    '^|'.repeat(10_000),
    '{{'.repeat(10_000),
  ]) {
    expect(fromDokuwiki(text).length).toBeGreaterThan(0);
    expect(typeof fromMediawiki(text)).toBe('string');
  }
  expect(Object.keys(unzipSync(zipOf({ a: 'b' })))).toEqual(['a']);
}, 10_000);
