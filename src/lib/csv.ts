/** A cell of a CSV (RFC 4180). What a spreadsheet would take for a formula is made a text. */
const cell = (value: string | number): string => {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as CSV, the first one being the head. The byte order mark tells spreadsheets that it is UTF-8. */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string => `\ufeff${csvLines(rows)}`;

/** Rows as they follow upon others in a CSV that is sent piece by piece. */
export const csvLines = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
