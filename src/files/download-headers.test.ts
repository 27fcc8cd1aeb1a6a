import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../../test/support/any-text.ts';
import { acceptAttribute, acceptedKinds } from './choices.ts';
import { cleanFileName } from './clean-file-name.ts';
import { downloadHeaders } from './download-headers.ts';

const file = { name: 'Surat "Tanggapan" – siap.pdf', mediaType: 'application/pdf', size: 12 };

describe('downloadHeaders', () => {
  test('an attachment, with its name for old and new clients, that no browser guesses at or runs', () => {
    expect(downloadHeaders(file)).toEqual({
      'Content-Type': 'application/pdf',
      'Content-Length': '12',
      'Content-Disposition': `attachment; filename="Surat _Tanggapan_ _ siap.pdf"; filename*=UTF-8''Surat%20%22Tanggapan%22%20%E2%80%93%20siap.pdf`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'self'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-cache',
    });
  });

  test('only a PDF, a PNG or a JPEG is shown in place, and only when asked for', () => {
    const shown = (mediaType: string, inline: boolean) =>
      downloadHeaders({ ...file, mediaType }, { inline })['Content-Disposition']?.split(';')[0];
    for (const type of ['application/pdf', 'image/png', 'image/jpeg'])
      expect([shown(type, true), shown(type, false)]).toEqual(['inline', 'attachment']);
    for (const type of ['text/html', 'image/svg+xml', 'text/plain', 'application/xhtml+xml', 'application/zip'])
      expect(shown(type, true)).toBe('attachment');
  });

  test('whatever the name: one line of ASCII that a client reads back as the name', () => {
    fc.assert(
      fc.property(anyText(40).map(cleanFileName), (name) => {
        const value = downloadHeaders({ ...file, name })['Content-Disposition'] ?? '';
        const match = /^attachment; filename="([^"\\%\r\n]*)"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)$/.exec(value);
        expect(value).toMatch(/^[\x20-\x7e]+$/);
        expect(decodeURIComponent(match?.[2] ?? '')).toBe(name);
      }),
      { seed: 20261124 },
    );
  });
});

test('the file picker offers what the rule takes', () => {
  expect(acceptAttribute('recommendation')).toBe('.pdf');
  expect(acceptAttribute('evidence')).toBe('.png,.jpg,.jpeg,.txt,.md,.log,.pdf');
  expect(acceptedKinds('paper').id).toBe('PDF, gambar PNG, gambar JPEG');
  expect(acceptAttribute('constructor')).toBe(acceptAttribute('something else'));
});
