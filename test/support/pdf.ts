import { readFile } from 'node:fs/promises';
import { PDFDocument } from 'pdf-lib';

/** A whole PDF of so many pages; `packed`: with object streams and a compressed cross-reference, as newer writers make it. */
export const makePdf = async (pages = 1, packed = false, text = 'Surat'): Promise<Buffer> => {
  const document = await PDFDocument.create();
  for (let no = 1; no <= pages; no += 1) document.addPage().drawText(`${text} ${no}`);
  return Buffer.from(await document.save({ useObjectStreams: packed }));
};

/** A PDF of one picture and no text, as a scanner makes it. */
export const makeScan = async (): Promise<Buffer> => {
  const document = await PDFDocument.create();
  const picture = await document.embedPng(onePixel);
  document.addPage().drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
  return Buffer.from(await document.save());
};

export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A PDF of `test/fixtures/pdf`, made with qpdf. */
export const fixture = (name: string): Promise<Buffer> => readFile(new URL(`../fixtures/pdf/${name}`, import.meta.url));
