import { commentProposalAndTell, decideAndTell } from '#cases/index.ts';
import { getUpload } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { type FoundProposal, getProposal, listFormerTexts, listProposalComments, mayDecide, mayRevise } from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { sendFile } from '../../files/send.ts';
import { words } from '../words.ts';
import { crumbsOf, Former, proposalSummary, Talk } from './parts.tsx';
import { Preview } from './preview.tsx';

const Decide = ({ found, state }: { found: FoundProposal; state: FormState }) => {
  const t = useWords();
  const { actor } = useView();
  const { proposal } = found;
  if (proposal.state !== 'open' || !actor) {
    return (
      <p>
        {t(words.decided[proposal.state])} {proposal.decidedByName ?? ''} {proposal.note ? `– ${proposal.note}` : ''}
      </p>
    );
  }
  const [mine, decides] = [proposal.personId === actor.personId, mayDecide(actor, found)];
  return (
    <Card>
      <ActForm action={paths.wikiProposal(proposal.id)} state={state} version={proposal.version}>
        {decides ? (
          <TextField state={state} name="note" label={words.note} hint={words.noteHow} maxlength={500} optional />
        ) : mine ? (
          <p class="g-muted">{t(words.ownWaits)}</p>
        ) : null}
        <ButtonGroup>
          {decides ? <Button label={words.approve} name="decision" value="approved" icon="check" /> : null}
          {decides ? <Button label={words.refuse} name="decision" value="refused" tone="danger" /> : null}
          {mine ? <Button label={words.withdraw} name="decision" value="withdrawn" tone="secondary" /> : null}
          {mayRevise(actor, found) ? (
            <LinkButton href={paths.wikiProposalText(proposal.id)} label={words.revise} icon="pencil" />
          ) : null}
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const showProposal = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const found = await getProposal(db, actor, param(c, 'id'));
  const { proposal } = found;
  const [comments, former, preview] = await Promise.all([
    listProposalComments(db, proposal.id),
    listFormerTexts(db, proposal.id),
    Preview(c, found),
  ]);
  const state = posted ?? freshForm(c);
  const { language, installation } = c.var;
  const when = shortMoment(proposal.at, language, installation?.timeZone ?? 'UTC');
  const anew = proposal.editedBy !== proposal.personId;
  return page(
    c,
    {
      title: say(words.proposalOf, language, { title: proposal.pageTitle }),
      section: 'wiki',
      breadcrumbs: crumbsOf(found),
      lead: [say(proposalSummary(proposal), language), proposal.personName, when, proposal.why].filter(Boolean).join(' · '),
      state,
      width: 'full',
    },
    <Stack>
      {state.faults.some(({ field }) => field === 'title') ? (
        <Alert tone="warning" title={words.titleIsTaken}>
          <p>{say(words.titleIsTakenHow, language)}</p>
        </Alert>
      ) : null}
      {anew && proposal.state === 'open' ? (
        <Alert tone="info">
          <p>{say(mayDecide(actor, found) ? words.mustAgree : words.revisedBy, language, { name: proposal.editedByName })}</p>
        </Alert>
      ) : null}
      {preview}
      <Former texts={former} now={proposal.body} />
      <Decide found={found} state={state} />
      <Talk id={proposal.id} comments={comments} state={state} />
    </Stack>,
  );
};

/** A change that waits for a second person: how it would be, what is said about it, and the decision. */
export const wikiProposalPage: Page = (app) => {
  app.get(paths.wikiProposal(':id'), (c) => showProposal(c, null));
  app.post(paths.wikiProposal(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const decision = (['approved', 'refused', 'withdrawn'] as const).find((each) => each === text(values, 'decision'));
        if (!decision) throw new AppError('bad_request', { why: 'decision' });
        const proposalId = param(c, 'id');
        const version = text(values, 'version');
        const seen = version === '' ? {} : { version: Number(version) };
        const note = text(values, 'note');
        const { page: here } = await decideAndTell(tx, { actor, now, proposalId, decision, note, ...seen });
        const said = words.decided[decision];
        return here ? { to: paths.wikiPage(here.spaceKey, here.slug), said } : { to: paths.wikiProposal(proposalId), said };
      },
      again: (state) => showProposal(c, state),
    }),
  );

  app.post(paths.wikiProposalComments(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const proposalId = param(c, 'id');
        await commentProposalAndTell(tx, { actor, now, proposalId, comment: text(values, 'comment') });
        return { to: `${paths.wikiProposal(proposalId)}#talk`, said: words.commented };
      },
      again: (state) => showProposal(c, state),
    }),
  );

  app.get(paths.wikiProposalFile(':id'), async (c) => {
    const { db } = c.var.services;
    const { proposal } = await getProposal(db, signedIn(c), param(c, 'id'));
    if (!proposal.uploadId) throw new AppError('not_found', { what: c.req.path });
    const { fileId, mediaType } = await getUpload(db, proposal.uploadId);
    return sendFile(c, db, { fileId, name: proposal.fileName ?? '', inline: mediaType.startsWith('image/') });
  });
};
