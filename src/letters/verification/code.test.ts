import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderExample } from '../../../test/support/letter-pdf.ts';
import { qrCodesOf } from '../../../test/support/pdf-picture.ts';
import { haveTool } from '../../../test/support/tools.ts';
import { groupedCode, newCode, readCode, verificationOf } from './code.ts';

test('a code is 140 bits of chance: none comes twice, and every sign of the alphabet is used', () => {
  const codes = Array.from({ length: 2000 }, newCode);
  expect(new Set(codes).size).toBe(2000);
  expect(codes.every((code) => /^[0-9A-HJKMNP-TV-Z]{28}$/.test(code))).toBe(true);
  expect(new Set(codes.join('')).size).toBe(32);
});

test('a code is read as it is printed, and with what people take its signs for', () => {
  fc.assert(
    fc.property(fc.constant(null).map(newCode), fc.boolean(), fc.boolean(), (code, lower, confused) => {
      const shown = groupedCode(code);
      const typed = confused ? shown.replaceAll('0', 'O').replaceAll('1', 'l') : shown;
      expect(readCode(lower ? typed.toLowerCase() : ` ${typed.replaceAll('-', ' ')} `)).toBe(code);
    }),
    { seed: 14, numRuns: 200 },
  );
  for (const none of ['', 'abc', 'U'.repeat(28), `${newCode()}0`, '../../etc/passwd', '\0'.repeat(28), "'".repeat(28)]) {
    expect(readCode(none)).toBeNull();
  }
});

test('a letter of an installation that does not know its address prints the code without a QR', async () => {
  const code = newCode();
  const { text } = await renderExample('reply', { sheet: { verification: verificationOf('', code) } });
  expect(text).toContain(`Kode verifikasi: ${groupedCode(code)}`);
  expect(text).not.toContain('Periksa keaslian');
});

test.skipIf(!haveTool('pdftoppm'))('a scanner reads the address from the printed letter, also a long one', async () => {
  for (const host of ['https://griya.batam.go.id', 'https://layanan-hosting.dinas-komunikasi-dan-informatika.kota.go.id:8443']) {
    const verification = verificationOf(host, newCode());
    const { pdf, text } = await renderExample('reply', { sheet: { verification } });
    expect(await qrCodesOf(pdf)).toEqual([verification.address]);
    // A very long name may break anywhere on paper.
    expect(text.replaceAll(' ', '')).toContain(`${host.slice(8)}/verify`);
  }
});

test('a draft has nothing to be checked by', async () => {
  const { text } = await renderExample('reply', { sheet: { draft: true, verification: null } });
  expect(text).not.toMatch(/Kode verifikasi|Periksa keaslian/);
});
