import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { listNames, nameOf, releaseName } from '#dns/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { parse, text } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import {
  type ApplicationPage,
  applicationStatuses,
  choiceOf,
  findClaim,
  findServer,
  getApplication,
  needApplicationKeeper,
  retireApplication,
  retireServer,
  type ServerPage,
} from '#registry/index.ts';
import { archiveRecordPages } from '#wiki/index.ts';
import { writeEndLetter } from './letters/end-letter.ts';

/** What ends with an application, what stays and why, and what forbids it. */
export type Decommission = {
  application: ApplicationPage;
  /** The name that becomes free, with its records. */
  name: { fqdn: string; records: string[] } | null;
  /** Servers that ran nothing else: they are retired with it and their addresses become free. */
  servers: { id: string; name: string; version: number; addresses: string[] }[];
  /** Servers on which others depend: they stay. */
  staying: { id: string; name: string; shared: boolean; because: string[] }[];
  /** What still depends on the application or on what it would free; while there is any, it cannot end. */
  blockers: Words[];
};

/** Far more names than a city has. */
const everyName = 20_000;

/**
 * What the end of an application would free, keep and break, for who keeps the list of all applications. `not_found` for one
 * that is not there or not visible.
 */
export const planDecommission = async (db: Db, actor: Actor, applicationId: string): Promise<Decommission> => {
  const application = await getApplication(db, actor, applicationId);
  needApplicationKeeper(actor);
  const name = application.origin ? await nameOf(db, application.origin) : null;
  const plan: Decommission = {
    application,
    name: name && { fqdn: name.fqdn, records: name.records.map(({ type, value }) => `${type} ${value}`) },
    servers: [],
    staying: [],
    blockers: await openCases(db, application),
  };
  for (const { serverId } of application.deployments) {
    const server = await findServer(db, serverId);
    if (server) await sort(db, plan, server);
  }
  return plan;
};

const openCases = async (db: Db, application: ApplicationPage): Promise<Words[]> => {
  const rows = await db
    .selectFrom('hosting_case')
    .where((where) => where.or([where('application_id', '=', application.id), where('id', '=', application.origin)]))
    .where('closed_at', 'is', null)
    .select('number')
    .execute();
  return rows.map(({ number }) => ({
    id: `Permohonan ${number} atas aplikasi ini belum selesai.`,
    en: `Request ${number} for this application is not closed.`,
  }));
};

const sort = async (db: Db, plan: Decommission, server: ServerPage): Promise<void> => {
  if (plan.servers.some(({ id }) => id === server.id) || plan.staying.some(({ id }) => id === server.id)) return;
  const { id: own, origin } = plan.application;
  const because = [
    ...server.deployments.filter((each) => each.applicationId !== own).map((each) => each.applicationName),
    ...server.claims.filter((each) => each.holder !== own && each.holder !== origin).map((each) => each.holderLabel),
    ...server.virtuals.map((each) => each.name),
  ];
  // A shared server is offered to others: it does not go because one application does.
  const shared = server.acceptsApplications;
  if (shared || because.length > 0) {
    plan.staying.push({ id: server.id, name: server.name, shared, because: [...new Set(because)] });
    return;
  }
  plan.servers.push({ id: server.id, name: server.name, version: server.version, addresses: server.addresses });
  const { rows } = await listNames(db, { pageSize: everyName });
  for (const other of rows) {
    if (other.holder === origin || !other.records.some(({ value }) => server.addresses.includes(value))) continue;
    plan.blockers.push({
      id: `${other.fqdn} (${other.holderLabel}) masih mengarah ke ${server.name}.`,
      en: `${other.fqdn} (${other.holderLabel}) still leads to ${server.name}.`,
    });
  }
};

const body = z.strictObject({ reason: text(1000) });

/**
 * The request in reverse: in one transaction the application leaves service with its reason, its name and records are
 * released, its capacity is given back, servers that ran nothing else are retired with their addresses, and the letter to its
 * office is written. Refused with
 * `invalid` while something depends on it, with `stale_page` when the entry changed, with `not_possible_now` when it has ended.
 */
export const decommissionApplication = async (
  tx: Db,
  input: { applicationId: string; version: number; reason: unknown; actor: Actor; now: Temporal.Instant },
): Promise<Decommission & { letter: { letterId: string; number: string } }> => {
  const { applicationId, actor, now } = input;
  needApplicationKeeper(actor);
  await tx.selectFrom('application').where('id', '=', applicationId).select('id').forNoKeyUpdate().execute();
  const plan = await planDecommission(tx, actor, applicationId);
  const { application } = plan;
  if (application.status === 'retired') {
    throw new AppError('not_possible_now', {
      action: 'decommission',
      state: choiceOf(applicationStatuses, application.status).label[actor.language],
      possible: '–',
    });
  }
  if (application.version !== input.version) throw new AppError('stale_page', { seen: input.version, now: application.version });
  const { reason } = parse(body, { reason: input.reason });
  const faults = plan.blockers.map((message): FieldFault => ({ field: 'applicationId', message }));
  if (faults.length > 0) throw invalid(faults);
  const act = { now, doer: doerOf(actor), because: application.name };
  const claim = await findClaim(tx, application.id);
  if (application.origin) await releaseName(tx, { holder: application.origin, now, doer: act.doer });
  await retireApplication(tx, { applicationId, reason, now, doer: act.doer });
  for (const server of plan.servers) await retireServer(tx, { ...act, serverId: server.id, version: server.version });
  const ended = [
    { kind: 'application' as const, id: applicationId },
    ...plan.servers.map(({ id }) => ({ kind: 'server' as const, id })),
  ];
  for (const each of ended) await archiveRecordPages(tx, { record: each, why: reason, doer: act.doer, now });
  const letter = await writeEndLetter(
    tx,
    {
      application,
      reason,
      domainName: plan.name?.fqdn ?? '',
      resources: claim && {
        cpu: claim.cpu,
        memoryGb: Math.round((claim.memoryMb / 1024) * 10) / 10,
        diskGb: claim.diskGb,
      },
      ownServers: plan.servers.length,
    },
    { actor, doer: act.doer, now },
  );
  await record(tx, {
    subjectKind: 'application',
    subjectId: applicationId,
    at: now,
    type: 'application.decommissioned',
    doer: act.doer,
    data: {
      name: plan.name?.fqdn ?? null,
      servers: plan.servers.map((each) => each.name),
      addresses: plan.servers.flatMap((each) => each.addresses),
      kept: plan.staying.map((each) => each.name),
      letter_id: letter.letterId,
      number: letter.number,
    },
  });
  return { ...plan, letter };
};
