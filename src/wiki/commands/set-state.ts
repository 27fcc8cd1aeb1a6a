import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { parse, text } from '#lib/input.ts';
import type { Act } from '../act.ts';
import type { PageState } from '../choices.ts';
import { needKeeper } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { refusing } from '../write.ts';

const input = z.strictObject({ why: text(300) });

const hasBelow = {
  id: 'Halaman ini masih mempunyai subhalaman. Pindahkan atau hapus subhalamannya lebih dahulu.',
  en: 'This page has pages below it. Move or delete them first.',
};

/**
 * Archives a page (it stays readable, nothing is changed any more), deletes it (only who writes there finds it), or brings
 * it back. Nothing of it is ever lost. `invalid` without a reason, for a page with pages below, and when another page took
 * its title meanwhile.
 */
export const setPageState = async (
  tx: Db,
  { now, actor, pageId, state, why: typed }: Act & { pageId: string; state: PageState; why: unknown },
): Promise<WikiPage> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needKeeper(actor, page);
  const { why } = parse(input, { why: typed });
  if (page.state === state) throw new AppError('stale_page', { seen: page.state, now: state });
  if (state === 'deleted') {
    const child = await tx
      .selectFrom('wiki_page')
      .select('id')
      .where('parent_id', '=', pageId)
      .where('state', '<>', 'deleted')
      .executeTakeFirst();
    if (child) throw invalid([{ field: 'why', message: hasBelow }]);
  }
  await refusing(() =>
    tx
      .updateTable('wiki_page')
      .set({ state, state_reason: why, updated_at: now, updated_by: actor.personId })
      .where('id', '=', pageId)
      .execute(),
  );
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: `wiki-page.${state === 'live' ? 'restored' : state}`,
    doer: doerOf(actor),
    data: { title: page.title, why },
  });
  return page;
};
