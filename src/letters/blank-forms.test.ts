import { expect, test } from 'vitest';
import { readPdf } from '../../test/support/pdf-text.ts';
import { blankForm, blankFormKinds } from './blank-forms.ts';
import { letterKinds } from './choices.ts';
import { hostLetterhead } from './kinds/shared/example.ts';
import { renderPdf } from './render.ts';

const printed = async (kind: (typeof blankFormKinds)[number]) => {
  const form = blankForm(kind, { letterhead: hostLetterhead, madeOn: Temporal.PlainDate.from('2026-11-24') });
  const { pdf, unprintable } = await renderPdf(`${kind}/template.typ`, form);
  return { ...(await readPdf(pdf)), unprintable };
};

test('every kind has a form, marked as one, that holds no data of anybody and nothing to be checked by', async () => {
  expect(blankFormKinds.toSorted()).toEqual(Object.keys(letterKinds).toSorted());
  for (const kind of blankFormKinds) {
    const { pages, text, unprintable } = await printed(kind);
    expect(unprintable).toEqual([]);
    expect(pages.length, kind).toBeLessThanOrEqual(3);
    for (const page of pages) expect(page, kind).toContain('FORMULIR');
    // Somebody of the examples, a number, a date, a server, an address of the inner network.
    expect(text, kind).not.toMatch(/ANTARPUS|Larasati|Bramantyo|\d{18}|\/20\d\d|(?:November|Desember) 20|hyper-|app-0|10\.20\./);
    expect(text, kind).not.toMatch(/Kode verifikasi|undefined|null|none/);
  }
});

test('what is to be chosen stands there with all its choices, to strike out what does not hold', async () => {
  const { text } = await printed('hosting-request');
  expect(text).toContain('Sifat : Biasa/Segera/Sangat Segera/Rahasia *)');
  expect(text).toContain('publik/internal *)');
  expect(text).toContain('Coret yang tidak perlu.');
  expect((await printed('recommendation')).text).not.toContain('[x]');
});

test('a routing slip names the posts of the office, with room for others', async () => {
  const input = { letterhead: hostLetterhead, madeOn: Temporal.PlainDate.from('2026-11-24') };
  const posts = ['Sekretaris', 'Kepala Bidang Contoh', 'Kepala Seksi Contoh'];
  const { pdf, pages } = await renderPdf('disposition/template.typ', blankForm('disposition', { ...input, posts }));
  const { text } = await readPdf(pdf);
  expect(pages).toBe(1);
  for (const post of posts) expect(text).toContain(`[ ] ${post}`);
  expect(text).not.toContain('[x]');
});
