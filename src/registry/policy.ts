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

/** Refuses with not_found: who may not see servers is not told that one exists. */
export const needServerSight = (actor: Actor): void => {
  if (!maySeeServers(actor)) throw new AppError('not_found', { what: 'register of servers' });
};

/** The office whose applications alone an actor sees; null: those of every office. */
export const officeScope = (actor: Actor): string | null => (maySeeServers(actor) ? null : actor.officeId);
