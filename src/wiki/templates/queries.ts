import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Access } from '../choices.ts';
import { mayReadSpace, mayReadTemplates, readable } from '../policy.ts';
import type { TemplateKind } from './kinds.ts';

/** One version of a template, with the space that it names. */
export type TemplateVersion = {
  id: string;
  templateId: string;
  kind: TemplateKind;
  part: string;
  no: number;
  status: 'draft' | 'active' | 'retired';
  name: string;
  title: string;
  body: string;
  required: string[];
  spaceId: string | null;
  space: { key: string; name: string; access: Access; roles: string[]; needsApproval: boolean } | null;
  forOffice: boolean;
  position: number;
  reason: string;
  basedOn: number | null;
  madeByName: string | null;
  madeAt: Temporal.Instant;
  activatedByName: string | null;
  activatedAt: Temporal.Instant | null;
  retiredAt: Temporal.Instant | null;
  version: number;
};

const versions = (db: Db) =>
  db
    .selectFrom('wiki_template_version as v')
    .innerJoin('wiki_template as t', 't.id', 'v.template_id')
    .leftJoin('wiki_space as s', 's.id', 'v.space_id')
    .leftJoin('person as maker', 'maker.id', 'v.made_by')
    .leftJoin('person as activator', 'activator.id', 'v.activated_by')
    .select([
      'v.id',
      'v.template_id as templateId',
      't.kind',
      't.part',
      'v.no',
      'v.status',
      'v.name',
      'v.title',
      'v.body',
      'v.required',
      'v.space_id as spaceId',
      's.key as spaceKey',
      's.name as spaceName',
      's.access',
      's.roles',
      's.needs_approval as needsApproval',
      'v.for_office as forOffice',
      'v.position',
      'v.reason',
      'v.based_on as basedOn',
      'maker.name as madeByName',
      'v.made_at as madeAt',
      'activator.name as activatedByName',
      'v.activated_at as activatedAt',
      'v.retired_at as retiredAt',
      'v.version',
    ]);

type Query = ReturnType<typeof versions>;
type Row = Query extends SelectQueryBuilder<infer _Database, infer _Tables, infer Output> ? Output : never;

const versionOf = ({ spaceKey, spaceName, access, roles, needsApproval, kind, status, ...row }: Row): TemplateVersion => ({
  ...row,
  kind: kind as TemplateKind,
  status: status as TemplateVersion['status'],
  space:
    spaceKey === null
      ? null
      : {
          key: spaceKey,
          name: spaceName ?? spaceKey,
          access: access as Access,
          roles: roles ?? [],
          needsApproval: needsApproval ?? false,
        },
});

/** Whether an actor may know of a version: one for a space that he or she does not read is not there. */
const readableBy =
  (actor: Actor) =>
  ({ space }: TemplateVersion): boolean =>
    mayReadTemplates(actor) && (space === null || mayReadSpace(actor, space));

export type TemplateEntry = TemplateVersion & {
  /** Whether a version of it is in force; else this is the newest one. */
  inForce: boolean;
  /** The draft that is being written, by its id. */
  draftId: string | null;
};

const kindOrder = sql`array_position(array['application', 'server', 'site', 'zone', 'sop', 'free'], t.kind)`;

/** Every template with what is in force of it (else its newest version), by kind and place in the set. */
export const listTemplates = async (db: Db, actor: Actor): Promise<TemplateEntry[]> => {
  const rows = await versions(db)
    .distinctOn('v.template_id')
    .select(
      sql<string | null>`(select d.id from wiki_template_version d where d.template_id = t.id and d.status = 'draft')`.as(
        'draftId',
      ),
    )
    .select(kindOrder.as('kindOrder'))
    .orderBy('v.template_id')
    .orderBy(sql`v.status = 'active'`, 'desc')
    .orderBy('v.no', 'desc')
    .execute();
  return rows
    .map(({ draftId, kindOrder: order, ...row }) => ({ order: Number(order), draftId, ...versionOf(row) }))
    .filter(readableBy(actor))
    .sort(
      (a, b) =>
        a.order - b.order ||
        Number(a.part !== '') - Number(b.part !== '') ||
        a.position - b.position ||
        (a.name < b.name ? -1 : 1),
    )
    .map(({ order: _, ...entry }) => ({ ...entry, inForce: entry.status === 'active' }));
};

/** The versions of a template, the newest first; `not_found` for one that is not there or not for this actor. */
export const listTemplateVersions = async (db: Db, actor: Actor, templateId: string): Promise<TemplateVersion[]> => {
  const rows = isId(templateId)
    ? await versions(db).where('v.template_id', '=', templateId).orderBy('v.no', 'desc').execute()
    : [];
  const seen = rows.map(versionOf).filter(readableBy(actor));
  if (seen.length === 0) throw new AppError('not_found', { what: `wiki template ${templateId}` });
  return seen;
};

/** One version of a template; `not_found` for one that is not there or not for this actor. With `lock` its row is held. */
export const getTemplateVersion = async (
  db: Db,
  actor: Actor,
  id: string,
  options: { lock?: boolean } = {},
): Promise<TemplateVersion> => {
  const query = versions(db).where('v.id', '=', id);
  const row = isId(id) ? await (options.lock ? query.forNoKeyUpdate('v') : query).executeTakeFirst() : undefined;
  const version = row ? versionOf(row) : null;
  if (!version || !readableBy(actor)(version)) throw new AppError('not_found', { what: `version ${id} of a wiki template` });
  return version;
};

/** What pages a record of a kind has now: the main page first, then the others in their order. */
export const templateSet = async (db: Db, kind: Exclude<TemplateKind, 'free'>): Promise<TemplateVersion[]> => {
  const rows = await versions(db)
    .where('t.kind', '=', kind)
    .where('v.status', '=', 'active')
    .orderBy(sql`t.part <> ''`)
    .orderBy('v.position')
    .orderBy('t.part')
    .execute();
  return rows.map(versionOf);
};

/** What a writer may begin a page of a space with, by name. */
export const listFreeTemplates = async (db: Db, actor: Actor, spaceId: string): Promise<TemplateVersion[]> => {
  const rows = await versions(db)
    .where('t.kind', '=', 'free')
    .where('v.status', '=', 'active')
    .where((is) => is.or([is('v.space_id', 'is', null), is('v.space_id', '=', spaceId)]))
    .orderBy('v.name')
    .execute();
  return rows.map(versionOf).filter(readableBy(actor));
};

/** How many pages that an actor reads were begun with any version of a template; deleted ones are not counted. */
export const countPagesBegun = async (db: Db, actor: Actor, templateId: string): Promise<number> => {
  const { count } = await db
    .selectFrom('wiki_page as p')
    .innerJoin('wiki_space as s', 's.id', 'p.space_id')
    .innerJoin('wiki_template_version as v', 'v.id', 'p.template_version_id')
    .where('v.template_id', '=', templateId)
    .where('p.state', '<>', 'deleted')
    .where(readable(actor))
    .select((is) => is.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
};
