import { tellApprovers } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { fileSize } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type Attachment,
  attachFile,
  attachmentPurpose,
  detachFile,
  findAttachment,
  findWaitingFile,
  getPage,
  listAttachments,
  listFormerAttachments,
  mayWrite,
  type WikiPage,
} from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { Checkbox } from '../../components/field/field.tsx';
import { FileField } from '../../components/field/file-field.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, ticked } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView } from '../../view.ts';
import { sendFile } from '../files/send.ts';
import { FormerFiles, findFileOfThen } from './editor/former-files.tsx';
import { keyed, pageCrumbs, writtenPage } from './shared.tsx';
import { words } from './words.ts';

/** The files of a page; who writes adds to them on a page of their own. */
export const Files = ({ here, files, writer }: { here: WikiPage; files: readonly Attachment[]; writer: boolean }) => {
  const { language } = useView();
  const adds = writer && here.state === 'live';
  if (files.length === 0 && !adds) return null;
  return (
    <Card title={words.files} id="files">
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
        {adds ? <LinkButton href={paths.wikiFiles(here.id)} label={words.attach} icon="paperclip" small /> : null}
      </Stack>
    </Card>
  );
};

const showFiles = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const here = await writtenPage(c);
  const files = await listAttachments(c.var.services.db, here.id);
  const former = await listFormerAttachments(c.var.services.db, here.id);
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
      <FormerFiles pageId={here.id} files={former} />
    </Stack>,
  );
};

/** The files of a page: adding, removing and reading them. */
export const wikiFilesPage: Page = (app) => {
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
    const [version, at] = [c.req.query('version'), c.req.query('at')];
    const asked = version || at ? await findFileOfThen(db, here.id, { name, version, at }) : null;
    if (version && !asked) throw new AppError('not_found', { what: c.req.path });
    const file =
      asked ??
      (await findAttachment(db, here.id, name)) ??
      (mayWrite(actor, here) ? await findWaitingFile(db, here.id, name) : null);
    if (!file) throw new AppError('not_found', { what: c.req.path });
    return sendFile(c, db, { fileId: file.fileId, name: file.name, inline: file.mediaType.startsWith('image/') });
  });
};
