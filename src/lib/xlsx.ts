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

const sheetOf = ({ name, head, widths, rows }: SheetOf) => {
  const titles = head.map((value) => ({
    value,
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
    backgroundColor: '#eeeeee',
  }));
  return {
    data: [titles, ...rows.map((row) => row.map(cellOf))],
    // What a spreadsheet forbids in the name of a sheet.
    sheet: name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    columns: widths.map((width) => ({ width })),
    orientation: 'landscape' as const,
    stickyRowsCount: 1,
  };
};

/** A workbook of one sheet with a bold head that stays in sight. Days are days, and no text becomes a formula. */
export const toXlsx = (sheet: SheetOf): Promise<Buffer> => toWorkbook([sheet]);

/** A workbook of several such sheets; their names differ in their first 31 characters. */
export const toWorkbook = async (sheets: readonly SheetOf[]): Promise<Buffer> => {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return writeXlsxFile(sheets.map(sheetOf)).toBuffer();
};
