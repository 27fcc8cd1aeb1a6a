import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMarkdown } from './render.ts';
import { cutSection, joinSection, sectionAt } from './section.ts';
import { tasksOf, withTask, withTaskBoxes } from './tasks.ts';

const line = fc.constantFrom(
  ...[
    '# Satu',
    '## Dua',
    '### Tiga',
    '   ## Menjorok',
    'Setext',
    '===',
    '---',
    '',
    '',
    'kata',
    '> ## Dikutip',
    '- butir',
    '  - dalam',
  ],
  ...[
    '- [ ] belum',
    '- [x] sudah',
    '1. [X] bernomor',
    '> - [ ] dikutip',
    '- [ ]',
    '- [] bukan',
    '    - [ ] kode?',
    '* - [ ] ganda',
  ],
  ...[
    '```',
    '~~~',
    '    kode',
    '<div>',
    '</div>',
    '| a | b |',
    '|---|---|',
    '{{servers}}',
    '<span class="g-task">x</span>',
    '\t- [ ] tab',
  ],
);
const page = fc.array(line, { maxLength: 24 }).map((lines) => lines.join('\n'));

test('whatever a page is made of, each section is cut and put back without a change, and another text in it touches nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(page, async (body) => {
      const { outline, plainly } = await renderMarkdown(body, { patience: 60_000 });
      expect(plainly).toBe(false);
      const lines = body.split('\n');
      for (const { id, title, line: at } of outline.filter((entry) => entry.line !== undefined)) {
        expect(lines.slice(at, (at ?? 0) + 3).join('\n'), 'the heading stands on its line').toContain(title.split('\n')[0]);
        const section = sectionAt(outline, id, body);
        if (!section) throw new Error(`no section ${id}`);
        expect(joinSection(body, section, cutSection(body, section))).toBe(body);
        const anew = joinSection(body, section, 'ANEW')?.split('\n') ?? [];
        expect(anew.slice(0, section.from)).toEqual(lines.slice(0, section.from));
        const after = lines.slice(section.to);
        expect(after.length === 0 ? [] : anew.slice(-after.length)).toEqual(after);
      }
    }),
    { seed: 7, numRuns: 150 },
  );
}, 60_000);

test('lines that a text does not have are no section', () => {
  for (const [from, to] of [
    [-1, 1],
    [0, 3],
    [1, 1],
    [Number.NaN, 1],
    [0.5, 1],
  ] as const)
    expect(joinSection('a\nb', { from, to }, 'x')).toBe(null);
});

test('a box of a page is a box of the text on the line that it is drawn for, or there are no boxes to tick at all', async () => {
  const numbered = page.map((body) =>
    body
      .split('\n')
      .map((each, n) => (/\[[ xX]\] /.test(each) ? `${each} nomor${n}z` : each))
      .join('\n'),
  );
  let offered = 0;
  await fc.assert(
    fc.asyncProperty(numbered, async (body) => {
      const { html } = await renderMarkdown(body, { patience: 60_000 });
      const boxed = withTaskBoxes(html, body, ({ line: at }) => `BOX${at}:`);
      if (boxed === null) return;
      for (const [, at] of boxed.matchAll(/BOX(\d+):/g)) {
        offered += 1;
        expect(boxed.slice(boxed.indexOf(`BOX${at}:`)).replace(/<[^>]*>/g, '')).toMatch(
          new RegExp(`^BOX${at}: [^z]*nomor${at}z`),
        );
      }
      for (const task of tasksOf(body)) {
        const ticked = withTask(body, task, !task.done).split('\n');
        expect(ticked.filter((each, n) => each !== body.split('\n')[n])).toHaveLength(1);
        expect(tasksOf(ticked.join('\n')).find((each) => each.line === task.line)?.done).toBe(!task.done);
      }
    }),
    { seed: 11, numRuns: 200 },
  );
  expect(offered).toBeGreaterThan(50);
}, 60_000);
