import { reviseAndTell } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { type FoundProposal, getProposal, getRevision, mayRevise, mergeTexts } from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { DiffTable } from '../diff-table.tsx';
import { longestForm } from '../shared.tsx';
import { words } from '../words.ts';
import { crumbsOf } from './parts.tsx';

/** A proposed text on the page as it is now; where both changed the same, both stand between marks. */
const onPresentText = async (c: Ctx, { proposal, page: here }: FoundProposal) => {
  if (!here) return { body: proposal.body, clean: true, base: 0 };
  const base = await getRevision(c.var.services.db, here.id, proposal.base);
  const merged = mergeTexts({ mine: proposal.body, base: base.body, theirs: here.body });
  return { body: merged.text, clean: merged.clean, base: here.revision };
};

const showText = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const found = await getProposal(c.var.services.db, signedIn(c), param(c, 'id'));
  const { proposal, page: here } = found;
  if (!mayRevise(signedIn(c), found)) throw new AppError('not_found', { what: c.req.path });
  const present = await onPresentText(c, found);
  const { title, why } = proposal;
  const state = posted ?? freshForm(c, { title: title ?? '', why, body: present.body, base: present.base });
  const { language } = c.var;
  return page(
    c,
    {
      title: say(words.revising, language, { title: proposal.pageTitle }),
      section: 'wiki',
      breadcrumbs: [...crumbsOf(found), { label: words.what, href: paths.wikiProposal(proposal.id) }],
      state,
      width: 'full',
    },
    <Stack>
      {present.clean && state.error?.code !== 'stale_page' ? null : (
        <>
          <Alert tone="warning" title={words.conflict} live>
            <p>{say(words.conflictHow, language, { name: here?.updatedByName ?? say(words.griya, language) })}</p>
          </Alert>
          <Card title={words.compare} flush>
            <DiffTable before={here?.body ?? ''} after={proposal.body} labels={[words.theirs, words.proposedText]} />
          </Card>
        </>
      )}
      <Card>
        <ActForm action={paths.wikiProposalText(proposal.id)} state={state} version={proposal.version}>
          <Hidden name="base" value={text(state.values, 'base') || present.base} />
          {proposal.kind === 'page' ? <TextField state={state} name="title" label={words.pageTitle} maxlength={200} /> : null}
          <TextArea state={state} name="body" label={words.body} hint={words.bodyHint} rows={24} mono />
          <TextField state={state} name="why" label={words.why} maxlength={300} optional />
          <ButtonGroup cancel={paths.wikiProposal(proposal.id)}>
            <Button label={words.save} icon="device-floppy" />
          </ButtonGroup>
        </ActForm>
      </Card>
    </Stack>,
  );
};

/** Writing a proposal anew, by its author or who decides on it. */
export const wikiProposalTextPage: Page = (app) => {
  app.get(paths.wikiProposalText(':id'), (c) => showText(c, null));
  app.post(paths.wikiProposalText(':id'), (c) =>
    act(c, {
      limitBytes: longestForm,
      run: async (tx, { actor, values, now }) => {
        const proposalId = param(c, 'id');
        const found = await getProposal(tx, actor, proposalId);
        const typed = {
          ...(found.proposal.kind === 'page' ? { title: text(values, 'title') } : {}),
          body: values.get('body')?.[0] ?? '',
          why: text(values, 'why'),
          base: text(values, 'base'),
          version: text(values, 'version'),
        };
        await reviseAndTell(tx, { actor, now, proposalId, text: typed });
        return { to: paths.wikiProposal(proposalId), said: words.revisedNow };
      },
      again: (state) => showText(c, state),
    }),
  );
};
