import type { GeneratedCell, GeneratedPart, GeneratedTable } from '#wiki/index.ts';
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

/** That a table is cut, and where the register shows it whole. */
const Rest = ({ table: { rows, more, list } }: { table: GeneratedTable }) => {
  const t = useWords();
  if (!(more || list)) return null;
  return (
    <p class="g-wiki-rest">
      {more ? <span class="g-muted">{t(words.cut, { n: rows.length })} </span> : null}
      {list ? <Value cell={list} /> : null}
    </p>
  );
};

const drawings: Readonly<Record<string, { source: (id: string) => string; whole: (id: string) => string }>> = {
  topology: { source: paths.serverTopology, whole: paths.server },
  'application-topology': { source: (id) => paths.applicationTopologyFile(id, 'svg'), whole: paths.applicationTopology },
};

const Drawing = ({ picture: { kind, id, alt } }: { picture: NonNullable<GeneratedPart['picture']> }) => {
  const drawing = drawings[kind];
  if (!drawing) return null;
  return (
    <a href={drawing.whole(id)}>
      <img class="g-wiki-picture" src={drawing.source(id)} alt={alt} loading="lazy" />
    </a>
  );
};

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
      {table ? <Rest table={table} /> : null}
      {picture ? <Drawing picture={picture} /> : null}
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
