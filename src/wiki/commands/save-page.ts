import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { pageStates } from '../choices.ts';
import { editInput } from '../input.ts';
import { mergeTexts } from '../merge.ts';
import { needWriter } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { follow } from '../watching/watch.ts';
import { setBody } from '../write.ts';
import { propose } from './propose.ts';
import { dropDraft } from './save-draft.ts';

export type Saved = {
  page: WikiPage;
  /** saved: it is the page now. merged: together with what somebody else had saved. proposed: it waits for approval. */
  outcome: 'saved' | 'merged' | 'proposed' | 'unchanged';
  revision: number;
  /** The proposal that waits, when it was proposed. */
  proposalId: string | null;
};

const future = { id: 'Halaman ini belum pernah sampai versi itu.', en: 'This page has no such version yet.' };

/** Refuses what cannot be done to a page that is archived or deleted, naming what can. */
export const needLive = (page: WikiPage, language: 'id' | 'en'): void => {
  if (page.state === 'live') return;
  const state = pageStates.find(({ value }) => value === page.state)?.label[language] ?? page.state;
  const possible = { id: 'mengembalikan halaman ini', en: 'bringing this page back' }[language];
  throw new AppError('not_possible_now', { action: 'wiki.save', state, possible });
};

/**
 * Saves what somebody made of a page's revision `base`. When others saved in between, both are merged line by line; where
 * they met, nothing is saved and `stale_page` says so, for a page that shows both. In a space with approval the change waits
 * as a proposal, unless the process in which it is made has a second person of its own (`approvedElsewhere`). `forbidden`, `invalid`, `not_possible_now` (the page was deleted or archived) as everywhere.
 */
export const savePage = async (
  tx: Db,
  {
    now,
    actor,
    pageId,
    edit: typed,
    approvedElsewhere = false,
  }: Act & { pageId: string; edit: unknown; approvedElsewhere?: boolean },
): Promise<Saved> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  const { body: mine, why, base, draft } = parse(editInput, typed);
  needLive(page, actor.language);
  if (base > page.revision) throw invalid([{ field: 'body', message: future }]);
  const merged =
    base === page.revision
      ? { text: mine, clean: true }
      : mergeTexts({ mine, base: await bodyAt(tx, pageId, base), theirs: page.body });
  if (!merged.clean) throw new AppError('stale_page', { seen: base, now: page.revision });
  await dropDraft(tx, actor.personId, draft);
  if (merged.text === page.body) return { page, outcome: 'unchanged', revision: page.revision, proposalId: null };
  if (page.needsApproval && !approvedElsewhere) {
    const change = { kind: 'text', body: merged.text, base: page.revision } as const;
    const proposalId = await propose(tx, { now, actor, about: { page }, change, why });
    return { page, outcome: 'proposed', revision: page.revision, proposalId };
  }
  const revision = await setBody(tx, page, { body: merged.text, why, base, personId: actor.personId, now });
  await follow(tx, { personId: actor.personId, pageId, now });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.edited',
    doer: doerOf(actor),
    data: { revision, base, why },
  });
  return { page, outcome: base === page.revision ? 'saved' : 'merged', revision, proposalId: null };
};

/** The text of a revision; a page has every one of its numbers. */
export const bodyAt = async (db: Db, pageId: string, number: number): Promise<string> =>
  (
    await db
      .selectFrom('wiki_revision')
      .select('body')
      .where('page_id', '=', pageId)
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
  ).body;
