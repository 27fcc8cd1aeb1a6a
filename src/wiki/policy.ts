import { type RawBuilder, sql } from 'kysely';
import { type Actor, worksForHost } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { type Access, openRecordKinds } from './choices.ts';

const rolesOf = (actor: Actor): string[] => (actor.host ? actor.posts.flatMap((post) => post.role ?? []) : []);

/** Who hosts, administers or audits reads what offices write for themselves, and what names servers. */
export const readsAll = (actor: Actor): boolean => actor.host || actor.administrator || actor.auditor;

/**
 * That a page names servers and addresses by what it is about: those of servers, sites and zones, and what an application's
 * installation and operation say. Where everybody reads, they are left out.
 */
export const namesServers = (page = 'p'): RawBuilder<boolean> => {
  const [kind, part] = [sql.ref(`${page}.record_kind`), sql.ref(`${page}.part`)];
  return sql<boolean>`(${kind} is not null and not (${kind} = any(${[...openRecordKinds]}::text[]) and ${part} = ''))`;
};

/**
 * That an actor reads a page, as a condition on `wiki_page` and its `wiki_space` by these aliases: an office that does not
 * host reads public spaces and its own pages; a confidential space is read by its posts, auditors and administrators.
 */
export const readable = (actor: Actor, page = 'p', space = 's'): RawBuilder<boolean> => {
  const [access, roles, office] = [sql.ref(`${space}.access`), sql.ref(`${space}.roles`), sql.ref(`${page}.office_id`)];
  if (actor.administrator || actor.auditor) return sql<boolean>`true`;
  if (!readsAll(actor)) {
    return sql<boolean>`((${access} = 'public' and not ${namesServers(page)}) or (${office} = ${actor.officeId}::uuid and ${access} <> 'confidential'))`;
  }
  return sql<boolean>`(${access} <> 'confidential' or ${roles} && ${rolesOf(actor)}::text[])`;
};

/** That a space is read without signing in, as a condition on `wiki_space` by this alias. */
export const openSpace = (space = 's'): RawBuilder<boolean> => {
  const of = (column: string) => sql.ref(`${space}.${column}`);
  return sql<boolean>`(${of('open_to_all')} and ${of('access')} = 'public' and ${of('needs_approval')} and ${of('closed_at')} is null)`;
};

/**
 * That anybody reads a page without signing in: what is in force of an open space, but for pages of records that speak of
 * topology and addresses. Whoever asks so is no actor: no right of a person can slip in.
 */
export const openToAll = (page = 'p', space = 's'): RawBuilder<boolean> => {
  const of = (column: string) => sql.ref(`${page}.${column}`);
  return sql<boolean>`(${openSpace(space)} and ${of('state')} = 'live' and ${of('part')} = '' and not ${namesServers(page)})`;
};

export type SpaceRights = { access: Access; roles: readonly string[]; needsApproval: boolean };

/** Whether an actor reads a space as a whole (its list of pages, its search); own pages in another space are apart from it. */
export const mayReadSpace = (actor: Actor, space: SpaceRights): boolean => {
  if (space.access === 'public') return true;
  if (!readsAll(actor)) return false;
  if (space.access === 'internal' || actor.administrator || actor.auditor) return true;
  return space.roles.some((role) => rolesOf(actor).includes(role));
};

/** Whether an actor reads the pages of his or her own office in a space, whatever else it holds. */
export const mayReadOwnPages = (actor: Actor, space: SpaceRights): boolean => !readsAll(actor) && space.access !== 'confidential';

/** Pages are written by the hosting office, each in the spaces that he or she reads. */
export const mayWrite = (actor: Actor, space: SpaceRights): boolean =>
  (worksForHost(actor) || actor.administrator) && mayReadSpace(actor, space);

const keepers = ['agency-head', 'division-head', 'application-section-head', 'infrastructure-section-head'];

/** Whether an actor keeps the spaces that he or she writes in: the heads of the hosting office and the administrator. */
export const isKeeper = (actor: Actor): boolean => actor.administrator || rolesOf(actor).some((role) => keepers.includes(role));

/** Who deletes, archives, imports and approves in a space. */
export const mayKeep = (actor: Actor, space: SpaceRights): boolean => mayWrite(actor, space) && isKeeper(actor);

/** Who makes spaces and gives rights. */
export const mayKeepSpaces = (actor: Actor): boolean => actor.administrator;

/** Templates are read by who may write pages, and by auditors; they are changed by who makes spaces. */
export const mayReadTemplates = (actor: Actor): boolean => readsAll(actor);

const refused = {
  write: { id: 'halaman wiki ditulis oleh dinas pengelola', en: 'wiki pages are written by the hosting office' },
  keep: {
    id: 'ini dilakukan oleh kepala bidang, kepala seksi, atau administrator',
    en: 'this is done by the head of the division, of a section, or an administrator',
  },
  spaces: { id: 'ruang wiki diatur oleh administrator', en: 'wiki spaces are kept by the administrator' },
} as const;

const refuse = (actor: Actor, what: keyof typeof refused): never => {
  throw new AppError('forbidden', { why: refused[what][actor.language] });
};

export const needWriter = (actor: Actor, space: SpaceRights): void => {
  if (!mayWrite(actor, space)) refuse(actor, 'write');
};

export const needKeeper = (actor: Actor, space: SpaceRights): void => {
  if (!mayKeep(actor, space)) refuse(actor, 'keep');
};

export const needSpaceKeeper = (actor: Actor): void => {
  if (!mayKeepSpaces(actor)) refuse(actor, 'spaces');
};
