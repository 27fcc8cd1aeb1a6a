import { shortMoment } from '#lib/format.ts';
import { type Language, say } from '#lib/words.ts';
import {
  listThreads,
  type NamedIn,
  type PageComment,
  type Thread,
  type ThreadState,
  type Threads,
  threadStates,
  threadsPerPage,
  type WikiPage,
} from '#wiki/index.ts';
import { askedChoice } from '../../../asked.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Tabs } from '../../../components/tabs/tabs.tsx';
import type { Ctx } from '../../../context.ts';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { keyed } from '../shared.tsx';
import { words as common } from '../words.ts';
import { CommentText } from './text.tsx';
import { words } from './words.ts';

export type Talk = Threads & { state: ThreadState; page: number };

/** The threads of a page that a request asks for: the open ones, unless others are. */
export const readTalk = async (c: Ctx, here: WikiPage): Promise<Talk> => {
  const asked = askedChoice(
    c,
    'comments',
    threadStates.map((value) => ({ value })),
  );
  const state = threadStates.find((each) => each === asked) ?? 'open';
  const no = Number(c.req.query('talk') ?? '1');
  const page = Number.isInteger(no) && no >= 1 && no <= 10_000 ? no : 1;
  return { ...(await listThreads(c.var.services.db, here.id, { state, page })), state, page };
};

/** The name of the field in which a comment is answered: each thread has a form of its own. */
export const replyField = (commentId: string): string => `reply-${commentId}`;

/** Which comment of a thread an answer is sent to: what was removed cannot be answered, but the answers to it can. */
const answeredIn = (thread: Thread): PageComment | undefined =>
  thread.removed ? thread.replies.find(({ removed }) => !removed) : thread;

/**
 * A refused answer in its form; where its thread has no such form any more (the comment was removed meanwhile, the thread
 * settled), in that of a new comment: what was written is never lost.
 */
export const withAnswer = (state: FormState, talk: Talk, commentId: string): FormState => {
  const field = replyField(commentId);
  if (talk.threads.some((thread) => answeredIn(thread)?.id === commentId)) return state;
  const values = new Map([...state.values, ['comment', state.values.get(field) ?? []]] as [string, readonly string[]][]);
  const faults = state.faults.map((fault) => (fault.field === field ? { ...fault, field: 'comment' } : fault));
  return { ...state, values, faults };
};

/** Where a page shows these threads. */
export const talkHref = (
  here: Pick<WikiPage, 'spaceKey' | 'slug'>,
  { state = 'open', page = 1 }: { state?: ThreadState; page?: number },
  anchor = 'comments',
): string => {
  const query = new URLSearchParams({
    ...(state === 'open' ? {} : { comments: state }),
    ...(page > 1 ? { talk: String(page) } : {}),
  });
  return `${paths.wikiPage(here.spaceKey, here.slug)}${query.size > 0 ? `?${query}` : ''}#${anchor}`;
};

const mostTold = 5;

/** Whom a comment could not reach and why, for who wrote it; '' when it reached everybody. */
export const notTold = (named: readonly NamedIn[], language: Language): string => {
  const missed = named.flatMap(({ typed: name, why }) => (why ? [say(words.why[why], language, { name })] : []));
  if (missed.length === 0) return '';
  const more = missed.length > mostTold ? [say(words.andMore, language, { n: missed.length - mostTold })] : [];
  return say(words.notTold, language, { names: [...missed.slice(0, mostTold), ...more].join(', ') });
};

type Rights = { writer: boolean; keeper: boolean; live: boolean };

const Said = ({ here, comment, rights }: { here: WikiPage; comment: PageComment; rights: Rights }) => {
  const t = useWords();
  const { language, timeZone, actor } = useView();
  const when = shortMoment(comment.at, language, timeZone);
  const own = comment.personId === actor?.personId;
  if (comment.removed) {
    const { by: name, at, why } = comment.removed;
    return (
      <p class="g-sub" id={`c-${comment.id}`}>
        {comment.personName} · {when}. {t(words.removedBy, { name, when: shortMoment(at, language, timeZone) })}{' '}
        {why ? t(words.removedWhy, { why }) : ''}
      </p>
    );
  }
  const missed = own ? notTold(comment.named, language) : '';
  return (
    <div id={`c-${comment.id}`} class="g-comment-said">
      <p class="g-sub">
        <strong>{comment.personName}</strong> ·{' '}
        <a href={paths.wikiComment(here.id, comment.id)} aria-label={t(words.linkTo, { name: comment.personName, when })}>
          {when}
        </a>
        {comment.editedAt ? ` · ${t(words.edited, { when: shortMoment(comment.editedAt, language, timeZone) })}` : ''}
        {own && rights.live ? (
          <>
            {' '}
            · <a href={paths.wikiCommentEdit(here.id, comment.id)}>{t(words.edit)}</a>
          </>
        ) : null}
        {own || rights.keeper ? (
          <>
            {' '}
            · <a href={paths.wikiCommentRemoval(here.id, comment.id)}>{t(words.remove)}</a>
          </>
        ) : null}
      </p>
      <CommentText body={comment.body} named={comment.named} />
      {missed ? <p class="g-sub g-not-told">{missed}</p> : null}
    </div>
  );
};

