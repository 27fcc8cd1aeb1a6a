import { diffLines } from 'diff';
import { Alert } from '../../../components/alert/alert.tsx';
import { useWords } from '../../../view.ts';
import { words } from './words.ts';

type Line = { change: 'added' | 'removed' | 'unchanged'; before: number | null; after: number | null; text: string };
type Row = Line | { skipped: number };

/** How many unchanged lines stand around a change. */
const around = 3;

const linesOf = (before: string, after: string): Line[] => {
  let [old, fresh] = [0, 0];
  const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
  return diffLines(ended(before), ended(after)).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): Line => {
        if (added) return { change: 'added', before: null, after: ++fresh, text };
        if (removed) return { change: 'removed', before: ++old, after: null, text };
        return { change: 'unchanged', before: ++old, after: ++fresh, text };
      }),
  );
};

/** Unchanged lines far from any change become one row that counts them. */
const shorten = (lines: readonly Line[]): Row[] => {
  const near = (index: number): boolean =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ change }) => change !== 'unchanged');
  const rows: Row[] = [];
  for (const [index, line] of lines.entries()) {
    if (near(index)) {
      rows.push(line);
      continue;
    }
    const last = rows.at(-1);
    if (last && 'skipped' in last) last.skipped += 1;
    else rows.push({ skipped: 1 });
  }
  return rows;
};

/** Two texts line by line. What changed is said in words, by colour, and by the sign before it. */
export const Differences = ({ before, after, caption }: { before: string; after: string; caption: string }) => {
  const t = useWords();
  const lines = linesOf(before, after);
  if (lines.every(({ change }) => change === 'unchanged')) return <Alert>{t(words.same)}</Alert>;
  return (
    <table class="g-diff">
      <caption class="visually-hidden">{caption}</caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{t(words.lineOld)}</th>
          <th scope="col">{t(words.lineNew)}</th>
          <th scope="col">{t(words.text)}</th>
        </tr>
      </thead>
      <tbody>{shorten(lines).map((row) => ('skipped' in row ? <Gap n={row.skipped} /> : <LineRow line={row} />))}</tbody>
    </table>
  );
};

const Gap = ({ n }: { n: number }) => {
  const t = useWords();
  return (
    <tr class="g-diff-gap">
      <td colspan={3}>… {t(words.skipped, { n })}</td>
    </tr>
  );
};

const LineRow = ({ line: { change, before, after, text } }: { line: Line }) => {
  const t = useWords();
  if (change === 'unchanged') {
    return (
      <tr>
        <td class="g-diff-no">{before}</td>
        <td class="g-diff-no">{after}</td>
        <td>{`  ${text}`}</td>
      </tr>
    );
  }
  const said = <span class="visually-hidden">{t(words[change])}: </span>;
  return (
    <tr class={`g-diff-${change}`}>
      <td class="g-diff-no">{before}</td>
      <td class="g-diff-no">{after}</td>
      <td>
        {said}
        {change === 'added' ? <ins>{`+ ${text}`}</ins> : <del>{`− ${text}`}</del>}
      </td>
    </tr>
  );
};
