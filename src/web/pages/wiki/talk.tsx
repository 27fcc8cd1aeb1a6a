import { commentOnPage, tellApprovers } from '#cases/index.ts';
import { listPeople } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { fileSize, shortDate, shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type Attachment,
  attachFile,
  attachmentPurpose,
  confirmPage,
  detachFile,
  findAttachment,
  findWaitingFile,
  getPage,
  listAttachments,
  mayWrite,
  type PageComment,
  resolveComment,
  setReview,
  type WikiPage,
} from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { Checkbox, DateField, Select, TextArea } from '../../components/field/field.tsx';
import { FileField } from '../../components/field/file-field.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import { Mark } from '../../components/status/status.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, ticked } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { sendFile } from '../files/send.ts';
import { pageCrumbs } from './shared.tsx';
import { words } from './words.ts';

const keyed = (state: FormState): FormState => ({ ...state, requestKey: crypto.randomUUID() });

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

/** Who answers for a page, when it was last found correct, and saying so in one click. */
export const Review = ({ here, state, today }: { here: WikiPage; state: FormState; today: Temporal.PlainDate }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const due = here.reviewOn !== null && Temporal.PlainDate.compare(here.reviewOn, today) <= 0;
  return (
    <Card title={words.review}>
      <Stack>
        <p class="g-tight-lines">
          {t(words.owner)}: {here.ownerName ?? t(words.nobody)}
          <br />
          {t(words.reviewOn)}: {here.reviewOn ? shortDate(here.reviewOn, language, timeZone) : '–'}{' '}
          {due ? <Mark label={words.due} /> : null}
          <br />
          {here.reviewedAt
            ? t(words.confirmedBy, { name: here.reviewedByName ?? '', day: shortDate(here.reviewedAt, language, timeZone) })
            : t(words.neverConfirmed)}
        </p>
        <ButtonGroup>
          <ActForm action={paths.wikiConfirmation(here.id)} state={keyed(state)}>
            <Hidden name="seen" value={here.revision} />
            <Button label={words.stillCorrect} icon="check" tone="secondary" small />
          </ActForm>
          <LinkButton href={paths.wikiReview(here.id)} label={words.setReview} tone="quiet" small />
        </ButtonGroup>
      </Stack>
    </Card>
  );
};

/** The files of a page; who writes adds to them on a page of their own. */
export const Files = ({ here, files, writer }: { here: WikiPage; files: readonly Attachment[]; writer: boolean }) => {
  const { language } = useView();
  if (files.length === 0 && !writer) return null;
  return (
    <Card title={words.files}>
      <Stack>
        {files.length > 0 ? (
          <ul class="g-tree">
            {files.map((file) => (
              <li>
                <a href={paths.wikiFile(here.id, file.name)}>{file.name}</a>{' '}
                <span class="g-muted">{fileSize(file.size, language)}</span>
              </li>
            ))}
          </ul>
        ) : null}
        {writer && here.state === 'live' ? (
          <LinkButton href={paths.wikiFiles(here.id)} label={words.attach} icon="paperclip" small />
        ) : null}
      </Stack>
    </Card>
  );
};

const writerOf = async (c: Ctx): Promise<WikiPage> => {
  const actor = signedIn(c);
  const here = await getPage(c.var.services.db, actor, param(c, 'id'));
  if (!mayWrite(actor, here)) throw new AppError('not_found', { what: c.req.path });
  return here;
};

const showFiles = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const here = await writerOf(c);
  const files = await listAttachments(c.var.services.db, here.id);
  const state = posted ?? freshForm(c);
  const { language } = c.var;
  return page(
    c,
    {
      title: words.files,
      section: 'wiki',
      breadcrumbs: pageCrumbs(here),
      lead: `${say(words.filesLead, language)} ${here.needsApproval ? say(words.filesWait, language) : ''}`.trim(),
      state,
      width: 'narrow',
    },
    <Stack>
      <Card>
        <ActForm action={paths.wikiFiles(here.id)} state={state} files>
          <FileField state={state} name="file" label={words.file} />
          <Checkbox state={state} name="replace" label={words.replaceFile} />
          <ButtonGroup cancel={paths.wikiPage(here.spaceKey, here.slug)}>
            <Button label={words.attach} />
          </ButtonGroup>
        </ActForm>
      </Card>
      {files.map((file) => (
        <Card>
          <p>
            <a href={paths.wikiFile(here.id, file.name)}>{file.name}</a>{' '}
            <span class="g-muted">
              {fileSize(file.size, language)} ·{' '}
              <code>
                {file.mediaType.startsWith('image/')
                  ? `![${file.name}](${encodeURI(file.name)})`
                  : `[${file.name}](${encodeURI(file.name)})`}
              </code>
            </span>
          </p>
          <ActForm action={paths.wikiFiles(here.id)} state={keyed(state)} files>
            <Hidden name="remove" value={file.name} />
            <Button label={words.detach} tone="quiet" small />
          </ActForm>
        </Card>
      ))}
    </Stack>,
  );
};

