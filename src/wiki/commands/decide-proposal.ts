import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Act } from '../act.ts';
import { mergeTexts } from '../merge.ts';
import { mayWrite, needKeeper, readable } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { setBody } from '../write.ts';
import { bodyAt, needLive } from './save-page.ts';

export type Proposal = {
  id: string;
  pageId: string;
  pageTitle: string;
  spaceKey: string;
  slug: string;
  base: number;
  body: string;
  why: string;
  personId: string;
  personName: string;
  at: Temporal.Instant;
  state: 'open' | 'approved' | 'refused' | 'withdrawn';
  note: string;
};

const columns = sql`d.id, d.page_id as "pageId", p.title as "pageTitle", s.key as "spaceKey", p.slug, d.base, d.body, d.why,
  d.person_id as "personId", author.name as "personName", d.at, d.state, d.note`;
const tables = sql`wiki_proposal d join wiki_page p on p.id = d.page_id join wiki_space s on s.id = p.space_id join person author on author.id = d.person_id`;

/** Changes that wait for a decision, of pages that this actor reads; of one page when it is named. Only for who writes there. */
export const listProposals = async (db: Db, actor: Actor, pageId?: string): Promise<Proposal[]> => {
  if (!actor.host && !actor.administrator) return [];
  const { rows } = await sql<Proposal>`select ${columns} from ${tables}
    where d.state = 'open' and p.state = 'live' and ${readable(actor)} and ${pageId ? sql`d.page_id = ${pageId}::uuid` : sql`true`}
    order by d.at limit 100`.execute(db);
  return rows;
};

type Actor = Act['actor'];

/** A proposal with its page, for who writes there; `not_found` otherwise. */
export const getProposal = async (
  db: Db,
  actor: Actor,
  id: string,
  options: { lock?: boolean } = {},
): Promise<{ proposal: Proposal; page: WikiPage }> => {
  const lock = options.lock ? sql`for update of d` : sql``;
  const { rows } = isId(id)
    ? await sql<Proposal>`select ${columns} from ${tables} where d.id = ${id} and ${readable(actor)} ${lock}`.execute(db)
    : { rows: [] };
  const [proposal] = rows;
  if (!proposal) throw new AppError('not_found', { what: `proposal ${id}` });
  const page = await getPage(db, actor, proposal.pageId, options);
  if (!mayWrite(actor, page)) throw new AppError('not_found', { what: `proposal ${id}` });
  return { proposal, page };
};

const own = { id: 'usulan sendiri disetujui oleh orang lain', en: 'somebody else approves one’s own proposal' };
const notOwn = { id: 'hanya pengusul yang menarik usulannya', en: 'only who proposed it withdraws a proposal' };
const unsaid = { id: 'Tuliskan mengapa usulan ditolak.', en: 'Say why the proposal is refused.' };
const overtaken = {
  id: 'Halaman sudah berubah di tempat yang sama sejak usulan ini ditulis. Tolak usulan, dan minta ditulis ulang atas versi sekarang.',
  en: 'The page has changed in the same place since this was written. Refuse the proposal and have it written anew on the current version.',
};

/**
 * Approves a proposed change (a second person: it becomes the page's next revision, merged with what changed since), refuses
 * it with a reason, or withdraws one's own. `stale_page` when it was decided already, `invalid` when it cannot be merged.
 */
export const decideProposal = async (
  tx: Db,
  {
    now,
    actor,
    proposalId,
    decision,
    note,
  }: Act & { proposalId: string; decision: 'approved' | 'refused' | 'withdrawn'; note: string },
): Promise<WikiPage> => {
  const { proposal, page } = await getProposal(tx, actor, proposalId, { lock: true });
  if (proposal.state !== 'open') throw new AppError('stale_page', { seen: 'open', now: proposal.state });
  const mine = proposal.personId === actor.personId;
  if (decision === 'withdrawn' && !mine) throw new AppError('forbidden', { why: notOwn[actor.language] });
  if (decision !== 'withdrawn') needKeeper(actor, page);
  if (decision === 'approved' && mine) throw new AppError('forbidden', { why: own[actor.language] });
  if (decision === 'refused' && note.trim() === '') throw invalid([{ field: 'note', message: unsaid }]);
  let revision: number | null = null;
  if (decision === 'approved') {
    needLive(page, actor.language);
    const base = await bodyAt(tx, page.id, proposal.base);
    const merged = mergeTexts({ mine: proposal.body, base, theirs: page.body });
    if (!merged.clean) throw invalid([{ field: 'note', message: overtaken }]);
    revision = await setBody(tx, page, {
      body: merged.text,
      why: proposal.why,
      base: proposal.base,
      personId: proposal.personId,
      now,
    });
  }
  await tx
    .updateTable('wiki_proposal')
    .set({ state: decision, decided_by: actor.personId, decided_at: now, note: note.trim().slice(0, 500) })
    .where('id', '=', proposalId)
    .execute();
  const data = { proposal: proposalId, author: proposal.personId, revision, note: note.trim().slice(0, 500) };
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: page.id,
    at: now,
    type: `wiki-page.proposal-${decision}`,
    doer: doerOf(actor),
    data,
  });
  return page;
};
