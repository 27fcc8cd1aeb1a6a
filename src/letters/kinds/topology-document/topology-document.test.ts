import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('the picture comes with the same facts as text', async () => {
  const { text, pdf } = await renderExample('topology-document');
  for (const part of [
    'DOKUMENTASI TOPOLOGI JARINGAN Ruang Server Lt. VII',
    '1. fw-01 Perangkat jaringan – 10.20.30.1',
    '4. antarpus-01 Server virtual hyper-02 10.20.30.41 2001:db8:20:30::41',
    'Aplikasi 10.20.30.0/24 230 10.20.30.1 DMZ',
    'fw-01 hyper-01 10 Gb/s',
  ]) {
    expect(text).toContain(part);
  }
  expect(Buffer.from(pdf).toString('latin1')).toContain('/Alt');
});

test('an empty network is told, and a very tall picture stays on its page', async () => {
  const tall =
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="4000" viewBox="0 0 100 4000"><rect width="100" height="4000"/></svg>';
  const { text, pages } = await renderExample('topology-document', {
    content: { networks: [], links: [], nodes: [], diagram: tall },
  });
  expect(text).toContain('Tidak ada jaringan yang tercatat.');
  expect(text).toContain('Tidak ada hubungan langsung yang tercatat.');
  expect(pages.length).toBeLessThanOrEqual(2);
});

test('a picture that is no SVG is refused by the schema or told by Typst', async () => {
  await expect(renderExample('topology-document', { content: { diagram: 'not a picture' } })).rejects.toThrow();
  await expect(renderExample('topology-document', { content: { diagram: '<svg' } })).rejects.toThrow('Typst');
});
