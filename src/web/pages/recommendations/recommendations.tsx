import {
  findRecommendation,
  listRecommendations,
  type Recommendation,
  recommendationChecklist,
  recommendationResults,
} from '#cases/index.ts';
import { getOffice } from '#identity/index.ts';
import { findLetter, letterStatuses } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { longDate } from '#lib/format.ts';
import { isId } from '#lib/ids.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { type Colour, Mark, Status } from '../../components/status/status.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { PdfPane } from '../cases/shared/letters.tsx';
import { words } from './words.ts';

const colours: Readonly<Record<string, Colour>> = { recommended: 'green', with_notes: 'yellow', not_recommended: 'red' };

/** The result in a word and its colour. */
export const Result = ({ result }: { result: string }) => (
  <Status
    label={recommendationResults.find((each) => each.value === result)?.label ?? result}
    colour={colours[result] ?? 'secondary'}
  />
);

const ValidUntil = ({ until }: { until: Temporal.PlainDate }) => {
  const { language, timeZone, now } = useView();
  const expired = Temporal.PlainDate.compare(until, now.toZonedDateTimeISO(timeZone).toPlainDate()) < 0;
  return (
    <>
      {longDate(until, language, timeZone)} {expired ? <Mark label={words.expired} /> : null}
    </>
  );
};

type Listed = Awaited<ReturnType<typeof listRecommendations>>[number];

const List = ({ rows }: { rows: readonly Listed[] }) => {
  const { language, timeZone } = useView();
  return (
    <Card flush>
      <Table
        caption={words.title}
        rows={rows}
        empty={<Empty icon="rubber-stamp" title={words.none} text={words.noneHow} />}
        columns={[
          {
            key: 'number',
            label: words.number,
            cell: (row) => <a href={paths.recommendation(row.id)}>{row.number}</a>,
            tight: true,
          },
          { key: 'application', label: words.application, cell: (row) => row.application_name },
          { key: 'office', label: words.office, cell: (row) => row.office_name },
          {
            key: 'result',
            label: words.result,
            cell: (row) =>
              row.letter_status === 'void' ? (
                <Status label={letterStatuses.void.label} colour={letterStatuses.void.colour} />
              ) : (
                <Result result={row.result} />
              ),
          },
          { key: 'issued', label: words.issuedOn, cell: (row) => longDate(row.issued_on, language, timeZone), tight: true },
          { key: 'until', label: words.validUntil, cell: (row) => <ValidUntil until={row.valid_until} /> },
        ]}
      />
    </Card>
  );
};

type Point = { key: string; verdict: 'met' | 'with_notes' | 'not_met'; note: string };

const verdictColours: Readonly<Record<Point['verdict'], Colour>> = { met: 'green', with_notes: 'yellow', not_met: 'red' };

const Detail = ({ found, officeName }: { found: Recommendation; officeName: string }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const points = found.checklist as unknown as Point[];
  const resources = [
    found.cpu ? `${found.cpu} vCPU` : '',
    found.memory_gb ? `RAM ${found.memory_gb} GB` : '',
    found.disk_gb ? `disk ${found.disk_gb} GB` : '',
  ];
  return (
    <>
      <Card>
        <Facts
          facts={[
            { label: words.result, value: <Result result={found.result} /> },
            { label: words.office, value: officeName },
            { label: words.issuedOn, value: longDate(found.issued_on, language, timeZone) },
            { label: words.validUntil, value: <ValidUntil until={found.valid_until} /> },
            { label: words.resources, value: resources.filter(Boolean).join(', ') },
            { label: words.notes, value: found.notes ? <span class="g-pre">{found.notes}</span> : null, wide: true },
          ]}
        />
      </Card>
      <Card title={words.checklist} flush>
        <Table
          caption={words.checklist}
          rows={points}
          columns={[
            {
              key: 'point',
              label: words.checklist,
              cell: (point) => t(recommendationChecklist.find((each) => each.value === point.key)?.label ?? point.key),
            },
            {
              key: 'verdict',
              label: words.result,
              cell: (point) => <Status label={words[point.verdict]} colour={verdictColours[point.verdict]} />,
            },
            { key: 'note', label: words.note, cell: (point) => point.note },
          ]}
        />
      </Card>
    </>
  );
};

/** Recommendations of the technical team: an office sees its own, the host all. */
export const recommendationPages: Page = (app) => {
  app.get(paths.recommendations(), async (c) => {
    const actor = signedIn(c);
    const rows = await listRecommendations(c.var.services.db, actor);
    const mayIssue = actor.posts.some((post) => post.role === 'technical-team');
    return page(
      c,
      {
        title: words.title,
        section: 'recommendations',
        width: 'full',
        actions: mayIssue ? <LinkButton href={paths.newRecommendation()} label={words.issue} tone="primary" icon="plus" /> : null,
      },
      <List rows={rows} />,
    );
  });

  app.get(paths.recommendation(':id'), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const id = c.req.param('id') ?? '';
    const found = isId(id) ? await findRecommendation(db, id) : undefined;
    const visible = found && (actor.host || actor.auditor || found.office_id === actor.officeId);
    if (!visible) throw new AppError('not_found', { what: `recommendation ${id}` });
    const [office, letter] = await Promise.all([
      getOffice(db, found.office_id),
      found.letter_id ? findLetter(db, found.letter_id) : undefined,
    ]);
    return page(
      c,
      {
        title: found.application_name,
        section: 'recommendations',
        breadcrumbs: [{ label: words.title, href: paths.recommendations() }],
        lead: found.number,
        width: 'full',
      },
      <div class="g-work">
        <div class="g-stack">
          {letter?.status === 'void' ? (
            <Alert tone="danger" title={letterStatuses.void.label}>
              <p>{letter.void_reason}</p>
            </Alert>
          ) : null}
          <Detail found={found} officeName={office.name} />
        </div>
        <PdfPane letter={letter} absent={words.waiting} />
      </div>,
    );
  });
};
