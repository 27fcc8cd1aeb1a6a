import { commentProposalAndTell, decideAndTell, reviseAndTell } from '#cases/index.ts';
import { getUpload } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type FoundProposal,
  fillIn,
  findPage,
  getProposal,
  getRevision,
  type ListedProposal,
  listFormerTexts,
  listProposalComments,
  listProposals,
  mayDecide,
  mayRevise,
  mergeTexts,
  renderMarkdown,
} from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { asked } from '../../asked.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { Button, ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { TextArea, TextField } from '../../components/field/field.tsx';
import { FilterBar, FilterCheck } from '../../components/filter/filter.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { sendFile } from '../files/send.ts';
import { DiffTable } from './diff-table.tsx';
import { WikiText } from './page.tsx';
import { Former, MetAlert, ProposedMove, ProposedText, proposalSummary, Talk } from './proposal-parts.tsx';
import { longestForm, surroundings } from './shared.tsx';
import { words } from './words.ts';

const ProposalTable = ({ rows }: { rows: readonly ListedProposal[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.proposals}
      rows={rows}
      empty={<Empty icon="circle-check" title={words.noneProposed} />}
      columns={[
        { key: 'page', label: words.pageTitle, cell: (row) => <a href={paths.wikiProposal(row.id)}>{row.pageTitle}</a> },
        { key: 'space', label: words.space, cell: (row) => row.spaceName },
        {
          key: 'what',
          label: words.what,
          cell: (row) => (
            <>
              {t(proposalSummary(row))}
              {row.why ? <span class="g-sub">{row.why}</span> : null}
            </>
          ),
        },
        { key: 'who', label: words.who, cell: (row) => row.personName },
        { key: 'when', label: words.when, tight: true, cell: (row) => shortMoment(row.at, language, timeZone) },
      ]}
    />
  );
};

const showList = async (c: Ctx): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const all = await listProposals(db, actor);
  const forMe = asked(c, 'forme') !== '';
  const rows = all.filter(({ space, ...proposal }) => !forMe || mayDecide(actor, { proposal, space }));
  return page(
    c,
    {
      title: words.proposals,
      section: 'wiki',
      breadcrumbs: [{ label: words.title, href: paths.wiki() }],
      lead: say(words.proposalsLead, c.var.language),
    },
    <Stack>
      <FilterBar action={paths.wikiProposals()} active={forMe}>
        <FilterCheck name="forme" label={words.forMe} checked={forMe} />
      </FilterBar>
      <Card flush>
        <ProposalTable rows={rows} />
      </Card>
    </Stack>,
  );
};

const crumbsOf = ({ proposal, page: here }: FoundProposal) => [
  { label: words.title, href: paths.wiki() },
  { label: words.proposals, href: paths.wikiProposals() },
  ...(here ? [{ label: here.title, href: paths.wikiPage(here.spaceKey, here.slug) }] : []),
  ...(here ? [] : [{ label: proposal.pageTitle, href: paths.wikiProposal(proposal.id) }]),
];

/** What would change, shown in the way that fits the kind of change. */
const Preview = async (c: Ctx, found: FoundProposal) => {
  const { proposal, page: here, space } = found;
  const { db } = c.var.services;
  const actor = signedIn(c);
  if (proposal.kind === 'page') {
    const rendering = await renderMarkdown(proposal.body);
    const place = { id: space.id, spaceId: space.id, spaceKey: proposal.spaceKey };
    const html = await fillIn({ db, actor, now: c.var.now, around: await surroundings(c, place) }, place, rendering);
    const goneParent = proposal.parentId && (await findPage(db, actor, proposal.parentId))?.state !== 'live';
    return (
      <>
        {goneParent && proposal.state === 'open' ? (
          <Alert tone="info">
            <p>{say(words.parentIsGone, c.var.language)}</p>
          </Alert>
        ) : null}
        <Card title={proposal.pageTitle}>
          <p class="g-sub">
            {proposal.spaceName} › {proposal.parentTitle ?? say(words.topmost, c.var.language)}
          </p>
          <WikiText html={html} plainly={rendering.plainly} />
        </Card>
      </>
    );
  }
  if (!here) return null;
  if (proposal.kind === 'text') {
    const base = await getRevision(db, here.id, proposal.base);
    const merged = mergeTexts({ mine: proposal.body, base: base.body, theirs: here.body });
    const met = !merged.clean;
    const rendering = await renderMarkdown(proposal.state === 'open' && !met ? merged.text : proposal.body);
    const html = await fillIn({ db, actor, now: c.var.now, around: await surroundings(c, here) }, here, rendering);
    return (
      <>
        {met && proposal.state === 'open' ? <MetAlert proposal={proposal} mayRevise={mayRevise(actor, found)} /> : null}
        <Card flush>
          <ProposedText proposal={proposal} here={here} base={base.body} />
        </Card>
        <details class="g-former">
          <summary>{say(words.preview, c.var.language)}</summary>
          <Card>
            <WikiText html={html} plainly={rendering.plainly} />
          </Card>
        </details>
      </>
    );
  }
  if (proposal.kind === 'move') {
    const above = here.parentId ? await findPage(db, actor, here.parentId) : null;
    return (
      <Card flush>
        <ProposedMove proposal={proposal} here={here} above={above?.title ?? ''} />
      </Card>
    );
  }
  if (proposal.kind === 'state') return null;
  const href =
    proposal.kind === 'attach' ? paths.wikiProposalFile(proposal.id) : paths.wikiFile(here.id, proposal.fileName ?? '');
  const file = proposal.uploadId ? await getUpload(db, proposal.uploadId) : null;
  return (
    <Card>
      <p>
        <a href={href}>{proposal.fileName}</a>
      </p>
      {file?.mediaType.startsWith('image/') ? <img class="g-wiki-picture" src={href} alt={proposal.fileName ?? ''} /> : null}
    </Card>
  );
};

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

/** Changes that wait for a second person: the list, one of them, what is said about it, and writing it anew. */
export const wikiProposalsPage: Page = (app) => {
  app.get(paths.wikiProposals(), showList);
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
