/** A cell as HTML gives it: where it stands follows from its spans and those above it. */
export type HtmlCell<Node> = { node: Node; head: boolean; align: string; colspan: number; rowspan: number };

/** A table has at most so many columns; cells beyond them go on in further rows. */
const mostColumns = 120;

export type Placed<Node> = { node: Node; head: boolean; align: string; x: number; y: number; w: number; h: number };

/**
 * Gives the cells of a table their places. Spans end where other cells or the table's last row are, so that none overlap
 * whatever was typed; a row that is too short is left as it is.
 */
export const placeCells = <Node>(rows: readonly HtmlCell<Node>[][]): { cells: Placed<Node>[]; columns: number; rows: number } => {
  const cells: Placed<Node>[] = [];
  const taken: Set<number>[] = rows.map(() => new Set());
  const extra: Placed<Node>[] = [];
  let columns = 1;
  rows.forEach((row, y) => {
    let x = 0;
    for (const { node, head, align, colspan, rowspan } of row) {
      while (taken[y]?.has(x)) x += 1;
      if (x >= mostColumns) {
        extra.push({ node, head, align, x: 0, y: 0, w: 1, h: 1 });
        continue;
      }
      let w = 1;
      while (w < Math.min(colspan, mostColumns - x) && !taken[y]?.has(x + w)) w += 1;
      const h = Math.max(1, Math.min(rowspan, rows.length - y));
      for (let down = 0; down < h; down += 1) for (let right = 0; right < w; right += 1) taken[y + down]?.add(x + right);
      cells.push({ node, head, align, x, y, w, h });
      columns = Math.max(columns, x + 1);
      x += w;
    }
  });
  // A span that reaches beyond where any cell begins makes no column of its own.
  for (const cell of cells) cell.w = Math.min(cell.w, columns - cell.x);
  extra.forEach((cell, n) => {
    cells.push({ ...cell, x: n % columns, y: rows.length + Math.floor(n / columns) });
  });
  return { cells, columns, rows: rows.length + Math.ceil(extra.length / columns) };
};
