import type { Child } from 'hono/jsx';
import { media, type RequestDraft } from '#cases/index.ts';
import { longDate, shortMoment } from '#lib/format.ts';
import { choiceOf, memoryText, missingFields, resourcesText, serverKinds } from '#registry/index.ts';
import { findAction, requirementOf } from '#sop/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Icon } from '../../../components/icon/icon.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { LetterList } from '../shared/letters.tsx';
import { NameState } from '../shared/name-state.tsx';
import { RequestSummary } from '../shared/summary.tsx';
import type { CasePage } from './read.ts';
import { words } from './words.ts';

type Props = { page: CasePage };

/** What must still be there before the open step can be closed. */
export const Missing = ({ page }: Props) => {
  const t = useWords();
  if (page.missing.length === 0 || page.open.found.row.closed_at) return null;
  return (
    <Alert tone="info" title={words.missing}>
      <p>{t(words.missingLead)}</p>
      <ul>
        {page.missing.map((requirement) => (
          <li>{t(requirement.label)}</li>
        ))}
      </ul>
    </Alert>
  );
};

/** What is asked for, and beside it what was finally given. */
export const Asked = ({ page }: Props) => {
  const t = useWords();
  const { found } = page.open;
  const draft = found.row.request as RequestDraft;
  const { claim } = page;
  const rows = [
    { what: words.cpu, asked: draft.cpu ? `${draft.cpu} vCPU` : '', granted: claim ? `${claim.cpu} vCPU` : '' },
    {
      what: words.memory,
      asked: draft.memory_gb ? `${draft.memory_gb} GB` : '',
      granted: claim ? memoryText(claim.memoryMb) : '',
    },
    { what: words.disk, asked: draft.disk_gb ? `${draft.disk_gb} GB` : '', granted: claim ? `${claim.diskGb} GB` : '' },
    {
      what: words.address,
      asked: draft.subdomain ? `${draft.subdomain}.${found.host.domain}` : '',
      granted: page.name ? page.name.fqdn : '',
    },
  ];
  return (
    <>
      <Card title={words.request}>
        <RequestSummary found={found} domain={found.host.domain} layout="grid" brief />
      </Card>
      <Card title={words.resources} flush>
        <Table
          caption={words.resources}
          rows={rows}
          columns={[
            { key: 'what', label: words.what, cell: (row) => t(row.what) },
            { key: 'asked', label: words.asked, cell: (row) => row.asked || '–' },
            { key: 'granted', label: words.granted, cell: (row) => row.granted || '–' },
          ]}
        />
      </Card>
    </>
  );
};

/** The recommendation that was issued in Griya and is referred to by its number; it stands among the documents. */
export const IssuedRecommendation = ({ page }: Props): Child => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { recommendation } = page;
  if (!recommendation) return null;
  const until = longDate(recommendation.valid_until, language, timeZone);
  return (
    <div class="g-document">
      <Icon name="rubber-stamp" size={22} />
      <div class="g-document-body">
        <a class="g-document-name" href={paths.recommendation(recommendation.id)}>
          {t(requirementOf(page.open.found.definition, 'recommendation').label)}
        </a>
        <span class="g-document-details">{t(words.issued, { number: recommendation.number, until })}</span>
      </div>
    </div>
  );
};

export const Letters = ({ page }: Props) => (
  <Card title={words.letters}>
    <LetterList letters={page.letters} />
  </Card>
);

/** Verdicts of the completeness checks, the latest round first. */
export const Checks = ({ page }: Props): Child => {
  const t = useWords();
  const { definition } = page.open.found;
  if (page.checks.length === 0) return null;
  const reason = (key: string | null): string => {
    const known = definition.returnReasons.find((each) => each.key === key);
    return known ? t(known.label) : '';
  };
  return (
    <Card title={words.checks} flush>
      <Table
        caption={words.checks}
        rows={[...page.checks].sort((a, b) => b.round - a.round)}
        columns={[
          {
            key: 'requirement',
            label: words.requirement,
            cell: (check) => t(requirementOf(definition, check.requirement).label),
          },
          { key: 'round', label: words.round, cell: (check) => check.round, align: 'right' },
          {
            key: 'verdict',
            label: words.verdict,
            cell: (check) =>
              check.verdict === 'complete' ? (
                <Status label={words.complete} colour="green" />
              ) : (
                <Status label={words.incomplete} colour="orange" />
              ),
          },
          {
            key: 'note',
            label: words.note,
            cell: (check) => [reason(check.reason), check.note].filter(Boolean).join('. '),
          },
        ]}
      />
    </Card>
  );
};

