/** Lines of a small sheet: a text, a text in bold, or a word with what stands behind its colon. */
export type Line = string | { bold: string } | { word: string; value: string };

const encode = (text: string): string =>
  [...text.replaceAll('–', '-').replaceAll('’', "'")]
    .map((letter) => (letter.charCodeAt(0) > 255 ? '?' : letter))
    .join('')
    .replaceAll(/[\\()]/g, '\\$&');

const drawn = (line: Line): string => {
  if (typeof line === 'string') return `/F1 11 Tf (${encode(line)}) Tj T*`;
  if ('bold' in line) return `/F2 12 Tf (${encode(line.bold)}) Tj T*`;
  return `/F1 11 Tf 14 0 Td (${encode(line.word)}) Tj 86 0 Td (: ${encode(line.value)}) Tj -100 0 Td T*`;
};

/**
 * A one-page PDF of plain lines, as an office's scanner or word processor would send one: small, valid, without fonts of
 * its own. For what the people of the sample city attach.
 */
export const plainPdf = (title: string, lines: readonly Line[]): Uint8Array => {
  const text = lines.map(drawn).join('\n');
  const content = `BT 16 TL 71 780 Td\n${text}\nET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R/F2 5 0 R>>>>/Contents 6 0 R>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    `<</Title(${encode(title)})>>`,
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R/Info 7 0 R>>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  );
};

/** Breaks a text into lines of at most so many letters. */
export const wrapped = (text: string, width = 88): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
};
