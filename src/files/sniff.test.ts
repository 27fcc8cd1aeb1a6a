import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePdf, onePixel } from '../../test/support/pdf.ts';
import { makeZip } from '../../test/support/zip.ts';
import { createSniffer, namedType } from './sniff.ts';

const sniff = async (bytes: Uint8Array | string, step = 1 << 18): Promise<string> => {
  const sniffer = createSniffer();
  const all = Buffer.from(bytes as Uint8Array);
  for (let at = 0; at < all.length; at += step) sniffer.push(all.subarray(at, at + step));
  return sniffer.finish();
};

const docx = makeZip({
  '[Content_Types].xml':
    '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  'word/document.xml': '<w/>',
});
const odt = makeZip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<x/>' });

describe('content tells its kind', () => {
  type Case = [what: string, make: () => Uint8Array | string | Promise<Uint8Array>, type: string];
  const cases: Case[] = [
    ['a PDF', () => makePdf(), 'application/pdf'],
    [
      'a packed PDF with junk before it',
      async () => Buffer.concat([Buffer.from([0, 1]), await makePdf(1, true)]),
      'application/pdf',
    ],
    ['a PNG', () => onePixel, 'image/png'],
    ['a JPEG', () => Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), 'image/jpeg'],
    ['a Word document', () => docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['an OpenDocument text', () => odt, 'application/vnd.oasis.opendocument.text'],
    ['a ZIP', () => makeZip({ 'index.php': '<?php' }), 'application/zip'],
    ['a guide', () => '# Petunjuk instalasi\n\n1. `npm ci`\n', 'text/plain'],
    ['a text that begins like a picture', () => 'BMKG: petunjuk pemasangan aplikasi cuaca', 'text/plain'],
    ['a text that speaks of PDF', () => 'Berkas harus diawali %PDF-1.7', 'text/plain'],
    ['a log with colours', () => '\u001b[32mOK\u001b[0m siap\r\n', 'text/plain'],
    ['UTF-16 with its mark', () => Buffer.from('\ufeffPetunjuk', 'utf16le'), 'text/plain'],
    ['HTML', () => '<!doctype html><script>alert(1)</script>', 'text/plain'],
    ['a program', () => Buffer.from('7f454c4602010100', 'hex'), 'application/x-elf'],
    ['bytes of no kind', () => Buffer.from([1, 2, 3, 0, 255]), 'application/octet-stream'],
    ['text with a NUL', () => 'a\u0000b', 'application/octet-stream'],
    ['half a character at the end', () => Buffer.from('é').subarray(0, 1), 'application/octet-stream'],
    ['nothing', () => '', 'application/octet-stream'],
  ];
  test.each(cases)('%s', async (_, make, type) => {
    expect(await sniff(await make())).toBe(type);
  });

  test('however the bytes are cut, the answer is the same', async () => {
    const samples = [
      'Surat penunjukan 漢字 👩‍💻 '.repeat(20),
      Buffer.from('\ufeffé漢', 'utf16le'),
      Buffer.concat([Buffer.from('teks '.repeat(30)), Buffer.from([0xc3, 0x28])]),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...samples), fc.integer({ min: 2, max: 40 }), async (sample, step) => {
        expect(await sniff(sample, step)).toBe(await sniff(sample));
      }),
      { seed: 20261124 },
    );
  });
});

test('only a text is Markdown by its name', () => {
  expect(namedType('text/plain', 'Panduan.MD')).toBe('text/markdown');
  expect(namedType('text/plain', 'catatan.txt')).toBe('text/plain');
  expect(namedType('application/x-elf', 'panduan.md')).toBe('application/x-elf');
});
