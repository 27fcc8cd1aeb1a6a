import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixture, makePdf, makeScan, onePixel } from '../../../test/support/pdf.ts';
import { inspectPdf } from './inspect-pdf.ts';
import { bytesSource } from './source.ts';

const inspect = (bytes: Uint8Array | string) => inspectPdf(bytesSource(Buffer.from(bytes as Uint8Array)));
const fault = async (bytes: Uint8Array | string) => (await inspect(bytes)).fault;

describe('a whole PDF', () => {
  test('passes with its pages, in the old form and in the packed one', async () => {
    expect(await inspect(await makePdf(3))).toEqual({ fault: null, pages: 3 });
    expect(await inspect(await makePdf(250, true))).toEqual({ fault: null, pages: 250 });
    expect(await inspect(await fixture('linearized.pdf'))).toEqual({ fault: null, pages: 3 });
  });

  test('passes when it is only a scanned picture', async () => {
    expect(await inspect(await makeScan())).toEqual({ fault: null, pages: 1 });
  });

  test('passes with something before its head and after its end, as mail gateways and scanners leave it', async () => {
    const pdf = await makePdf(2);
    expect(await inspect(Buffer.concat([Buffer.from('junk\r\n'), pdf]))).toEqual({ fault: null, pages: 2 });
    expect(await inspect(Buffer.concat([pdf, Buffer.alloc(3000)]))).toEqual({ fault: null, pages: 2 });
  });

  test('passes with unknown pages when its cross-reference is odd: viewers repair that', async () => {
    const pdf = (await makePdf(2)).toString('latin1');
    expect(await inspect(Buffer.from(pdf.replace(/startxref\n\d+/, 'startxref\n12'), 'latin1'))).toEqual({
      fault: null,
      pages: null,
    });
    expect(await inspect(Buffer.from(pdf.replace('/Count 2', '/Count []'), 'latin1'))).toEqual({ fault: null, pages: null });
    expect(await inspect(Buffer.from(pdf.replace(/\/Pages \d+ 0 R/, '/Pages 99 0 R'), 'latin1'))).toEqual({
      fault: null,
      pages: null,
    });
  });

  test('with an update appended is read by its newest cross-reference', async () => {
    const pdf = (await makePdf(1)).toString('latin1');
    const prev = /startxref\s+(\d+)/.exec(pdf)?.[1] ?? '';
    const root = /\/Root (\d+) 0 R/.exec(pdf)?.[1] ?? '';
    const pages = /\/Pages (\d+) 0 R/.exec(pdf)?.[1] ?? '';
    const object = `\n${pages} 0 obj\n<< /Type /Pages /Kids [] /Count 7 >>\nendobj\n`;
    const offset = String(pdf.length + 1).padStart(10, '0');
    const table = `xref\n${pages} 1\n${offset} 00000 n \ntrailer\n<< /Size 9 /Root ${root} 0 R /Prev ${prev} >>\n`;
    const updated = `${pdf}${object}${table}startxref\n${pdf.length + object.length}\n%%EOF`;
    expect(await inspect(Buffer.from(updated, 'latin1'))).toEqual({ fault: null, pages: 7 });
  });
});

describe('what is refused', () => {
  test('an empty file, and what only carries the name', async () => {
    expect(await fault('')).toBe('empty');
    for (const bytes of ['<html><body>404</body></html>', 'PK\u0003\u0004', 'x', '%PD', '\u0000'.repeat(5000)])
      expect(await fault(bytes)).toBe('not_pdf');
    expect(await fault(onePixel)).toBe('not_pdf');
  });

  test.each(['encrypted-owner-only.pdf', 'encrypted-packed.pdf', 'encrypted-40-bit.pdf', 'encrypted-linearized.pdf'])(
    '%s',
    async (name) => {
      expect(await fault(await fixture(name))).toBe('encrypted');
    },
  );

  test('an encrypted PDF whose cross-reference cannot be read', async () => {
    const pdf = (await fixture('encrypted-owner-only.pdf')).toString('latin1').replace(/startxref\s+\d+/, 'startxref\n15');
    expect(await fault(Buffer.from(pdf, 'latin1'))).toBe('encrypted');
  });

  test('a PDF that ends too early, wherever it was cut', async () => {
    for (const whole of [await makePdf(20), await makePdf(20, true), await fixture('linearized.pdf')]) {
      for (let part = 1; part < 20; part += 1) {
        expect(await fault(whole.subarray(0, Math.floor((whole.length * part) / 20))), `${part}/20`).toBe('truncated');
      }
      expect(await fault(whole.subarray(0, whole.lastIndexOf('%%EOF')))).toBe('truncated');
    }
  });

  test('a PDF that lost its beginning', async () => {
    const pdf = await makePdf(200);
    expect(await fault(Buffer.concat([pdf.subarray(0, 20), pdf.subarray(pdf.length - 600)]))).toBe('truncated');
  });
});

test('whatever bytes come, it answers: no crash, no endless loop', async () => {
  const seeds = [
    await makePdf(2),
    await makePdf(2, true),
    await fixture('linearized.pdf'),
    await fixture('encrypted-packed.pdf'),
  ];
  const damaged = fc
    .tuple(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 30 }), fc.nat())
    .map(([seed, changes, cut]) => {
      const bytes = Buffer.from(seed);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return cut % 3 === 0
        ? Buffer.concat([bytes.subarray(0, cut % bytes.length), bytes.subarray((cut * 7) % bytes.length)])
        : bytes;
    });
  await fc.assert(
    fc.asyncProperty(damaged, async (bytes) => {
      const finding = await inspect(bytes);
      expect([null, 'empty', 'not_pdf', 'truncated', 'encrypted']).toContain(finding.fault);
    }),
    { seed: 20261124, numRuns: 1500 },
  );
});

test('a stream that would inflate without end, references in a circle and deep nesting cost little', async () => {
  const { deflateSync } = await import('node:zlib');
  const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));
  const head = `%PDF-1.7\n1 0 obj\n<< /Type /XRef /W [1 2 1] /Size 9 /Root 2 0 R /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n`;
  const packed = Buffer.concat([Buffer.from(head), bomb, Buffer.from('\nendstream\nendobj\nstartxref\n9\n%%EOF')]);
  expect(await inspect(packed)).toEqual({ fault: null, pages: null });
  const classic = (object: string) =>
    `%PDF-1.4\n1 0 obj\n${object}\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R /Prev ${17 + object.length} >>\nstartxref\n${17 + object.length + 8}\n%%EOF`;
  expect((await inspect(classic('1 0 R'))).pages).toBeNull();
  expect((await inspect(classic('['.repeat(100_000)))).pages).toBeNull();
});
