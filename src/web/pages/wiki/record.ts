import { openRecordPage } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { getPage, recordKinds } from '#wiki/index.ts';
import type { Page } from '../../context.ts';
import { param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';

/** From a record to its page, which is made from its template when nobody has opened it before. */
export const wikiRecordPage: Page = (app) => {
  app.get(paths.wikiRecord(':kind', ':id'), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const kind = recordKinds.find(({ value }) => value === param(c, 'kind'))?.value;
    if (!kind) throw new AppError('not_found', { what: c.req.path });
    const { pageId } = await openRecordPage(db, actor, { kind, id: param(c, 'id') }, c.var.now);
    const { spaceKey, slug } = await getPage(db, actor, pageId);
    return c.redirect(paths.wikiPage(spaceKey, slug), 302);
  });
};
