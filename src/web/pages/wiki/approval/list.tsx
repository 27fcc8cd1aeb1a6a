import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { type ListedProposal, listProposals, mayDecide } from '#wiki/index.ts';
import { asked } from '../../../asked.ts';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterCheck } from '../../../components/filter/filter.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { words } from '../words.ts';
import { proposalSummary } from './parts.tsx';

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

/** Changes that wait for a second person. */
export const wikiProposalsPage: Page = (app) => {
  app.get(paths.wikiProposals(), showList);
};
