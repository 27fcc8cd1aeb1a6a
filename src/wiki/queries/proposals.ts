import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { PageState } from '../choices.ts';
import { isKeeper, mayWrite, readable, type SpaceRights } from '../policy.ts';
import { getPage, type WikiPage } from './pages.ts';
import { getSpace } from './spaces.ts';

/** What a proposal would change: a text, a new page, title or place, the state of a page, a file added or taken away. */
export type ProposalKind = 'text' | 'page' | 'move' | 'state' | 'attach' | 'detach';
export type ProposalState = 'open' | 'approved' | 'refused' | 'withdrawn';

export type Proposal = {
  id: string;
  kind: ProposalKind;
  /** null: a page that is not there yet. */
  pageId: string | null;
  /** The page's title now; a new page's as proposed. */
  pageTitle: string;
  spaceKey: string;
  spaceName: string;
  slug: string | null;
  base: number;
  body: string;
  title: string | null;
  parentId: string | null;
  parentTitle: string | null;
  toSpaceId: string | null;
  /** null also for a space that the reader of the proposal does not read. */
  toSpaceName: string | null;
  toState: PageState | null;
  fileName: string | null;
  uploadId: string | null;
  why: string;
  personId: string;
  personName: string;
  at: Temporal.Instant;
  /** Who wrote it as it is now. */
  editedBy: string;
  editedByName: string;
  /** Whether that one keeps the space. */
  byKeeper: boolean;
  version: number;
  state: ProposalState;
  note: string;
  decidedByName: string | null;
};

/** Where a page would go is told as far as the actor reads it: who reads the page need not read the space that is meant. */
const columns = (
  actor: Actor,
) => sql`d.id, d.kind, d.page_id as "pageId", coalesce(p.title, d.title) as "pageTitle", s.key as "spaceKey", s.name as "spaceName", p.slug, d.base,
  d.title, d.parent_id as "parentId", case when ${readable(actor, 'parent', 'parent_space')} then parent.title end as "parentTitle", d.to_space_id as "toSpaceId", case when ${readable(actor, 'p', 'goal')} then goal.name end as "toSpaceName",
  d.to_state as "toState", d.file_name as "fileName", d.upload_id as "uploadId", d.why, d.person_id as "personId", author.name as "personName",
  d.at, d.edited_by as "editedBy", editor.name as "editedByName", d.by_keeper as "byKeeper", d.version, d.state, d.note,
  judge.name as "decidedByName"`;
const tables = sql`wiki_proposal d left join wiki_page p on p.id = d.page_id join wiki_space s on s.id = coalesce(p.space_id, d.space_id)
  left join wiki_page parent on parent.id = d.parent_id left join wiki_space parent_space on parent_space.id = parent.space_id left join wiki_space goal on goal.id = d.to_space_id
  join person author on author.id = d.person_id join person editor on editor.id = d.edited_by
  left join person judge on judge.id = d.decided_by`;

/** A page that is not there yet is known to who proposed it and to who may approve it; to nobody else. */
const found = (actor: Actor) =>
  sql<boolean>`(${readable(actor)} and (d.kind <> 'page' or d.person_id = ${actor.personId}::uuid or ${isKeeper(actor)}::boolean))`;

/** A proposal in a list: without its text, which may be long, and with the rights of its space. */
export type ListedProposal = Omit<Proposal, 'body'> & { space: SpaceRights };

/**
 * Changes that wait for a decision, the longest waiting first, of pages that this actor reads; of one page when it is named.
 * Only for who writes there. At most 200.
 */
export const listProposals = async (
  db: Db,
  actor: Actor,
  { pageId, spaceId }: { pageId?: string; spaceId?: string } = {},
): Promise<ListedProposal[]> => {
  if (!actor.host && !actor.administrator) return [];
  const { rows } = await sql<Omit<Proposal, 'body'> & SpaceRights>`
    select ${columns(actor)}, s.access, s.roles, s.needs_approval as "needsApproval" from ${tables}
    where d.state = 'open' and ${found(actor)} and ${pageId ? sql`d.page_id = ${pageId}::uuid` : sql`true`}
      and ${spaceId ? sql`s.id = ${spaceId}::uuid` : sql`true`}
    order by d.at, d.id limit 200`.execute(db);
  return rows.map(({ access, roles, needsApproval, ...row }) => ({ ...row, space: { access, roles, needsApproval } }));
};

/** A proposal with its page (null for one that is not there yet) and the space whose rights count. */
export type FoundProposal = { proposal: Proposal; page: WikiPage | null; space: SpaceRights & { id: string } };

const rightsOf = ({ access, roles, needsApproval }: SpaceRights): SpaceRights => ({ access, roles, needsApproval });

/** A proposal, for who writes there; `not_found` otherwise. With `lock` it and its page are held until the transaction ends. */
export const getProposal = async (db: Db, actor: Actor, id: string, options: { lock?: boolean } = {}): Promise<FoundProposal> => {
  const lock = options.lock ? sql`for update of d` : sql``;
  const { rows } = isId(id)
    ? await sql<Proposal>`select ${columns(actor)}, d.body from ${tables} where d.id = ${id} and ${found(actor)} ${lock}`.execute(
        db,
      )
    : { rows: [] };
  const [proposal] = rows;
  if (!proposal) throw new AppError('not_found', { what: `proposal ${id}` });
  const page = proposal.pageId ? await getPage(db, actor, proposal.pageId, options) : null;
  const space = page ? { ...rightsOf(page), id: page.spaceId } : await getSpace(db, actor, proposal.spaceKey);
  if (!mayWrite(actor, space)) throw new AppError('not_found', { what: `proposal ${id}` });
  return { proposal, page, space };
};

export type ProposalComment = { id: string; body: string; personId: string; personName: string; at: Temporal.Instant };

/** What was said about a proposal that the caller has found for its reader, the oldest first. */
export const listProposalComments = (db: Db, proposalId: string): Promise<ProposalComment[]> =>
  db
    .selectFrom('wiki_proposal_comment as c')
    .innerJoin('person as p', 'p.id', 'c.person_id')
    .select(['c.id', 'c.body', 'c.person_id as personId', 'p.name as personName', 'c.at'])
    .where('c.proposal_id', '=', proposalId)
    .orderBy('c.at')
    .orderBy('c.id')
    .limit(200)
    .execute();

export type FormerText = { version: number; title: string | null; body: string; personName: string; at: Temporal.Instant };

/** What a proposal was before it was written anew, the latest first. */
export const listFormerTexts = (db: Db, proposalId: string): Promise<FormerText[]> =>
  db
    .selectFrom('wiki_proposal_text as t')
    .innerJoin('person as p', 'p.id', 't.person_id')
    .select(['t.version', 't.title', 't.body', 'p.name as personName', 't.at'])
    .where('t.proposal_id', '=', proposalId)
    .orderBy('t.version', 'desc')
    .limit(20)
    .execute();
