import { commentOnPage } from '#cases/index.ts';
import { shortMoment } from '#lib/format.ts';
import { getPage, type PageComment, resolveComment, type WikiPage } from '#wiki/index.ts';
import { act } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Mark } from '../../../components/status/status.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { keyed } from '../shared.tsx';
import { words } from '../words.ts';

/** Remarks on a page and the form for another. */
export const Comments = ({
  here,
  comments,
  state,
  writer,
}: {
  here: WikiPage;
  comments: readonly PageComment[];
  state: FormState;
  writer: boolean;
}) => {
  const t = useWords();
  const { language, timeZone, actor } = useView();
  return (
    <Card title={words.comments} id="comments">
      <Stack>
        {comments.map((comment) => (
          <div class={comment.resolvedAt ? 'g-comment g-comment-done' : 'g-comment'}>
            <p class="g-sub">
              {comment.personName} · {shortMoment(comment.at, language, timeZone)}{' '}
              {comment.resolvedAt ? <Mark label={words.resolved} /> : null}
            </p>
            <p class="g-comment-body">{comment.body}</p>
            {!comment.resolvedAt && (writer || comment.personId === actor?.personId) ? (
              <ActForm action={paths.wikiComment(here.id, comment.id)} state={keyed(state)}>
                <Button label={words.resolve} tone="quiet" small />
              </ActForm>
            ) : null}
          </div>
        ))}
        {here.state === 'live' ? (
          <ActForm action={paths.wikiComments(here.id)} state={state}>
            <TextArea
              state={state}
              name="comment"
              label={words.newComment}
              hint={t(words.mentionHow)}
              rows={3}
              maxlength={4000}
            />
            <Button label={words.send} tone="secondary" />
          </ActForm>
        ) : null}
      </Stack>
    </Card>
  );
};

/** Remarks on a page. `show` shows the page itself again where one was refused. */
export const wikiCommentsPage =
  (show: (c: Ctx, here: WikiPage, state: FormState) => Promise<Response>): Page =>
  (app) => {
    const again = async (c: Ctx, state: FormState): Promise<Response> =>
      show(c, await getPage(c.var.services.db, signedIn(c), param(c, 'id')), state);

    app.post(paths.wikiComments(':id'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const { page: here } = await commentOnPage(tx, {
            actor,
            now,
            pageId: param(c, 'id'),
            comment: text(values, 'comment'),
          });
          return { to: `${paths.wikiPage(here.spaceKey, here.slug)}#comments`, said: words.commented };
        },
        again: (state) => again(c, state),
      }),
    );

    app.post(paths.wikiComment(':id', ':comment'), (c) =>
      act(c, {
        run: async (tx, { actor, now }) => {
          const here = await resolveComment(tx, { actor, now, pageId: param(c, 'id'), commentId: param(c, 'comment') });
          return { to: `${paths.wikiPage(here.spaceKey, here.slug)}#comments`, said: words.resolvedNow };
        },
        again: (state) => again(c, state),
      }),
    );
  };