type ThreadProps = { here: WikiPage; talk: Talk; state: FormState; rights: Rights };

const OneThread = ({ here, talk, thread, state, rights }: ThreadProps & { thread: Thread }) => {
  const t = useWords();
  const { language, timeZone, actor } = useView();
  const settles = rights.writer || thread.personId === actor?.personId;
  const answered = answeredIn(thread);
  const field = answered ? replyField(answered.id) : '';
  return (
    <article class={thread.resolvedAt ? 'g-comment g-comment-done' : 'g-comment'}>
      <Said here={here} comment={thread} rights={rights} />
      {thread.replies.length > 0 ? (
        <div class="g-replies">
          {thread.replies.map((reply) => (
            <Said here={here} comment={reply} rights={rights} />
          ))}
        </div>
      ) : null}
      {thread.resolvedAt ? (
        <p class="g-sub">
          {t(words.resolvedBy, { name: thread.resolvedByName ?? '', when: shortMoment(thread.resolvedAt, language, timeZone) })}
        </p>
      ) : null}
      <div class="g-comment-acts">
        {rights.live && answered ? (
          <details open={state.values.has(field)}>
            <summary>{t(words.reply)}</summary>
            <ActForm
              action={paths.wikiReplies(here.id, answered.id, { comments: talk.state, talk: talk.page })}
              state={keyed(state)}
            >
              <TextArea state={state} name={field} label={words.reply} rows={2} maxlength={4000} />
              <Button label={words.sendReply} tone="secondary" small />
            </ActForm>
          </details>
        ) : null}
        {settles ? (
          <ActForm action={paths.wikiComment(here.id, thread.id)} state={keyed(state)}>
            <Hidden name="resolved" value={thread.resolvedAt ? '' : 'yes'} />
            <Button label={thread.resolvedAt ? words.reopen : common.resolve} tone="quiet" small />
          </ActForm>
        ) : null}
      </div>
    </article>
  );
};

/** The threads of a page and the form for a new one. */
export const Comments = ({ here, talk, state, rights }: ThreadProps) => {
  const t = useWords();
  const shown = talk.counts[talk.state];
  return (
    <Card title={common.comments} id="comments">
      <Stack>
        {talk.counts.resolved > 0 || talk.state !== 'open' ? (
          <Tabs
            label={common.comments}
            current={talk.state}
            tabs={threadStates.map((key) => ({
              key,
              label: words.states[key],
              count: talk.counts[key],
              href: talkHref(here, { state: key }),
            }))}
          />
        ) : null}
        {talk.threads.length === 0 ? <p class="g-muted">{t(words.none[talk.state])}</p> : null}
        {shown > threadsPerPage * talk.page ? (
          <p>
            <a href={talkHref(here, { state: talk.state, page: talk.page + 1 })}>{t(words.older)}</a>
          </p>
        ) : null}
        {talk.threads.map((thread) => (
          <OneThread here={here} talk={talk} thread={thread} state={state} rights={rights} />
        ))}
        {talk.page > 1 ? (
          <p>
            <a href={talkHref(here, { state: talk.state, page: talk.page - 1 })}>{t(words.newer)}</a>
          </p>
        ) : null}
        {rights.live ? (
          <ActForm action={paths.wikiComments(here.id, { comments: talk.state, talk: talk.page })} state={state}>
            <TextArea state={state} name="comment" label={common.newComment} hint={words.how} rows={3} maxlength={4000} />
            <Button label={common.send} tone="secondary" />
          </ActForm>
        ) : null}
      </Stack>
    </Card>
  );
};
