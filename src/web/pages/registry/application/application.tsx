import { listJournal } from '#audit/index.ts';
import { endLetterOf, findVisibleLetter } from '#cases/index.ts';
import { type HeldName, listApplicationRecords, nameOf } from '#dns/index.ts';
import { doerOf } from '#identity/index.ts';
import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type ApplicationField,
  type ApplicationPage,
  annotationsOf,
  applicationCompleteness,
  applicationFields,
  applicationStatuses,
  choiceOf,
  describeApplication,
  environments,
  getApplication,
  mayKeepApplications,
  maySeeServers,
  needApplicationKeeper,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, ticked, toObject } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { ApplicationDns } from '../../dns/application-dns.tsx';
import { WikiButton } from '../../wiki/link.tsx';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { ApplicationFieldSets, applicationParts } from '../shared/application-fields.tsx';
import { ChoiceStatus } from '../shared/choice.tsx';
import { Journal } from '../shared/journal.tsx';
import { shared } from '../shared/words.ts';
import { words as pictures } from '../topology/words.ts';
import { words } from './words.ts';

const FieldValue = ({ field, application }: { field: ApplicationField; application: ApplicationPage }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const value = application[field.key];
  if (value === null || value === '') return <>–</>;
  if (field.kind === 'yes_no') return <>{t(value ? shared.yes : shared.no)}</>;
  if (value instanceof Temporal.PlainDate) return <>{shortDate(value, language, timeZone)}</>;
  if (field.choices) return <>{t(choiceOf(field.choices, String(value)).label)}</>;
  if (field.key === 'url')
    return (
      <a href={String(value)} rel="noreferrer">
        {String(value)}
      </a>
    );
  return <>{String(value)}</>;
};

const Described = ({ application }: { application: ApplicationPage }) => (
  <>
    {applicationParts.map(({ legend, has }) => (
      <Card title={legend}>
        <Facts
          facts={applicationFields
            .filter(({ key }) => key !== 'name' && has(key))
            .map((field) => ({
              label: field.label,
              value: <FieldValue field={field} application={application} />,
              wide: field.kind === 'text',
            }))}
        />
      </Card>
    ))}
  </>
);

const Missing = ({ application, keeper }: { application: ApplicationPage; keeper: boolean }) => {
  const t = useWords();
  const { percent, missing } = applicationCompleteness(application);
  if (missing.length === 0) return null;
  return (
    <Alert tone="warning" title={t(words.score, { percent })}>
      <p>
        {t(words.missingHow)}{' '}
        {missing.map(({ field, label }, index) => (
          <>
            {index > 0 ? ', ' : ''}
            {keeper ? <a href={paths.applicationEdit(application.id, field)}>{t(label)}</a> : t(label)}
          </>
        ))}
      </p>
    </Alert>
  );
};

const Installed = ({ application }: { application: ApplicationPage }) => {
  const t = useWords();
  return (
    <Card title={words.installed} flush={application.deployments.length > 0}>
      <Table
        caption={words.installed}
        rows={application.deployments}
        empty={<p class="g-muted">{t(words.notInstalled)}</p>}
        columns={[
          {
            key: 'server',
            label: shared.servers,
            cell: (row) => (
              <>
                <a href={paths.server(row.serverId)}>{row.serverName}</a>
                <span class="g-sub">{row.addresses.join(', ')}</span>
              </>
            ),
          },
          { key: 'path', label: shared.status, cell: (row) => t(choiceOf(environments, row.environment).label) },
        ]}
      />
    </Card>
  );
};

const Subdomain = ({ name }: { name: HeldName | null }) => {
  const t = useWords();
  return (
    <Card title={words.name}>
      {name ? (
        <p>
          {name.fqdn}{' '}
          <Status label={name.verified ? words.verified : words.notVerified} colour={name.verified ? 'green' : 'yellow'} />
        </p>
      ) : (
        <p class="g-muted">{t(words.noName)}</p>
      )}
    </Card>
  );
};

type EndedProps = { application: ApplicationPage; letter: { id: string; number: string | null } | null; keeper: boolean };

/** Since when and why it is over, and the letter that says so. */
const Ended = ({ application, letter, keeper }: EndedProps) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (application.status !== 'retired') return null;
  const date = application.retiredAt ? shortDate(application.retiredAt, language, timeZone) : '–';
  return (
    <Alert tone="info" title={t(words.ended, { date, reason: application.retiredReason })}>
      <p>
        {letter ? <a href={paths.letterPdf(letter.id)}>{letter.number || t(words.letterDraft)}</a> : t(words.noLetter)}
        {keeper ? (
          <>
            {' · '}
            <a href={paths.applicationRetirement(application.id)}>{t(words.letter)}</a>
          </>
        ) : null}
      </p>
    </Alert>
  );
};

