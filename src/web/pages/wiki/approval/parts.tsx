import type { Child } from 'hono/jsx';
import { shortMoment } from '#lib/format.ts';
import type { Words } from '#lib/words.ts';
import {
  type FormerText,
  type FoundProposal,
  mergeTexts,
  type Proposal,
  type ProposalComment,
  type WikiPage,
} from '#wiki/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { DiffTable } from '../diff-table.tsx';
import { words } from '../words.ts';

const filled = (phrase: Words, values: Readonly<Record<string, string>>): Words => {
  const fill = (text: string): string =>
    Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text);
  return { id: fill(phrase.id), en: fill(phrase.en) };
};

/** A space that the reader does not read has no name. */
const unnamed: Words = { id: 'ruang lain', en: 'another space' };

const placeOf = ({ toSpaceName, parentTitle }: Pick<Proposal, 'toSpaceName' | 'parentTitle'>): Words =>
  toSpaceName === null
    ? unnamed
    : { id: `${toSpaceName} › ${parentTitle ?? words.topmost.id}`, en: `${toSpaceName} › ${parentTitle ?? words.topmost.en}` };

/** What a proposal would do, in a few words. */
export const proposalSummary = (proposal: Omit<Proposal, 'body'>): Words => {
  const { kind, title, toSpaceId, toState, fileName } = proposal;
  const said = words.summaries;
  if (kind === 'state') return said[toState ?? 'live'];
  if (kind === 'attach' || kind === 'detach') return filled(said[kind], { name: fileName ?? '' });
  if (kind !== 'move') return said[kind];
  const place = placeOf(proposal);
  const parts = [
    ...(title ? [filled(said.rename, { title })] : []),
    ...(toSpaceId ? [{ id: said.place.id.replace('{place}', place.id), en: said.place.en.replace('{place}', place.en) }] : []),
  ];
  return { id: parts.map(({ id }) => id).join(', '), en: parts.map(({ en }) => en).join(', ') };
};

/** What the page says now beside what it would say; a text that cannot be merged is told of. */
export const ProposedText = ({ proposal, here, base }: { proposal: Proposal; here: WikiPage; base: string }) => {
  const open = proposal.state === 'open';
  const merged = mergeTexts({ mine: proposal.body, base, theirs: here.body });
  if (!open) return <DiffTable before={base} after={proposal.body} labels={[words.before, words.proposedText]} />;
  if (!merged.clean) return <DiffTable before={here.body} after={proposal.body} labels={[words.theirs, words.proposedText]} />;
  return <DiffTable before={here.body} after={merged.text} labels={[words.theirs, words.proposedMerged]} />;
};

export const MetAlert = ({ proposal, mayRevise }: { proposal: Proposal; mayRevise: boolean }) => {
  const t = useWords();
  return (
    <Alert tone="warning" title={words.proposalMet}>
      <p>{t(words.proposalMetHow)}</p>
      {mayRevise ? <LinkButton href={paths.wikiProposalText(proposal.id)} label={words.combine} icon="git-merge" small /> : null}
    </Alert>
  );
};

/** Title and place of a page, now and once approved. */
export const ProposedMove = ({ proposal, here, above }: { proposal: Proposal; here: WikiPage; above: string }) => {
  const t = useWords();
  const rows = [
    ...(proposal.title ? [{ key: words.pageTitle, before: here.title, after: proposal.title }] : []),
    ...(proposal.toSpaceId
      ? [{ key: words.place, before: `${here.spaceName} › ${above || t(words.topmost)}`, after: t(placeOf(proposal)) }]
      : []),
  ];
  return (
    <Table
      caption={words.proposedText}
      rows={rows}
      columns={[
        { key: 'what', label: words.what, cell: (row) => t(row.key) },
        { key: 'before', label: words.today, cell: (row) => <del>{row.before}</del> },
        { key: 'after', label: words.onceApproved, cell: (row) => <ins>{row.after}</ins> },
      ]}
    />
  );
};

/** What a proposal was before it was written anew. */
export const Former = ({ texts, now }: { texts: readonly FormerText[]; now: string }) => {
  const t = useWords();
  return (
    <>
      {texts.map((former, n) => (
        <details class="g-former">
          <summary>{t(words.former, { n: former.version, name: former.personName })}</summary>
          <DiffTable before={former.body} after={texts[n - 1]?.body ?? now} labels={[words.before, words.after]} />
        </details>
      ))}
    </>
  );
};

/** What proposer and approver say to each other. */
export const Talk = ({ id, comments, state }: { id: string; comments: readonly ProposalComment[]; state: FormState }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Card title={words.talk} id="talk">
      <Stack>
        {comments.map(
          (comment): Child => (
            <div class="g-comment">
              <p class="g-sub">
                {comment.personName} · {shortMoment(comment.at, language, timeZone)}
              </p>
              <p class="g-comment-body">{comment.body}</p>
            </div>
          ),
        )}
        <ActForm action={paths.wikiProposalComments(id)} state={{ ...state, requestKey: crypto.randomUUID() }}>
          <TextArea state={state} name="comment" label={words.newComment} hint={t(words.talkHow)} rows={2} maxlength={4000} />
          <Button label={words.send} tone="secondary" />
        </ActForm>
      </Stack>
    </Card>
  );
};

/** The way to a proposal. */
export const crumbsOf = ({ proposal, page: here }: FoundProposal) => [
  { label: words.title, href: paths.wiki() },
  { label: words.proposals, href: paths.wikiProposals() },
  ...(here ? [{ label: here.title, href: paths.wikiPage(here.spaceKey, here.slug) }] : []),
  ...(here ? [] : [{ label: proposal.pageTitle, href: paths.wikiProposal(proposal.id) }]),
];
