import {
  asTemplateKind,
  getTemplate,
  isPart,
  letterKinds,
  listActiveTemplates,
  listTemplates,
  partKinds,
  restoreShipped,
  shippedTemplate,
  showPart,
  showTemplate,
  startTemplate,
  type TemplateKind,
  type TemplateRow,
  templateLabel,
  templateStatuses,
} from '#letters/index.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm, openForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Select } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, initialValues, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { administrator, adminReader } from '../shared/guard.ts';
import { Differences } from './differences.tsx';
import { PreviewPane } from './pane.tsx';
import { SourceAndPicture } from './source.tsx';
import { words } from './words.ts';

type InForce = { kind: TemplateKind; active: TemplateRow | undefined };

const Moment = ({ at }: { at: Temporal.Instant }) => {
  const { language, timeZone } = useView();
  return <time datetime={at.toString()}>{shortMoment(at, language, timeZone)}</time>;
};

const KindTable = ({ rows }: { rows: readonly InForce[] }) => {
  const t = useWords();
  return (
    <Table
      caption={words.title}
      rows={rows}
      columns={[
        {
          key: 'kind',
          label: words.kind,
          cell: ({ kind }) => <a href={paths.letterTemplate(kind)}>{t(templateLabel(kind))}</a>,
        },
        {
          key: 'active',
          label: words.inForce,
          cell: ({ active }) =>
            active ? <Status label={t(words.version, { no: active.no })} colour="green" /> : <Status label={words.shipped} />,
        },
        {
          key: 'since',
          label: words.since,
          tight: true,
          cell: ({ active }) => (active?.activatedAt ? <Moment at={active.activatedAt} /> : null),
        },
        { key: 'reason', label: words.reason, cell: ({ active }) => active?.reason ?? null },
      ]}
    />
  );
};

const HistoryTable = ({ rows }: { rows: readonly TemplateRow[] }) => {
  const t = useWords();
  return (
    <Table
      caption={words.history}
      rows={rows}
      empty={<Empty title={words.noVersions} icon="file-text" />}
      columns={[
        {
          key: 'no',
          label: words.no,
          tight: true,
          cell: (row) => <a href={paths.templateVersion(row.id)}>{t(words.version, { no: row.no })}</a>,
        },
        {
          key: 'state',
          label: words.state,
          cell: (row) => <Status label={templateStatuses[row.status].label} colour={templateStatuses[row.status].colour} />,
        },
        { key: 'reason', label: words.reason, cell: (row) => row.reason },
        {
          key: 'made',
          label: words.made,
          cell: (row) => (
            <>
              <Moment at={row.madeAt} /> {row.madeBy}
            </>
          ),
        },
        {
          key: 'activated',
          label: words.activated,
          cell: (row) =>
            row.activatedAt ? (
              <>
                <Moment at={row.activatedAt} /> {row.activatedBy}
              </>
            ) : null,
        },
      ]}
    />
  );
};

type Sources = { value: string; label: string }[];

/** Every text of a kind that can be begun from or compared: the release's own and each version. */
const sourcesOf = (rows: readonly TemplateRow[], c: Ctx): Sources => [
  { value: 'shipped', label: say(words.shipped, c.var.language) },
  ...rows.map((row) => ({ value: row.id, label: say(words.version, c.var.language, { no: row.no }) })),
];

const Compare = ({ kind, sources }: { kind: TemplateKind; sources: Sources }) => {
  const values = initialValues({ a: sources[0]?.value, b: sources[1]?.value });
  const state = openForm({ values });
  return (
    <Card title={words.compare}>
      <form method="get" action={paths.letterTemplateDiff(kind)}>
        <Select state={state} name="a" label={words.older} options={sources} empty={false} />
        <Select state={state} name="b" label={words.newer} options={sources} empty={false} />
        <ButtonGroup>
          <Button label={words.compare} tone="secondary" />
        </ButtonGroup>
      </form>
    </Card>
  );
};

const crumbs = [{ label: words.title, href: paths.letterTemplates() }];

