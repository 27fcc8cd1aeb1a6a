import { say } from '#lib/words.ts';
import {
  countPagesBegun,
  endTemplate,
  getTemplateVersion,
  listTemplateVersions,
  startTemplate,
  type TemplateVersion,
} from '#wiki/index.ts';
import { act, freshForm, openForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../../components/card/card.tsx';
import { Select } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, initialValues, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { Changes } from './changes.tsx';
import { kindLabel, Moment, templateCrumbs, templateReader, templatesCrumbs, VersionState } from './shared.tsx';
import { words } from './words.ts';

const Versions = ({ rows }: { rows: readonly TemplateVersion[] }) => {
  const t = useWords();
  return (
    <Table
      caption={words.history}
      rows={rows}
      columns={[
        {
          key: 'no',
          label: words.versionHead,
          tight: true,
          cell: ({ id, no }) => <a href={paths.wikiTemplateVersion(id)}>{t(words.version, { no })}</a>,
        },
        { key: 'state', label: words.state, tight: true, cell: ({ status }) => <VersionState status={status} /> },
        { key: 'reason', label: words.reason, cell: ({ reason }) => reason },
        {
          key: 'made',
          label: words.made,
          cell: ({ madeAt, madeByName }) => (
            <>
              <Moment at={madeAt} /> <span class="g-sub">{madeByName ?? t(words.shipped)}</span>
            </>
          ),
        },
        {
          key: 'since',
          label: words.since,
          cell: ({ activatedAt, activatedByName }) =>
            activatedAt ? (
              <>
                <Moment at={activatedAt} /> <span class="g-sub">{activatedByName ?? t(words.shipped)}</span>
              </>
            ) : null,
        },
      ]}
    />
  );
};

const Compare = ({ rows }: { rows: readonly TemplateVersion[] }) => {
  const t = useWords();
  const [newest, before] = rows;
  if (!newest || !before) return null;
  const state = openForm({ values: initialValues({ a: before.no, b: newest.no }) });
  const options = rows.map(({ no }) => ({ value: String(no), label: t(words.version, { no }) }));
  return (
    <Card title={words.compare}>
      <form method="get" action={paths.wikiTemplateDiff(newest.templateId)}>
        <Select state={state} name="a" label={words.older} options={options} empty={false} />
        <Select state={state} name="b" label={words.newer} options={options} empty={false} />
        <ButtonGroup>
          <Button label={words.compare} tone="secondary" />
        </ButtonGroup>
      </form>
    </Card>
  );
};

const Start = ({ rows, state }: { rows: readonly TemplateVersion[]; state: FormState }) => {
  const t = useWords();
  const draft = rows.find(({ status }) => status === 'draft');
  if (draft)
    return (
      <Card title={words.draft}>
        <p>{t(words.hasDraft, { no: draft.no })}</p>
        <LinkButton href={paths.wikiTemplateVersion(draft.id)} label={words.openDraft} icon="pencil" tone="primary" />
      </Card>
    );
  const options = rows.map(({ id, no }) => ({ value: id, label: t(words.version, { no }) }));
  return (
    <Card title={words.start}>
      <p class="g-muted">{t(words.startHow)}</p>
      <ActForm action={paths.wikiTemplate(rows[0]?.templateId ?? '')} state={state}>
        <Select state={state} name="from" label={words.startFrom} options={options} empty={false} />
        <ButtonGroup>
          <Button label={words.start} icon="pencil" />
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const End = ({ active, begun, state }: { active: TemplateVersion; begun: number; state: FormState }) => {
  const t = useWords();
  if (active.kind !== 'free' && active.part === '') return <p class="g-muted">{t(words.mainStays)}</p>;
  return (
    <Card title={words.end}>
      <p>{active.kind === 'free' ? t(words.endHowFree) : t(words.endHow, { n: begun })}</p>
      <ActForm action={paths.wikiTemplateVersion(active.id, 'end')} state={state}>
        <Button label={words.end} tone="danger" confirm={words.endSure} />
      </ActForm>
    </Card>
  );
};

const show = async (c: Ctx, templateId: string, posted: FormState | null): Promise<Response> => {
  const { actor, mayChange } = templateReader(c);
  const { db } = c.var.services;
  const rows = await listTemplateVersions(db, actor, templateId);
  const active = rows.find(({ status }) => status === 'active');
  const shown = active ?? rows[0];
  if (!shown) return c.redirect(paths.wikiTemplates(), 302);
  const begun = await countPagesBegun(db, actor, templateId);
  const state = posted ?? freshForm(c, { from: shown.id });
  const { language } = c.var;
  return page(
    c,
    {
      title: shown.name,
      section: 'wiki',
      breadcrumbs: templatesCrumbs,
      lead: [
        say(kindLabel(shown.kind), language),
        ...(shown.part ? [say(words.further, language, { part: shown.part })] : []),
        // What free pages were begun with is not kept.
        ...(shown.kind === 'free' ? [] : [`${say(words.begun, language)}: ${begun}`]),
      ].join(' · '),
      actions:
        active && active.kind !== 'free' ? (
          <LinkButton href={paths.wikiTemplateVersion(active.id, 'lacking')} label={words.lacking} icon="list-check" />
        ) : null,
      state,
    },
    <Columns
      main={
        <Card title={words.history} flush>
          <Versions rows={rows} />
        </Card>
      }
      side={
        <Stack>
          {mayChange ? <Start rows={rows} state={state} /> : null}
          <Compare rows={rows} />
          {mayChange && active ? <End active={active} begun={begun} state={state} /> : null}
        </Stack>
      }
    />,
  );
};

/** The versions of one template: compared, begun anew, taken out of use. */
export const templateHistoryPage: Page = (app) => {
  app.get(paths.wikiTemplate(':id'), (c) => show(c, param(c, 'id'), null));
  app.post(paths.wikiTemplate(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const { versionId } = await startTemplate(tx, { now, actor, fromId: text(values, 'from') });
        return { to: paths.wikiTemplateVersion(versionId), said: words.started };
      },
      again: (state) => show(c, param(c, 'id'), state),
    }),
  );

  app.get(paths.wikiTemplateDiff(':id'), async (c) => {
    const { actor } = templateReader(c);
    const rows = await listTemplateVersions(c.var.services.db, actor, param(c, 'id'));
    const [a, b] = ['a', 'b'].map((name) => rows.find(({ no }) => no === Number(c.req.query(name))));
    if (!a || !b) return c.redirect(paths.wikiTemplate(param(c, 'id')), 302);
    return page(
      c,
      {
        title: say(words.diff, c.var.language, { a: a.no, b: b.no }),
        section: 'wiki',
        breadcrumbs: templateCrumbs(b),
        lead: b.reason,
        width: 'full',
      },
      <Changes before={a} after={b} />,
    );
  });

  app.post(paths.wikiTemplateVersion(':id', 'end'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        const { templateId } = await endTemplate(tx, { now, actor, versionId: param(c, 'id') });
        return { to: paths.wikiTemplate(templateId), said: words.ended };
      },
      again: async (state, actor) => {
        const { templateId } = await getTemplateVersion(c.var.services.db, actor, param(c, 'id'));
        return show(c, templateId, state);
      },
    }),
  );
};
