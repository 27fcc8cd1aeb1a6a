import { expect, test } from 'vitest';
import { linksOf } from './scan.ts';

test('links are read as they are rendered: with space, label and heading, and never out of code', () => {
  const text =
    '[[Cara Cadangkan|begini]] [[panduan::Masuk#Sandi]] `[[bukan]]`\n```\n[[juga bukan]]\n```\n[[  cara   cadangkan ]] [[ ]]';
  expect(linksOf(text).map(({ space, key, heading, label }) => [space, key, heading, label])).toEqual([
    ['', 'cara cadangkan', '', 'begini'],
    ['panduan', 'masuk', 'Sandi', 'Masuk'],
  ]);
});
