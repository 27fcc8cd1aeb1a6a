import { tellApprovers } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  getPage,
  getSpace,
  listSpaces,
  mayKeep,
  mayWrite,
  movePage,
  type PageState,
  setPageState,
  type WikiPage,
} from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Select, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { pageCrumbs } from '../shared.tsx';
import { words } from '../words.ts';
import { ParentField, parentTitle, parentTitles, readParent } from './parent.tsx';

const StateForm = ({ id, live, state }: { id: string; live: boolean; state: FormState }) => {
  const t = useWords();
  return (
    <Card title={live ? words.stateTitle : words.bringBack}>
      {live ? <p class="g-muted">{t(words.stateLead)}</p> : null}
      <ActForm action={paths.wikiState(id)} state={state}>
        <TextField state={state} name="reason" label={words.reason} maxlength={300} />
        <ButtonGroup>
          {live ? (
            <>
              <Button label={words.archive} tone="secondary" name="state" value="archived" />
              <Button label={words.delete} tone="danger" name="state" value="deleted" />
            </>
          ) : (
            <>
              <Hidden name="state" value="live" />
              <Button label={words.bringBack} />
            </>
          )}
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const here = await getPage(db, actor, param(c, 'id'));
  if (!mayWrite(actor, here)) throw new AppError('not_found', { what: c.req.path });
  const [spaces, titles, above] = await Promise.all([
    listSpaces(db, actor),
    parentTitles(db, actor, { id: here.spaceId, key: here.spaceKey }),
    parentTitle(db, actor, here.parentId ?? ''),
  ]);
  const state = posted ?? freshForm(c, { title: here.title, parentId: above, space: here.spaceKey });
  return page(
    c,
    {
      title: words.move,
      section: 'wiki',
      breadcrumbs: pageCrumbs(here),
      lead: say(here.needsApproval ? words.moveLeadWaits : words.moveLead, c.var.language),
      state,
      width: 'narrow',
    },
    <Stack>
      {here.state === 'live' ? (
        <Card>
          <ActForm action={paths.wikiMove(here.id)} state={state}>
            <TextField state={state} name="title" label={words.pageTitle} maxlength={200} />
            <Select
              state={state}
              name="space"
              label={words.space}
              empty={false}
              options={spaces.filter((space) => mayWrite(actor, space)).map((space) => ({ value: space.key, label: space.name }))}
            />
            <ParentField state={state} space={here.spaceKey} titles={titles.filter((title) => title !== here.title)} />
            <TextField state={state} name="why" label={words.why} maxlength={300} optional />
            <ButtonGroup cancel={paths.wikiPage(here.spaceKey, here.slug)}>
              <Button label={words.save} />
            </ButtonGroup>
          </ActForm>
        </Card>
      ) : null}
      {mayKeep(actor, here) ? <StateForm id={here.id} live={here.state === 'live'} state={state} /> : null}
    </Stack>,
  );
};

/** The page above that was typed. One that stands in the space which the page leaves, and was not changed, stays behind. */
const parentOf = async (
  db: Db,
  actor: Actor,
  here: WikiPage,
  { space, typed }: { space: string; typed: string },
): Promise<string> => {
  if (space === here.spaceKey) return readParent(db, actor, { id: here.spaceId, key: space }, typed);
  if (typed === '' || typed === (await parentTitle(db, actor, here.parentId ?? ''))) return '';
  const goal = await getSpace(db, actor, space);
  return readParent(db, actor, { id: goal.id, key: space }, typed);
};

const said: Record<PageState, (typeof words)['archived' | 'deleted' | 'broughtBack']> = {
  live: words.broughtBack,
  archived: words.archived,
  deleted: words.deleted,
};

/** Another title, another place, and the end of a page. */
export const wikiMovePage: Page = (app) => {
  app.get(paths.wikiMove(':id'), (c) => show(c, null));
  app.post(paths.wikiMove(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const [title, space, why] = [text(values, 'title'), text(values, 'space'), text(values, 'why')];
        const here = await getPage(tx, actor, param(c, 'id'));
        const parentId = await parentOf(tx, actor, here, { space, typed: text(values, 'parentId') });
        const move = { title, parentId, space, why };
        const moved = await tellApprovers(tx, { actor, now }, movePage(tx, { actor, now, pageId: here.id, move }));
        if (moved.proposalId) return { to: paths.wikiProposal(moved.proposalId), said: words.proposed };
        return { to: paths.wikiPage(moved.spaceKey, moved.slug), said: words.moved };
      },
      again: (state) => show(c, state),
    }),
  );
  app.post(paths.wikiState(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const state = (['live', 'archived', 'deleted'] as const).find((each) => each === text(values, 'state'));
        if (!state) throw new AppError('bad_request', { why: 'state' });
        const why = text(values, 'reason');
        const set = setPageState(tx, { actor, now, pageId: param(c, 'id'), state, why });
        const { page: here, proposalId } = await tellApprovers(tx, { actor, now }, set);
        if (proposalId) return { to: paths.wikiProposal(proposalId), said: words.proposed };
        return { to: paths.wikiPage(here.spaceKey, here.slug), said: said[state] };
      },
      again: (state) => show(c, state),
    }),
  );
};
