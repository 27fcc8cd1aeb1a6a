import { tellApprovers } from '#cases/index.ts';
import { getOwnUpload, listUploads } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import { say, type Words } from '#lib/words.ts';
import { attachFile, attachmentPurpose, mayWrite, type Surroundings } from '#wiki/index.ts';
import type { Ctx, Page } from '../../../context.ts';
import type { StoredUpload } from '../../../form.ts';
import { param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { readPosted } from '../../../read-form.ts';
import { readSession } from '../../../session.ts';
import { sendFile } from '../../files/send.ts';
import { placeOf } from './place.ts';
import { words } from './words.ts';

/**
 * Where the files are that were sent for a page that is not made yet, for its preview: by name, of this person's own uploads;
 * null where there are none.
 */
export const sentFiles = async (c: Ctx, place: string, ids: readonly string[]): Promise<Surroundings['file'] | null> => {
  if (ids.length === 0) return null;
  const { accountId } = signedIn(c);
  const uploads = (await listUploads(c.var.services.db, ids)).filter((upload) => upload.uploadedBy === accountId);
  const byName = new Map(uploads.map(({ id, name }) => [name.toLowerCase(), id]));
  return (pageId, name) => {
    const id = pageId === place ? byName.get(name.toLowerCase()) : undefined;
    return id ? paths.wikiDraftFile(place, id) : paths.wikiFile(pageId, name);
  };
};

const refuse = (c: Ctx, fault: Words): Response => c.json({ fault: say(fault, c.var.language) }, 422);

/** `picture`: what the file holds is one, whatever it is called. */
type Sent = { name: string; upload: string; picture: boolean; said: string };

/** A file for a page is attached at once, by a free name; what a page that is not made yet is sent waits in its form. */
const keepSent = async (c: Ctx, place: Awaited<ReturnType<typeof placeOf>>, upload: StoredUpload): Promise<Sent> => {
  const [actor, { now, language }] = [signedIn(c), c.var];
  const picture = upload.mediaType.startsWith('image/');
  const told = (what: Words, name: string) => say(what, language, { name });
  if ('space' in place) return { name: upload.name, upload: upload.id, picture, said: told(words.sentLater, upload.name) };
  const attaching = { actor, now, pageId: place.page.id, uploadId: upload.id, free: true };
  const { name, proposalId } = await c.var.services.db
    .transaction()
    .execute((tx) => tellApprovers(tx, { actor, now }, attachFile(tx, attaching)));
  return { name, upload: '', picture, said: told(proposalId ? words.sentWaits : words.sent, name) };
};

/** Pictures and files that are pasted or dropped into a text. What is refused is told in a sentence, as JSON for the editor. */
export const wikiPicturePage: Page = (app) => {
  app.post(paths.wikiDraftFiles(':place'), async (c) => {
    await readSession(c, c.var.services.db);
    const place = await placeOf(c, param(c, 'place'));
    const at = 'space' in place ? place.space : place.page;
    if (!mayWrite(signedIn(c), at)) throw new AppError('not_found', { what: c.req.path });
    if ('space' in place && place.space.needsApproval) return refuse(c, words.afterApproval);
    const { uploads, faults } = await readPosted(c, [{ field: 'file', purpose: attachmentPurpose }]);
    const [upload] = uploads.values();
    if (!upload || faults.length > 0) return refuse(c, faults[0]?.message ?? words.noneSent);
    try {
      return c.json(await keepSent(c, place, upload));
    } catch (error) {
      const fault = error instanceof AppError ? error.faults[0] : undefined;
      if (!fault) throw error;
      return refuse(c, fault.message);
    }
  });

  app.get(paths.wikiDraftFile(':place', ':upload'), async (c) => {
    const { db } = c.var.services;
    const { accountId } = signedIn(c);
    const upload = await getOwnUpload(db, { uploadId: param(c, 'upload'), accountId, purpose: attachmentPurpose });
    return sendFile(c, db, { fileId: upload.fileId, name: upload.name, inline: upload.mediaType.startsWith('image/') });
  });
};
