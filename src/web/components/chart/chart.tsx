import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { type Phrase, useWords } from '../../view.ts';
import type { DrawnChart } from './draw.ts';

const words = { table: { id: 'Angkanya dalam tabel', en: 'The figures as a table' } } as const;

type ChartProps = {
  drawn: DrawnChart;
  /** One line under the picture: how it is read. */
  note?: Phrase;
  /** The same figures as a table: what screen readers read and the keyboard follows. */
  table: Child;
  /** Shows the table at once: where it says more than the picture. */
  open?: boolean;
};

/** A chart with the table of its figures. The picture is for the eye and the mouse alone. */
export const Chart = ({ drawn, note, table, open = false }: ChartProps) => {
  const t = useWords();
  return (
    <figure class="g-chart">
      <div class="g-chart-wide">{raw(drawn.wide)}</div>
      <div class="g-chart-narrow">{raw(drawn.narrow)}</div>
      {note ? <figcaption class="g-muted g-small">{t(note)}</figcaption> : null}
      <details class="g-chart-table" {...(open ? { open: true } : {})}>
        <summary>{t(words.table)}</summary>
        {table}
      </details>
    </figure>
  );
};