/** Who routed the request to whom, with what instruction. */
export const Dispositions = ({ page }: Props): Child => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { definition } = page.open.found;
  if (page.dispositions.length === 0) return null;
  return (
    <Card title={words.dispositions}>
      <ul class="g-dispositions">
        {page.dispositions.map((each) => (
          <li>
            <p>
              <strong>{each.from_title}</strong> → <strong>{each.to_title}</strong>
            </p>
            <p>
              {each.instructions
                .map((key) => definition.dispositionInstructions.find((known) => known.key === key)?.label)
                .map((label) => (label ? t(label) : ''))
                .filter(Boolean)
                .join('; ')}
            </p>
            {each.note ? <p class="g-pre">{each.note}</p> : null}
            <p class="g-muted g-small">
              {[
                shortMoment(each.at, language, timeZone),
                each.due_on ? t(words.dueOn, { date: longDate(each.due_on, language, timeZone) }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
};

/** The subdomain, the server and the application's entry: what the steps have made. */
export const Made = ({ page }: Props) => {
  const t = useWords();
  const { server, application, open } = page;
  const { items } = open.found;
  return (
    <>
      {page.name ? (
        <Card title={words.name}>
          <NameState name={page.name} inside={page.inside} />
        </Card>
      ) : null}
      {server ? (
        <Card title={words.server}>
          <Facts
            layout="list"
            facts={[
              { label: words.server, value: <a href={paths.server(server.id)}>{server.name}</a> },
              { label: { id: 'Jenis', en: 'Kind' }, value: t(choiceOf(serverKinds, server.kind).label) },
              { label: words.address, value: server.addresses.join(', ') },
              { label: { id: 'Ukuran', en: 'Size' }, value: resourcesText(server.capacity.total) },
              { label: { id: 'Lokasi', en: 'Site' }, value: server.siteName },
            ]}
          />
        </Card>
      ) : null}
      {items.total > 0 && page.inside ? (
        <Card title={words.installation}>
          <p>{t(words.itemsDone, { done: items.total - items.open, all: items.total })}</p>
        </Card>
      ) : null}
      {application ? (
        <Card title={words.application}>
          <p>
            <a href={paths.application(application.id)}>{application.name}</a>
          </p>
          {missingFields(application).length > 0 ? (
            <p class="g-muted g-small">
              {missingFields(application)
                .map((field) => t(field.label))
                .join(', ')}
            </p>
          ) : null}
        </Card>
      ) : null}
    </>
  );
};

/** What was done on paper and entered afterwards, with its true date. */
export const Manual = ({ page }: Props): Child => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (page.manual.length === 0) return null;
  return (
    <Card title={words.paper} flush>
      <Table
        caption={words.paper}
        rows={page.manual}
        columns={[
          {
            key: 'act',
            label: words.act,
            cell: (each) => t(findAction(page.open.found.definition, each.action)?.label ?? each.action),
          },
          {
            key: 'medium',
            label: words.medium,
            cell: (each) => t(media.find((medium) => medium.value === each.medium)?.label ?? each.medium),
          },
          { key: 'happened', label: words.happened, cell: (each) => shortMoment(each.happened_at, language, timeZone) },
          {
            key: 'recorded',
            label: words.recorded,
            cell: (each) => `${shortMoment(each.recorded_at, language, timeZone)}, ${each.recorded_by_name}`,
          },
          { key: 'reason', label: words.reason, cell: (each) => each.reason },
          {
            key: 'scan',
            label: words.scan,
            cell: (each) => (each.upload_id ? <a href={paths.file(each.upload_id)}>{t(words.scan)}</a> : null),
          },
        ]}
      />
    </Card>
  );
};
