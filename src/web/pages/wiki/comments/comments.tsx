import { commentOnPage, editCommentAndTell } from '#cases/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  getComment,
  getPage,
  mayKeep,
  type NamedIn,
  type PageComment,
  placeOfComment,
  removeComment,
  settleThread,
  type WikiPage,
} from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import type { Phrase } from '../../../view.ts';
import { pageCrumbs } from '../shared.tsx';
import { words as common } from '../words.ts';
import { CommentText } from './text.tsx';
import { notTold, readTalk, replyField, talkHref, withAnswer } from './threads.tsx';
import { words } from './words.ts';

const pageOf = (c: Ctx): Promise<WikiPage> => getPage(c.var.services.db, signedIn(c), param(c, 'id'));

const commentHere = async (c: Ctx): Promise<{ here: WikiPage; comment: PageComment }> => {
  const here = await pageOf(c);
  return { here, comment: await getComment(c.var.services.db, here.id, param(c, 'comment')) };
};

/** The fault of a comment stands at the field in which it was written. */
const atField = async <Result,>(field: string, run: () => Promise<Result>): Promise<Result> => {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    throw invalid(error.faults.map((fault) => (fault.field === 'comment' ? { ...fault, field } : fault)));
  }
};

const told = (c: Ctx, done: Phrase, named: readonly NamedIn[]): string =>
  [typeof done === 'string' ? done : say(done, c.var.language), notTold(named, c.var.language)].filter(Boolean).join(' ');

/** Leads to a comment, wherever its page and its thread stand now. */
const leadTo = async (c: Ctx): Promise<Response> => {
  const { here, comment } = await commentHere(c);
  const no = await placeOfComment(c.var.services.db, here.id, comment);
  return c.redirect(talkHref(here, { state: 'all', page: no }, `c-${comment.id}`), 302);
};

const showEdit = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const { here, comment } = await commentHere(c);
  if (comment.personId !== signedIn(c).personId) throw new AppError('not_found', { what: c.req.path });
  const state = posted ?? freshForm(c, { comment: comment.body });
  return page(
    c,
    { title: words.editTitle, section: 'wiki', breadcrumbs: pageCrumbs(here), state, width: 'narrow' },
    <Card>
      <ActForm action={paths.wikiCommentEdit(here.id, comment.id)} state={state}>
        <TextArea state={state} name="comment" label={common.comments} hint={words.how} rows={6} maxlength={4000} />
        <ButtonGroup cancel={paths.wikiComment(here.id, comment.id)}>
          <Button label={common.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

const showRemoval = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const { here, comment } = await commentHere(c);
  const actor = signedIn(c);
  const own = comment.personId === actor.personId;
  if (comment.removed || (!own && !mayKeep(actor, here))) throw new AppError('not_found', { what: c.req.path });
  const state = posted ?? freshForm(c);
  return page(
    c,
    {
      title: words.removeTitle,
      section: 'wiki',
      breadcrumbs: pageCrumbs(here),
      lead: say(words.removeLead, c.var.language),
      state,
      width: 'narrow',
    },
    <Card>
      <Stack>
        <div class="g-comment">
          <p class="g-sub">{comment.personName}</p>
          <CommentText body={comment.body} named={comment.named} />
        </div>
        <ActForm action={paths.wikiCommentRemoval(here.id, comment.id)} state={state}>
          <TextField state={state} name="why" label={words.reasonOwn} maxlength={300} optional={own} />
          <ButtonGroup cancel={paths.wikiComment(here.id, comment.id)}>
            <Button label={words.remove} tone="danger" />
          </ButtonGroup>
        </ActForm>
      </Stack>
    </Card>,
  );
};

/** Remarks on a page. `show` shows the page itself again where one was refused. */
export const wikiCommentsPage =
  (show: (c: Ctx, here: WikiPage, state: FormState) => Promise<Response>): Page =>
  (app) => {
    const again = async (c: Ctx, state: FormState): Promise<Response> => show(c, await pageOf(c), state);

    app.post(paths.wikiComments(':id'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const said = { actor, now, pageId: param(c, 'id'), comment: text(values, 'comment') };
          const { page: here, commentId, named } = await commentOnPage(tx, said);
          return { to: talkHref(here, {}, `c-${commentId}`), said: told(c, common.commented, named) };
        },
        again: (state) => again(c, state),
      }),
    );
    app.post(paths.wikiReplies(':id', ':comment'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const parentId = param(c, 'comment');
          const field = replyField(parentId);
          const said = { actor, now, pageId: param(c, 'id'), comment: text(values, field), parentId };
          const { page: here, commentId, named } = await atField(field, () => commentOnPage(tx, said));
          return { to: paths.wikiComment(here.id, commentId), said: told(c, common.commented, named) };
        },
        again: async (state) => {
          const here = await pageOf(c);
          return show(c, here, withAnswer(state, await readTalk(c, here), param(c, 'comment')));
        },
      }),
    );

    app.get(paths.wikiComment(':id', ':comment'), leadTo);
    app.post(paths.wikiComment(':id', ':comment'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const resolved = text(values, 'resolved') !== '';
          const here = await settleThread(tx, { actor, now, pageId: param(c, 'id'), commentId: param(c, 'comment'), resolved });
          return { to: talkHref(here, {}), said: resolved ? common.resolvedNow : words.reopenedNow };
        },
        again: (state) => again(c, state),
      }),
    );

    app.get(paths.wikiCommentEdit(':id', ':comment'), (c) => showEdit(c, null));
    app.post(paths.wikiCommentEdit(':id', ':comment'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const comment = { commentId: param(c, 'comment'), comment: text(values, 'comment') };
          const {
            page: here,
            commentId,
            named,
          } = await editCommentAndTell(tx, { actor, now, pageId: param(c, 'id'), ...comment });
          return { to: paths.wikiComment(here.id, commentId), said: told(c, words.editedNow, named) };
        },
        again: (state) => showEdit(c, state),
      }),
    );

    app.get(paths.wikiCommentRemoval(':id', ':comment'), (c) => showRemoval(c, null));
    app.post(paths.wikiCommentRemoval(':id', ':comment'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const commentId = param(c, 'comment');
          const here = await removeComment(tx, { actor, now, pageId: param(c, 'id'), commentId, why: text(values, 'why') });
          return { to: talkHref(here, {}), said: words.removedNow };
        },
        again: (state) => showRemoval(c, state),
      }),
    );
  };
