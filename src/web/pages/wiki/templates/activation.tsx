import { addHeadingsAndTell } from '#cases/index.ts';
import { say } from '#lib/words.ts';
import {
  activateTemplate,
  checkTemplate,
  getTemplateVersion,
  type LackingPage,
  listLackingPages,
  listTemplateVersions,
} from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { Changes } from './changes.tsx';
import { fieldsOf } from './form.tsx';
import { templateCrumbs, templateReader } from './shared.tsx';
import { words } from './words.ts';

const Lacking = ({ rows }: { rows: readonly LackingPage[] }) => {
  const t = useWords();
  return (
    <Table
      caption={words.lacking}
      rows={rows}
      empty={<Empty icon="circle-check" title={words.lackingNone} />}
      columns={[
        {
          key: 'page',
          label: words.thePage,
          cell: ({ title, spaceKey, slug }) => <a href={paths.wikiPage(spaceKey, slug)}>{title}</a>,
        },
        { key: 'headings', label: words.headings, cell: ({ headings }) => headings.join(', ') },
        {
          key: 'begun',
          label: words.begunWith,
          tight: true,
          cell: ({ begunWith }) => (begunWith === null ? t(words.noTemplate) : t(words.version, { no: begunWith })),
        },
      ]}
    />
  );
};

/** So many of the pages that lack headings are listed; the act is about all of them. */
const mostListed = 100;

const showActivation = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const { actor, mayChange } = templateReader(c);
  const { db } = c.var.services;
  const version = await getTemplateVersion(db, actor, param(c, 'id'));
  if (version.status !== 'draft' || !mayChange) return c.redirect(paths.wikiTemplateVersion(version.id), 302);
  const active = (await listTemplateVersions(db, actor, version.templateId)).find(({ status }) => status === 'active');
  const faults = await checkTemplate(db, actor, version, fieldsOf(version));
  const lacking = await listLackingPages(db, actor, version);
  const state = posted ?? freshForm(c);
  const { language } = c.var;
  const ready = faults.length === 0 && version.reason !== '';
  return page(
    c,
    {
      title: say(words.activation, language, { name: version.name, no: version.no }),
      section: 'wiki',
      breadcrumbs: [
        ...templateCrumbs(version),
        { label: say(words.version, language, { no: version.no }), href: paths.wikiTemplateVersion(version.id) },
      ],
      lead: version.reason || say(words.activationLead, language),
      width: 'full',
      state,
    },
    <Stack>
      {version.reason === '' ? (
        <Alert tone="warning">
          <p>
            {say(words.sayWhy, language)}{' '}
            <a href={`${paths.wikiTemplateVersion(version.id)}#f-reason`}>{say(words.back, language)}</a>
          </p>
        </Alert>
      ) : null}
      {faults.length > 0 ? (
        <Alert tone="warning" title={words.faults}>
          <ul>
            {faults.map(({ message }) => (
              <li>{say(message, language)}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {active ? (
        <Changes before={active} after={version} />
      ) : (
        <Card title={words.source}>
          <p class="g-muted">{say(words.first, language)}</p>
          <pre class="g-template-source">{version.body}</pre>
        </Card>
      )}
      <Card title={words.activate}>
        <p>{say(words.activationLead, language)}</p>
        {lacking.length > 0 ? <p>{say(words.lackingThen, language, { n: lacking.length })}</p> : null}
        <ActForm action={paths.wikiTemplateVersion(version.id, 'activation')} state={state} version={version.version}>
          <ButtonGroup cancel={paths.wikiTemplateVersion(version.id)}>
            <Button label={words.activate} icon="circle-check" disabled={!ready} />
          </ButtonGroup>
        </ActForm>
      </Card>
    </Stack>,
  );
};

const showLacking = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const { actor, mayChange } = templateReader(c);
  const { db } = c.var.services;
  const version = await getTemplateVersion(db, actor, param(c, 'id'));
  const rows = await listLackingPages(db, actor, version);
  const state = posted ?? freshForm(c);
  const { language } = c.var;
  return page(
    c,
    {
      title: words.lacking,
      section: 'wiki',
      breadcrumbs: templateCrumbs(version),
      lead: say(words.lackingLead, language),
      state,
    },
    <Stack>
      {rows.length > 0 && mayChange && version.status === 'active' ? (
        <ActForm action={paths.wikiTemplateVersion(version.id, 'lacking')} state={state}>
          <Button
            label={say(words.addHeadings, language, { n: rows.length })}
            icon="list-check"
            confirm={say(words.addSure, language, { n: rows.length })}
          />
        </ActForm>
      ) : null}
      <Card title={say(words.lackingCount, language, { n: rows.length })} flush>
        <Lacking rows={rows.slice(0, mostListed)} />
      </Card>
    </Stack>,
  );
};

/** The second look before a draft comes into force, and the pages that lack what is in force. */
export const templateActivationPages: Page = (app) => {
  app.get(paths.wikiTemplateVersion(':id', 'activation'), (c) => showActivation(c, null));
  app.post(paths.wikiTemplateVersion(':id', 'activation'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const seen = Number(text(values, 'version'));
        const { no, templateId } = await activateTemplate(tx, { now, actor, versionId: param(c, 'id'), seen });
        return { to: paths.wikiTemplate(templateId), said: say(words.activated, c.var.language, { no }) };
      },
      again: (state) => showActivation(c, state),
    }),
  );
  app.get(paths.wikiTemplateVersion(':id', 'lacking'), (c) => showLacking(c, null));
  app.post(paths.wikiTemplateVersion(':id', 'lacking'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        const { added, skipped, waiting, left } = await addHeadingsAndTell(tx, { now, actor, versionId: param(c, 'id') });
        const said = say(words.added, c.var.language, { added, skipped, waiting, left });
        return { to: paths.wikiTemplateVersion(param(c, 'id'), 'lacking'), said };
      },
      again: (state) => showLacking(c, state),
    }),
  );
};
