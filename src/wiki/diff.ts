import { diffLines, diffWordsWithSpace } from 'diff';

/** A piece of a line: whether it is only in this one of the two texts. */
export type DiffPiece = { text: string; changed: boolean };

/** One row of two texts side by side; null where one has no such line. `gap`: so many equal lines are left out here. */
export type DiffRow =
  | { kind: 'same'; line: string }
  | { kind: 'changed'; before: DiffPiece[] | null; after: DiffPiece[] | null }
  | { kind: 'gap'; lines: number };

/** How many equal lines stand around a change. */
const around = 3;
/** What is longer is compared line by line only. */
const mostInLine = 2000;
const mostRows = 3000;

const whole = (text: string): DiffPiece[] => [{ text, changed: true }];

const pair = (before: string, after: string): DiffRow => {
  if (before.length > mostInLine || after.length > mostInLine)
    return { kind: 'changed', before: whole(before), after: whole(after) };
  const parts = diffWordsWithSpace(before, after, { timeout: 50 });
  if (!parts) return { kind: 'changed', before: whole(before), after: whole(after) };
  const side = (without: 'added' | 'removed', mark: 'added' | 'removed') =>
    parts.filter((part) => !part[without]).map((part) => ({ text: part.value, changed: part[mark] === true }));
  return { kind: 'changed', before: side('added', 'removed'), after: side('removed', 'added') };
};

const linesOf = (value: string): string[] => (value.endsWith('\n') ? value.slice(0, -1) : value).split('\n');

/** Two texts side by side, changed lines against each other, equal ones shortened. null when they are too different to tell in time. */
export const diffTexts = (before: string, after: string): DiffRow[] | null => {
  const parts = diffLines(before, after, { timeout: 800 });
  if (!parts) return null;
  const rows: DiffRow[] = [];
  for (let n = 0; n < parts.length && rows.length < mostRows; n += 1) {
    const part = parts[n];
    if (!part) continue;
    const next = parts[n + 1];
    if (part.removed && next?.added) {
      const [gone, come] = [linesOf(part.value), linesOf(next.value)];
      for (let line = 0; line < Math.max(gone.length, come.length); line += 1) {
        const [a, b] = [gone[line], come[line]];
        rows.push(
          a !== undefined && b !== undefined
            ? pair(a, b)
            : { kind: 'changed', before: a === undefined ? null : whole(a), after: b === undefined ? null : whole(b) },
        );
      }
      n += 1;
    } else if (part.removed)
      rows.push(...linesOf(part.value).map((line): DiffRow => ({ kind: 'changed', before: whole(line), after: null })));
    else if (part.added)
      rows.push(...linesOf(part.value).map((line): DiffRow => ({ kind: 'changed', before: null, after: whole(line) })));
    else rows.push(...shortened(linesOf(part.value), n === 0, n === parts.length - 1));
  }
  return rows.slice(0, mostRows);
};

const shortened = (lines: string[], first: boolean, last: boolean): DiffRow[] => {
  const [head, tail] = [first ? 0 : around, last ? 0 : around];
  const asRow = (line: string): DiffRow => ({ kind: 'same', line });
  if (lines.length <= head + tail + 1) return lines.map(asRow);
  return [
    ...lines.slice(0, head).map(asRow),
    { kind: 'gap', lines: lines.length - head - tail },
    ...(tail > 0 ? lines.slice(-tail).map(asRow) : []),
  ];
};