const showReview = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const here = await writerOf(c);
  const people = await listPeople(c.var.services.db, { officeId: c.var.installation?.hostOfficeId ?? '' });
  const state = posted ?? freshForm(c, { ownerPersonId: here.ownerPersonId ?? '', reviewOn: here.reviewOn?.toString() ?? '' });
  return page(
    c,
    {
      title: words.setReview,
      section: 'wiki',
      breadcrumbs: pageCrumbs(here),
      lead: say(words.reviewLead, c.var.language),
      state,
      width: 'narrow',
    },
    <Card>
      <ActForm action={paths.wikiReview(here.id)} state={state}>
        <Select
          state={state}
          name="ownerPersonId"
          label={words.owner}
          empty={words.nobody}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
        <DateField state={state} name="reviewOn" label={words.reviewOn} optional />
        <ButtonGroup cancel={paths.wikiPage(here.spaceKey, here.slug)}>
          <Button label={words.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** Remarks, review and files of a page. `show` shows the page itself again where a remark was refused. */
export const wikiTalkPage =
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

    app.post(paths.wikiConfirmation(':id'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const today = now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
          const { page: here, reviewOn } = await confirmPage(tx, {
            actor,
            now,
            pageId: param(c, 'id'),
            seen: Number(text(values, 'seen')),
            today,
          });
          const day = shortDate(reviewOn, c.var.language, c.var.installation?.timeZone ?? 'UTC');
          return { to: paths.wikiPage(here.spaceKey, here.slug), said: say(words.confirmed, c.var.language, { day }) };
        },
        again: (state) => again(c, state),
      }),
    );

    app.get(paths.wikiReview(':id'), (c) => showReview(c, null));
    app.post(paths.wikiReview(':id'), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const review = { ownerPersonId: text(values, 'ownerPersonId'), reviewOn: text(values, 'reviewOn') };
          const here = await setReview(tx, { actor, now, pageId: param(c, 'id'), review });
          return { to: paths.wikiPage(here.spaceKey, here.slug), said: words.reviewSet };
        },
        again: (state) => showReview(c, state),
      }),
    );

    app.get(paths.wikiFiles(':id'), (c) => showFiles(c, null));
    app.post(paths.wikiFiles(':id'), (c) =>
      act(c, {
        uploads: [{ field: 'file', purpose: attachmentPurpose }],
        run: async (tx, { actor, values, now }) => {
          const pageId = param(c, 'id');
          const removed = text(values, 'remove');
          if (removed !== '') {
            const detached = await tellApprovers(tx, { actor, now }, detachFile(tx, { actor, now, pageId, name: removed }));
            if (detached.proposalId) return { to: paths.wikiProposal(detached.proposalId), said: words.proposed };
            return { to: paths.wikiFiles(pageId), said: words.detached };
          }
          const attaching = { actor, now, pageId, uploadId: text(values, 'file'), replace: ticked(values, 'replace') };
          const { name, proposalId } = await tellApprovers(tx, { actor, now }, attachFile(tx, attaching));
          if (proposalId) return { to: paths.wikiProposal(proposalId), said: words.proposed };
          return { to: paths.wikiFiles(pageId), said: say(words.attached, c.var.language, { name }) };
        },
        again: (state) => showFiles(c, state),
      }),
    );
    app.get(paths.wikiFile(':id', ':name'), async (c) => {
      const { db } = c.var.services;
      const actor = signedIn(c);
      const here = await getPage(db, actor, param(c, 'id'));
      const name = param(c, 'name');
      // Who writes here sees a file that waits for approval, so that a proposed text can be looked at with its pictures.
      const file =
        (await findAttachment(db, here.id, name)) ?? (mayWrite(actor, here) ? await findWaitingFile(db, here.id, name) : null);
      if (!file) throw new AppError('not_found', { what: c.req.path });
      return sendFile(c, db, { fileId: file.fileId, name: file.name, inline: file.mediaType.startsWith('image/') });
    });
  };
