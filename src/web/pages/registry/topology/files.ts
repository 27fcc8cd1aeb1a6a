import { downloadHeaders } from '#files/index.ts';
import type { LetterContent, LetterKind } from '#letters/index.ts';
import { renderDocument } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Picture } from '#registry/index.ts';
import type { Ctx } from '../../../context.ts';

/** A name that every file system takes. */
const fileName = (text: string): string => text.replace(/[^\p{L}\p{N} ._-]/gu, '-').slice(0, 100);

/** A picture as a file of its own: no script runs in it and nothing is loaded. */
export const sendSvg = (c: Ctx, name: string, svg: string): Response => {
  const bytes = new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${svg}`);
  const file = { name: `${fileName(name)}.svg`, mediaType: 'image/svg+xml', size: bytes.length };
  return c.body(bytes, 200, { ...downloadHeaders(file), 'Cache-Control': 'private, no-store' });
};

/** The model behind a picture: what is drawn and how it hangs together, for programs. */
export const sendPictureData = (c: Ctx, name: string, picture: Picture): Response => {
  c.header('content-disposition', `attachment; filename="${fileName(name).replace(/[^\x20-\x7e]/g, '_')}.json"`);
  c.header('cache-control', 'private, no-store');
  return c.json(picture);
};

/** A document of the register as PDF under the hosting office's letterhead, as the register is now. */
export const sendDocument = async <Kind extends LetterKind>(
  c: Ctx,
  { kind, hal, data }: { kind: Kind; hal: string; data: LetterContent<Kind> },
): Promise<Response> => {
  const { installation, services, now } = c.var;
  if (!installation) throw new AppError('not_found', { what: 'installation' });
  const today = now.toZonedDateTimeISO(installation.timeZone).toPlainDate();
  const { pdf } = await renderDocument(services.db, { kind, officeId: installation.hostOfficeId, hal, data, today });
  const file = { name: `${fileName(hal)}.pdf`, mediaType: 'application/pdf', size: pdf.length };
  return c.body(Uint8Array.from(pdf), 200, { ...downloadHeaders(file, { inline: true }), 'Cache-Control': 'private, no-store' });
};
