import { findVisibleLetter, findVisibleUpload } from '#cases/index.ts';
import { findBookLetter } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import type { Ctx, Page } from '../../context.ts';
import { signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { letterLabel } from '../cases/shared/letters.tsx';
import { sendFile } from './send.ts';

const sendUpload = async (c: Ctx, inline: boolean): Promise<Response> => {
  const { db } = c.var.services;
  const id = c.req.param('id') ?? '';
  const upload = await findVisibleUpload(db, signedIn(c), id);
  if (!upload) throw new AppError('not_found', { what: `upload ${id}` });
  return sendFile(c, db, { fileId: upload.fileId, name: upload.name, inline });
};

/** "Surat tanggapan 500.12-42-DISKOMINFO-XI-2026.pdf" */
const nameOfLetter = (kind: string, number: string | null): string =>
  `${[say(letterLabel(kind), 'id'), number?.replaceAll('/', '-')].filter(Boolean).join(' ')}.pdf`;

const sendLetter = async (c: Ctx, id: string): Promise<Response> => {
  const { db } = c.var.services;
  const actor = signedIn(c);
  // Of a case that the person sees, or in a book that the person keeps or reads.
  const letter = (await findVisibleLetter(db, actor, id)) ?? (await findBookLetter(db, actor, id));
  if (!letter?.file_id) throw new AppError('not_found', { what: `letter ${id}` });
  return sendFile(c, db, { fileId: letter.file_id, name: nameOfLetter(letter.kind, letter.number), inline: true });
};

/** Documents: an upload only by way of what the person may see, a letter only to whom it concerns. */
export const filePages: Page = (app) => {
  app.get(paths.file(':id'), (c) => sendUpload(c, false));
  app.get(paths.fileView(':id'), (c) => sendUpload(c, true));
  app.get(paths.letterView(':id'), (c) => sendLetter(c, c.req.param('id') ?? ''));
  app.get('/letters/:file{.+\\.pdf}', (c) => sendLetter(c, (c.req.param('file') ?? '').replace(/\.pdf$/, '')));
};
