import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';

const holds = (actor: Actor, roles: readonly string[]): boolean =>
  actor.host && actor.posts.some((post) => post.role !== null && roles.includes(post.role));

/** Servers, networks and addresses are seen by the hosting office, the administrator and the auditor; never by another office. */
export const maySeeServers = (actor: Actor): boolean => actor.host || actor.administrator || actor.auditor;

/** The register of servers and networks is kept by the infrastructure section, its technicians and the administrator. */
export const mayKeepServers = (actor: Actor): boolean =>
  actor.administrator || holds(actor, ['infrastructure-section-head', 'technician']);

/** The list of all applications is kept by the application section, technicians and the administrator. */
export const mayKeepApplications = (actor: Actor): boolean =>
  actor.administrator || holds(actor, ['application-section-head', 'technician']);

const onlyKeepers = {
  servers: {
    id: 'daftar server dan jaringan dikelola oleh seksi infrastruktur dan administrator',
    en: 'the register of servers and networks is kept by the infrastructure section and the administrator',
  },
  applications: {
    id: 'daftar seluruh aplikasi dikelola oleh seksi aplikasi dan administrator',
    en: 'the list of all applications is kept by the application section and the administrator',
  },
} as const;

/** Throws `forbidden` unless the actor keeps the register of servers; not_found when it may not even see it. */
export const needServerKeeper = (actor: Actor): void => {
  needServerSight(actor);
  if (!mayKeepServers(actor)) throw new AppError('forbidden', { why: onlyKeepers.servers[actor.language] });
};

/** Throws `forbidden` unless the actor keeps the list of all applications. */
export const needApplicationKeeper = (actor: Actor): void => {
  if (!mayKeepApplications(actor)) throw new AppError('forbidden', { why: onlyKeepers.applications[actor.language] });
};

/** Refuses with not_found: who may not see servers is not told that one exists. */
export const needServerSight = (actor: Actor): void => {
  if (!maySeeServers(actor)) throw new AppError('not_found', { what: 'register of servers' });
};

/** The office whose applications alone an actor sees; null: those of every office. */
export const officeScope = (actor: Actor): string | null => (maySeeServers(actor) ? null : actor.officeId);
