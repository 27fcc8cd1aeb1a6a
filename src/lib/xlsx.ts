/** A cell of a spreadsheet: a text is only ever a text, whatever sign it begins with. */
export type SheetCell = string | number | Temporal.PlainDate | null;

const firstDay = Temporal.PlainDate.from('1899-12-30');

/** Days as spreadsheets count them, from the end of 1899. */
const serial = (day: Temporal.PlainDate): number => firstDay.until(day, { largestUnit: 'days' }).days;

const cellOf = (cell: SheetCell) => {
  if (cell === null || cell === '') return null;
  if (cell instanceof Temporal.PlainDate)
    return { value: serial(cell), type: Number, format: 'dd-mm-yyyy', alignVertical: 'top' as const };
  if (typeof cell === 'number') return { value: cell, type: Number, alignVertical: 'top' as const };
  return { value: cell, type: String, wrap: true, alignVertical: 'top' as const };
};

type SheetOf = { name: string; head: readonly string[]; widths: readonly number[]; rows: readonly (readonly SheetCell[])[] };

/** A workbook of one sheet with a bold head that stays in sight. Days are days, and no text becomes a formula. */
export const toXlsx = async ({ name, head, widths, rows }: SheetOf): Promise<Buffer> => {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const titles = head.map((value) => ({
    value,
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
    backgroundColor: '#eeeeee',
  }));
  return writeXlsxFile([titles, ...rows.map((row) => row.map(cellOf))], {
    sheet: name.slice(0, 31),
    columns: widths.map((width) => ({ width })),
    orientation: 'landscape',
    stickyRowsCount: 1,
  }).toBuffer();
};