const PictureOf = ({ application }: { application: ApplicationPage }) => {
  const t = useWords();
  const href = paths.applicationTopology(application.id);
  return (
    <Card title={pictures.picture} aside={<a href={href}>{t(pictures.open)}</a>}>
      <a class="g-picture-frame" href={href}>
        <img
          class="g-picture"
          src={paths.applicationTopologyFile(application.id, 'svg')}
          alt={t(pictures.alt, { name: application.name })}
          loading="lazy"
        />
      </a>
    </Card>
  );
};

const show = async (c: Ctx): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const application = await getApplication(db, actor, c.req.param('id') ?? '');
  const seesServers = maySeeServers(actor);
  const of = { kind: 'application', id: application.id } as const;
  const [events, name, inDns, annotations] = await Promise.all([
    seesServers ? listJournal(db, { kind: 'application', id: application.id, limit: 30 }) : [],
    application.origin ? nameOf(db, application.origin) : null,
    seesServers ? listApplicationRecords(db, { applicationId: application.id, origin: application.origin }) : [],
    annotationsOf(db, of),
  ]);
  const keeper = mayKeepApplications(actor) && application.status !== 'retired';
  const written = application.status === 'retired' ? await endLetterOf(db, application.id) : undefined;
  const letter = written ? ((await findVisibleLetter(db, actor, written.id)) ?? null) : null;
  const actions = (
    <ButtonGroup>
      <WikiButton kind="application" id={application.id} />
      {keeper ? (
        <>
          <LinkButton href={paths.applicationEdit(application.id)} label={words.edit} icon="pencil" />
          <LinkButton href={paths.applicationRetirement(application.id)} label={words.retire} icon="power" />
        </>
      ) : null}
    </ButtonGroup>
  );
  return page(
    c,
    {
      title: application.name,
      section: 'applications',
      breadcrumbs: [{ label: shared.applications, href: paths.applications() }],
      lead: (
        <>
          {application.officeName} <ChoiceStatus choices={applicationStatuses} value={application.status} />
        </>
      ),
      actions,
    },
    <Columns
      main={
        <>
          <Ended application={application} letter={letter} keeper={mayKeepApplications(actor)} />
          <Missing application={application} keeper={keeper} />
          <PictureOf application={application} />
          <Described application={application} />
          <ApplicationDns records={inDns} />
        </>
      }
      side={
        <>
          <Subdomain name={name} />
          {seesServers ? <Installed application={application} /> : null}
          <AnnotationsCard of={of} annotations={annotations} keeper={keeper} />
          {seesServers ? <Journal events={events} /> : null}
        </>
      }
    />,
  );
};

const showEdit = async (c: Ctx, state: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  needApplicationKeeper(actor);
  const application = await getApplication(c.var.services.db, actor, c.req.param('id') ?? '');
  const stored = applicationFields.map(({ key }) => {
    const value = application[key];
    return [key, value instanceof Temporal.PlainDate ? value.toString() : value];
  });
  const shown = state ?? freshForm(c, Object.fromEntries(stored));
  const back = paths.application(application.id);
  return page(
    c,
    {
      title: say(words.editTitle, c.var.language, { name: application.name }),
      section: 'applications',
      breadcrumbs: [
        { label: shared.applications, href: paths.applications() },
        { label: application.name, href: back },
      ],
      state: shown,
      width: 'narrow',
    },
    <Card>
      <ActForm action={paths.applicationEdit(application.id)} state={shown} version={application.version}>
        <ApplicationFieldSets state={shown} />
        <ButtonGroup cancel={back}>
          <Button label={shared.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** One application as the list of all applications knows it, and correcting that. */
export const applicationPage: Page = (app) => {
  app.get(paths.application(':id'), show);
  app.get(paths.applicationEdit(':id'), (c) => showEdit(c, null));

  app.post(paths.applicationEdit(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needApplicationKeeper(actor);
        const { id: applicationId } = await getApplication(tx, actor, c.req.param('id') ?? '');
        const { version: _, ...typed } = toObject(values);
        const fields = { ...typed, personal_data: ticked(values, 'personal_data') };
        const version = Number(text(values, 'version'));
        await describeApplication(tx, { applicationId, version, fields, now, doer: doerOf(actor) });
        return { to: paths.application(applicationId), said: shared.changedDone };
      },
      again: (state) => showEdit(c, state),
    }),
  );
};
