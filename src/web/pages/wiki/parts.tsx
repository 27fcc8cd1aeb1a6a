import type { GeneratedCell, GeneratedPart } from '#wiki/index.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { Card } from '../../components/card/card.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { Table } from '../../components/table/table.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../view.ts';
import { recordHref } from './shared.tsx';
import { words } from './words.ts';

const Value = ({ cell }: { cell: GeneratedCell }) => {
  if (typeof cell === 'string') return <span class="g-break">{cell}</span>;
  const href = recordHref(cell.kind, cell.id);
  return href ? <a href={href}>{cell.text}</a> : cell.text;
};

const Cells = ({ cells, joint = ', ' }: { cells: readonly GeneratedCell[]; joint?: string }) => (
  <>
    {cells.map((cell, n) => (
      <>
        {n > 0 ? joint : ''}
        <Value cell={cell} />
      </>
    ))}
  </>
);

const Part = ({ part }: { part: GeneratedPart }) => {
  const t = useWords();
  const { notice, facts, table, picture } = part;
  if (notice) {
    return (
      <Alert tone="warning" title={part.title}>
        <p>
          <Cells cells={notice} joint=" " />
        </p>
      </Alert>
    );
  }
  return (
    <Card
      title={part.title}
      aside={<span class="g-muted">{t(words.generated)}</span>}
      flush={table !== undefined && table.rows.length > 0}
    >
      {facts ? <Facts facts={facts.map(({ label, value }) => ({ label, value: <Cells cells={value} /> }))} /> : null}
      {table ? (
        <Table
          caption={table.caption}
          rows={table.rows}
          empty={<p class="g-muted">{t(words.none)}</p>}
          columns={table.columns.map((label, n) => ({
            key: String(n),
            label,
            cell: (row: readonly GeneratedCell[]) => <Value cell={row[n] ?? ''} />,
          }))}
        />
      ) : null}
      {picture?.kind === 'topology' ? (
        <img class="g-wiki-picture" src={paths.serverTopology(picture.id)} alt={picture.alt} loading="lazy" />
      ) : null}
    </Card>
  );
};

/** What the registers know of the record that a page is about, read now. */
export const Parts = ({ parts }: { parts: readonly GeneratedPart[] }) => (
  <>
    {parts.map((part) => (
      <Part part={part} />
    ))}
  </>
);