const showKind = async (c: Ctx, state: FormState): Promise<Response> => {
  const { mayChange } = adminReader(c);
  const kind = asTemplateKind(param(c, 'kind'));
  const rows = await listTemplates(c.var.services.db, kind);
  const sources = sourcesOf(rows, c);
  const active = rows.some((row) => row.status === 'active');
  return page(
    c,
    {
      title: templateLabel(kind),
      section: 'templates',
      breadcrumbs: crumbs,
      lead: say(words.historyLead, c.var.language),
      actions: <LinkButton href={paths.letterTemplateShipped(kind)} label={words.shipped} icon="eye" />,
      state,
    },
    <Columns
      main={
        <Card title={words.history} flush>
          <HistoryTable rows={rows} />
        </Card>
      }
      side={
        <Stack>
          {mayChange ? (
            <Card title={words.start}>
              <ActForm action={paths.letterTemplate(kind)} state={state}>
                <Select state={state} name="from" label={words.startFrom} options={sources} empty={false} />
                <ButtonGroup>
                  <Button label={words.start} name="do" value="start" />
                  {active ? (
                    <Button label={words.restore} name="do" value="restore" tone="secondary" confirm={words.restoreSure} />
                  ) : null}
                </ButtonGroup>
              </ActForm>
            </Card>
          ) : null}
          {rows.length > 0 ? <Compare kind={kind} sources={sources} /> : null}
        </Stack>
      }
    />,
  );
};

/** The text of one of `sourcesOf`, with its name. Throws not_found, also for a version of another kind. */
const textOf = async (c: Ctx, kind: TemplateKind, which: string): Promise<{ name: string; template: string }> => {
  if (which === 'shipped') return { name: say(words.shipped, c.var.language), template: await shippedTemplate(kind) };
  const version = await getTemplate(c.var.services.db, which, kind);
  return { name: say(words.version, c.var.language, { no: version.no }), template: version.template };
};

/** Templates of all kinds, the history of one, differences of two versions. */
export const templatesPage: Page = (app) => {
  app.get(paths.letterTemplates(), async (c) => {
    adminReader(c);
    const active = await listActiveTemplates(c.var.services.db);
    const kinds = [...Object.keys(partKinds), ...Object.keys(letterKinds)] as TemplateKind[];
    return page(
      c,
      {
        title: words.title,
        section: 'templates',
        lead: say(words.lead, c.var.language),
        actions: <LinkButton href={paths.letterPaper()} label={words.paper} icon="file-text" />,
      },
      <Card flush>
        <KindTable rows={kinds.map((kind) => ({ kind, active: active.find((row) => row.kind === kind) }))} />
      </Card>,
    );
  });

  app.get(paths.letterTemplateDiff(':kind'), async (c) => {
    adminReader(c);
    const kind = asTemplateKind(param(c, 'kind'));
    const [a, b] = [await textOf(c, kind, c.req.query('a') ?? 'shipped'), await textOf(c, kind, c.req.query('b') ?? 'shipped')];
    return page(
      c,
      {
        title: words.compareTitle,
        section: 'templates',
        breadcrumbs: [...crumbs, { label: templateLabel(kind), href: paths.letterTemplate(kind) }],
        lead: `${a.name} → ${b.name}`,
      },
      <Card flush>
        <Differences before={a.template} after={b.template} caption={`${a.name} → ${b.name}`} />
      </Card>,
    );
  });

  app.get(paths.letterTemplateShipped(':kind'), async (c) => {
    adminReader(c);
    const kind = asTemplateKind(param(c, 'kind'));
    const template = await shippedTemplate(kind);
    const { db } = c.var.services;
    const shown = isPart(kind)
      ? await showPart(db, { part: kind, template, kind: 'reply', want: 'svg' })
      : await showTemplate(db, { kind, template, sample: 'example', want: 'svg' });
    return page(
      c,
      {
        title: words.shipped,
        section: 'templates',
        breadcrumbs: [...crumbs, { label: templateLabel(kind), href: paths.letterTemplate(kind) }],
        width: 'full',
      },
      <SourceAndPicture template={template} picture={<PreviewPane shown={shown} source={template} target="source" />} />,
    );
  });

  app.get(paths.letterTemplate(':kind'), (c) => showKind(c, freshForm(c, { from: 'shipped' })));

  app.post(paths.letterTemplate(':kind'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const kind = asTemplateKind(param(c, 'kind'));
        if (text(values, 'do') === 'restore') {
          await restoreShipped(tx, { kind, by: actor, now });
          return { to: paths.letterTemplate(kind), said: words.restored };
        }
        const from = text(values, 'from');
        const fromId = from === '' || from === 'shipped' ? null : from;
        const { templateId } = await startTemplate(tx, { kind, fromId, by: actor, now });
        return { to: paths.templateVersion(templateId), said: words.started };
      },
      again: (state) => {
        administrator(c);
        return showKind(c, state);
      },
    }),
  );
};
