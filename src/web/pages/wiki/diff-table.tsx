import { type DiffPiece, type DiffRow, diffTexts } from '#wiki/index.ts';
import { type Phrase, useWords } from '../../view.ts';
import { words } from './words.ts';

const Pieces = ({ pieces, gone }: { pieces: readonly DiffPiece[]; gone: boolean }) => (
  <>
    {pieces.map(({ text, changed }) => {
      if (!changed) return <>{text}</>;
      return gone ? <del>{text}</del> : <ins>{text}</ins>;
    })}
  </>
);

const Row = ({ row }: { row: DiffRow }) => {
  const t = useWords();
  if (row.kind === 'gap') {
    return (
      <tr class="g-sides-gap">
        <td colspan={2}>{t(words.gap, { n: row.lines })}</td>
      </tr>
    );
  }
  if (row.kind === 'same') {
    return (
      <tr>
        <td>{row.line}</td>
        <td>{row.line}</td>
      </tr>
    );
  }
  return (
    <tr>
      <td class={row.before ? 'g-sides-gone' : ''}>{row.before ? <Pieces pieces={row.before} gone /> : null}</td>
      <td class={row.after ? 'g-sides-come' : ''}>{row.after ? <Pieces pieces={row.after} gone={false} /> : null}</td>
    </tr>
  );
};

/** Two texts side by side. */
export const DiffTable = ({ before, after, labels }: { before: string; after: string; labels: readonly [Phrase, Phrase] }) => {
  const t = useWords();
  if (before === after) return <p class="g-pad g-muted">{t(words.noDiff)}</p>;
  const rows = diffTexts(before, after);
  if (!rows) return <p class="g-pad g-muted">{t(words.tooDifferent)}</p>;
  return (
    <div class="table-responsive">
      <table class="g-sides">
        <thead>
          <tr>
            <th scope="col">{t(labels[0])}</th>
            <th scope="col">{t(labels[1])}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
