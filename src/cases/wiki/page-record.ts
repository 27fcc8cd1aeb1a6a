import type { Db } from '#db/index.ts';
import { getZone, needNameSight, toShown } from '#dns/index.ts';
import { type Actor, getInstallation } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { findApplication, findServer, getApplication, needServerSight } from '#registry/index.ts';
import { hostingSop } from '#sop/index.ts';
import type { PageRecord, RecordKind } from '#wiki/index.ts';
import { textsFromRequest } from '../application.ts';
import { findCase } from '../find-case.ts';

export type About = { kind: RecordKind; id: string };

const nothing = ({ kind, id }: About): AppError => new AppError('not_found', { what: `${kind} ${id}` });

/** What the request that brought an application in tells for its page; '' for one that came otherwise. */
const requestTexts = async (db: Db, origin: string | null): Promise<{ background: string; legalBasis: string }> => {
  const row = origin
    ? await db.selectFrom('hosting_case').select('number').where('id', '=', origin).executeTakeFirst()
    : undefined;
  const found = row ? await findCase(db, 'system', row.number) : undefined;
  return found ? textsFromRequest(found) : { background: '', legalBasis: '' };
};

/**
 * A record with what the templates of its pages may have filled in, for a caller with its own right to know. `not_found` for
 * one that is not in its register.
 */
export const pageRecordOf = async (db: Db, about: About): Promise<PageRecord> => {
  const { kind, id } = about;
  if (!isId(id)) throw nothing(about);
  if (kind === 'application') {
    const application = await findApplication(db, { id });
    if (!application) throw nothing(about);
    const { name, officeId, officeName: office, description, url } = application;
    const { background, legalBasis } = await requestTexts(db, application.origin);
    return { kind, id, officeId, values: { name, office, description, url, background, legal_basis: legalBasis } };
  }
  if (kind === 'server') {
    const server = await findServer(db, id);
    if (!server) throw nothing(about);
    const values = { name: server.name, site: server.siteName };
    return { kind, id, officeId: server.ownerOfficeId, values, above: { kind: 'site', id: server.siteId } };
  }
  if (kind === 'site') {
    const site = await db
      .selectFrom('site')
      .select(['name', 'address', 'owner_office_id as officeId'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!site) throw nothing(about);
    return { kind, id, officeId: site.officeId, values: { name: site.name, address: site.address } };
  }
  if (kind === 'zone') return { kind, id, officeId: null, values: { name: toShown((await getZone(db, id)).name) } };
  const { hostOfficeId } = await getInstallation(db);
  if (id !== hostOfficeId) throw nothing(about);
  return { kind, id, officeId: null, values: { name: hostingSop.title.id } };
};

/** The same for who may see the record; `not_found` otherwise. */
export const seenPageRecord = async (db: Db, actor: Actor, about: About): Promise<PageRecord> => {
  if (about.kind === 'application') await getApplication(db, actor, about.id);
  if (about.kind === 'server' || about.kind === 'site') needServerSight(actor);
  if (about.kind === 'zone') needNameSight(actor);
  return pageRecordOf(db, about);
};
