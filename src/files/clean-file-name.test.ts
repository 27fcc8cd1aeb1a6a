import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../../test/support/any-text.ts';
import { cleanFileName } from './clean-file-name.ts';

describe('cleanFileName', () => {
  test.each([
    ['Surat Penunjukan.pdf', 'Surat Penunjukan.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ani\\Dokumen\\surat.pdf', 'surat.pdf'],
    ['..', 'berkas'],
    ['', 'berkas'],
    ['   .  ', 'berkas'],
    ['/', 'berkas'],
    ['.htaccess', 'htaccess'],
    ['surat\r\nSet-Cookie: x=1.pdf', 'suratSet-Cookie_ x=1.pdf'],
    ['laporan\u202efdp.exe', 'laporanfdp.exe'],
    ['a\u0000b\u200b\ufeff.pdf', 'ab.pdf'],
    ['CON', '_CON'],
    ['nul.pdf', '_nul.pdf'],
    ['console.pdf', 'console.pdf'],
    ['<script>alert(1)</script>.pdf', 'script_.pdf'],
    ['apa? "ini": *.pdf', 'apa_ _ini__ _.pdf'],
    ['ꦱꦸꦫꦠ꧀ ꦥꦼꦂꦩꦺꦴꦲꦺꦴꦤꦤ꧀.pdf', 'ꦱꦸꦫꦠ꧀ ꦥꦼꦂꦩꦺꦴꦲꦺꦴꦤꦤ꧀.pdf'],
    ['申请书（最终）.pdf', '申请书（最终）.pdf'],
    ['رسالة‌ها.pdf', 'رسالة‌ها.pdf'],
    ['e\u0301tude.pdf', 'étude.pdf'],
    ['👩‍💻 panduan.md', '👩‍💻 panduan.md'],
    ['a\ud800b.pdf', 'a_b.pdf'],
  ])('%j becomes %j', (name, clean) => {
    expect(cleanFileName(name)).toBe(clean);
  });

  test('a name that is too long keeps its ending and whole characters', () => {
    const ascii = cleanFileName(`${'a'.repeat(500)}.pdf`);
    expect([ascii.length, ascii.endsWith('a.pdf')]).toEqual([200, true]);
    const wide = cleanFileName(`${'漢'.repeat(500)}.pdf`);
    expect(Buffer.byteLength(wide)).toBeLessThanOrEqual(255);
    expect(wide).toMatch(/^漢+\.pdf$/);
    expect(cleanFileName(`${'👩'.repeat(300)}.pdf`)).toMatch(/^(👩)+\.pdf$/u);
  });

  test('whatever is sent: never empty, never a path, nothing invisible, not too long, and stable', () => {
    const odd = ['.', '/', '\\', ' ', '\u202e', '\u0000', 'c', 'o', 'n', ':', '%', '漢', '\ud800', '\n', '\u3000', '.pdf'];
    const piece = fc.oneof(anyText(12), fc.string({ unit: fc.constantFrom(...odd), maxLength: 12 }));
    const hostile = fc.tuple(piece, fc.nat(40), piece).map(([start, times, end]) => start + start.repeat(times) + end);
    fc.assert(
      fc.property(hostile, (name) => {
        const clean = cleanFileName(name);
        const bad = /[/\\\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069<>:"|?*]|^\.|\.$/u.exec(clean)?.[0];
        const size = [...clean].length <= 200 && Buffer.byteLength(clean) <= 255;
        // One look at all of it: an assertion costs more than the cleaning.
        expect([clean !== '', cleanFileName(clean), bad, clean.isWellFormed(), size]).toEqual([
          true,
          clean,
          undefined,
          true,
          true,
        ]);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });
});
