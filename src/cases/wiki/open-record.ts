import { type Doer, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getZone, needNameSight, toShown } from '#dns/index.ts';
import { type Actor, getInstallation } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { findApplication, getApplication, getServer, listSites } from '#registry/index.ts';
import { hostingSop } from '#sop/index.ts';
import { ensureRecordPages, type RecordKind, type RecordPage } from '#wiki/index.ts';
import { applicationPages, recordSpaces, serverPages, sitePages, sopPages, zonePages } from './templates.ts';

type About = { kind: RecordKind; id: string };

/** The pages that a record has, for who may see it. `not_found` otherwise. */
const pagesOf = async (db: Db, actor: Actor, { kind, id }: About): Promise<RecordPage[]> => {
  if (kind === 'application') {
    const { name, officeId, description } = await getApplication(db, actor, id);
    return applicationPages({ name, officeId, background: '', legalBasis: '', description: String(description ?? '') });
  }
  if (kind === 'server') return serverPages((await getServer(db, actor, id)).name);
  if (kind === 'site') {
    const site = (await listSites(db, actor, { retired: true })).find((each) => each.id === id);
    if (!site) throw new AppError('not_found', { what: `site ${id}` });
    return sitePages(site.name);
  }
  if (kind === 'zone') {
    needNameSight(actor);
    return zonePages(toShown((await getZone(db, id)).name));
  }
  const { hostOfficeId } = await getInstallation(db);
  if (id !== hostOfficeId) throw new AppError('not_found', { what: `SOP ${id}` });
  return sopPages(hostingSop.title.id);
};

/** The page of a record, made from its template the first time that somebody who sees the record opens it. */
export const openRecordPage = async (db: Db, actor: Actor, about: About, now: Temporal.Instant): Promise<{ pageId: string }> => {
  if (!isId(about.id)) throw new AppError('not_found', { what: `${about.kind} ${about.id}` });
  const pages = await pagesOf(db, actor, about);
  return db
    .transaction()
    .execute((tx) => ensureRecordPages(tx, { record: about, space: recordSpaces[about.kind], pages, doer: system, now }));
};

/** The pages of an application that a request brings, with what the request tells already. */
export const makeApplicationPages = async (
  tx: Db,
  input: { applicationId: string; background: string; legalBasis: string; doer: Doer; now: Temporal.Instant },
): Promise<{ pageId: string }> => {
  const { applicationId, background, legalBasis, doer, now } = input;
  const application = await findApplication(tx, { id: applicationId });
  if (!application) throw new AppError('not_found', { what: `application ${applicationId}` });
  const { name, officeId } = application;
  const description = String(application.description ?? '');
  const pages = applicationPages({ name, officeId, background, legalBasis, description });
  return ensureRecordPages(tx, {
    record: { kind: 'application', id: applicationId },
    space: recordSpaces.application,
    pages,
    doer,
    now,
  });
};
