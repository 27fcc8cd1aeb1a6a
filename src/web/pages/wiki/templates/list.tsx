import { listTemplates, type TemplateEntry, type TemplateKind, templateKinds } from '#wiki/index.ts';
import { LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Page } from '../../../context.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { words as wikiWords } from '../words.ts';
import { kindLabel, Moment, templateReader } from './shared.tsx';
import { words } from './words.ts';

type Listed = { kind: TemplateKind; rows: readonly TemplateEntry[]; mayChange: boolean };

const KindCard = ({ kind, rows, mayChange }: Listed) => {
  const t = useWords();
  return (
    <Card
      title={kindLabel(kind)}
      flush
      aside={
        mayChange ? <a href={paths.newWikiTemplate({ kind })}>{t(kind === 'free' ? words.newTemplate : words.addPart)}</a> : null
      }
    >
      <Table
        caption={kindLabel(kind)}
        rows={rows}
        columns={[
          {
            key: 'name',
            label: words.template,
            cell: (row) => (
              <>
                <a href={paths.wikiTemplate(row.templateId)}>{row.name}</a>
                {kind === 'free' ? null : (
                  <span class="g-sub">{row.part === '' ? t(words.mainPage) : t(words.further, { part: row.part })}</span>
                )}
              </>
            ),
          },
          { key: 'title', label: words.pageTitle, cell: ({ title }) => title },
          { key: 'space', label: words.space, cell: ({ space }) => space?.name ?? t(words.anySpace) },
          {
            key: 'state',
            label: words.state,
            tight: true,
            cell: (row) => (
              <>
                {row.inForce ? (
                  <Status label={t(words.inForceNo, { no: row.no })} colour="green" />
                ) : (
                  <Status label={row.status === 'draft' ? words.draft : words.unused} />
                )}{' '}
                {row.draftId && mayChange ? <a href={paths.wikiTemplateVersion(row.draftId)}>{t(words.openDraft)}</a> : null}
              </>
            ),
          },
          {
            key: 'since',
            label: words.since,
            tight: true,
            cell: ({ inForce, activatedAt }) => (inForce && activatedAt ? <Moment at={activatedAt} /> : null),
          },
        ]}
      />
    </Card>
  );
};

/** Every template by kind, with what is in force of it. */
export const templateListPage: Page = (app) => {
  app.get(paths.wikiTemplates(), async (c) => {
    const { actor, mayChange } = templateReader(c);
    const all = await listTemplates(c.var.services.db, actor);
    return page(
      c,
      {
        title: words.title,
        section: 'wiki',
        breadcrumbs: [{ label: wikiWords.title, href: paths.wiki() }],
        lead: words.lead[c.var.language],
        actions: mayChange ? (
          <LinkButton href={paths.newWikiTemplate({ kind: 'free' })} label={words.newFree} icon="file-plus" />
        ) : null,
      },
      <Stack>
        {templateKinds.map(({ value }) => (
          <KindCard kind={value} rows={all.filter(({ kind }) => kind === value)} mayChange={mayChange} />
        ))}
      </Stack>,
    );
  });
};
