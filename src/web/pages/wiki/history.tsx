import { tellApprovers } from '#cases/index.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  fillIn,
  getPage,
  getRevision,
  listRevisions,
  mayWrite,
  type RevisionEntry,
  renderMarkdown,
  restoreRevision,
  type WikiPage,
} from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { askedPage } from '../../asked.ts';
import { Button, ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import { Mark } from '../../components/status/status.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { DiffTable } from './diff-table.tsx';
import { WikiText } from './page.tsx';
import { pageCrumbs, surroundings } from './shared.tsx';
import { words } from './words.ts';

const perPage = 50;

const Versions = ({ here, rows }: { here: WikiPage; rows: readonly RevisionEntry[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.history}
      rows={rows}
      columns={[
        {
          key: 'version',
          label: words.history,
          cell: (row) => (
            <>
              <a href={paths.wikiRevision(here.id, row.number)}>{t(words.version, { n: row.number })}</a>{' '}
              {row.number === here.revision ? <Mark label={words.current} /> : null}
              {row.base !== null && row.base < row.number - 1 ? (
                <span class="g-sub">{t(words.mergedFrom, { n: row.base })}</span>
              ) : null}
            </>
          ),
        },
        {
          key: 'why',
          label: words.why,
          cell: (row) => (
            <>
              {row.why}
              {row.title === here.title ? null : <span class="g-sub">{t(words.titledThen, { title: row.title })}</span>}
            </>
          ),
        },
        {
          key: 'who',
          label: words.who,
          cell: (row) => (
            <>
              {row.personName ?? t(words.griya)}
              {row.approvedByName ? <span class="g-sub">{t(words.approvedBy, { name: row.approvedByName })}</span> : null}
            </>
          ),
        },
        { key: 'when', label: words.when, tight: true, cell: (row) => shortMoment(row.at, language, timeZone) },
        {
          key: 'diff',
          label: words.compare,
          tight: true,
          cell: (row) =>
            row.number > 1 ? (
              <a href={paths.wikiDiff(here.id, { a: row.number - 1, b: row.number })}>{t(words.withPrevious)}</a>
            ) : (
              '–'
            ),
        },
      ]}
    />
  );
};

const showRevision = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const here = await getPage(db, actor, param(c, 'id'));
  const revision = await getRevision(db, here.id, Number(param(c, 'number')));
  const rendering = await renderMarkdown(revision.body);
  // Its pictures are those of its time: as they were when the next version came.
  const next = await getRevision(db, here.id, revision.number + 1).catch(() => null);
  const file = (pageId: string, name: string): string =>
    paths.wikiFile(pageId, name, next && pageId === here.id ? { at: next.at.toString() } : {});
  const around = { ...(await surroundings(c, here)), file };
  const html = await fillIn({ db, actor, now: c.var.now, around }, here, rendering);
  const state = posted ?? freshForm(c);
  const { language, installation } = c.var;
  const when = shortMoment(revision.at, language, installation?.timeZone ?? 'UTC');
  return page(
    c,
    {
      title: say(words.versionOf, language, { n: revision.number, title: revision.title }),
      section: 'wiki',
      breadcrumbs: [...pageCrumbs(here), { label: words.history, href: paths.wikiHistory(here.id) }],
      lead: `${when} · ${revision.personName ?? say(words.griya, language)} · ${revision.why}`,
      state,
    },
    <Stack>
      <ButtonGroup>
        <LinkButton
          href={paths.wikiDiff(here.id, { a: revision.number, b: here.revision })}
          label={words.compare}
          icon="arrows-diff"
        />
        {mayWrite(actor, here) && here.state === 'live' && revision.number !== here.revision ? (
          <ActForm action={paths.wikiRevision(here.id, revision.number)} state={state}>
            <Hidden name="seen" value={here.revision} />
            <Button label={words.restore} icon="history" tone="secondary" />
          </ActForm>
        ) : null}
      </ButtonGroup>
      <Card>
        <WikiText html={html} plainly={rendering.plainly} />
      </Card>
    </Stack>,
  );
};

/** The versions of a page: the list, one of them, two compared, an older one restored. */
export const wikiHistoryPage: Page = (app) => {
  app.get(paths.wikiHistory(':id'), async (c) => {
    const { db } = c.var.services;
    const here = await getPage(db, signedIn(c), param(c, 'id'));
    const current = askedPage(c);
    const rows = await listRevisions(db, here.id, { page: current, pageSize: perPage });
    return page(
      c,
      { title: words.history, section: 'wiki', breadcrumbs: pageCrumbs(here) },
      <Stack>
        <Card flush>
          <Versions here={here} rows={rows} />
        </Card>
        <Pagination
          page={current}
          perPage={perPage}
          total={here.revision}
          href={(n) => paths.wikiHistory(here.id, { page: n })}
        />
      </Stack>,
    );
  });

  app.get(paths.wikiRevision(':id', ':number'), (c) => showRevision(c, null));
  app.post(paths.wikiRevision(':id', ':number'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const number = Number(param(c, 'number'));
        const why = say(words.restored, actor.language, { n: number });
        const [pageId, seen] = [param(c, 'id'), Number(text(values, 'seen'))];
        const restoring = restoreRevision(tx, { actor, now, pageId, number, seen, why });
        const saved = await tellApprovers(tx, { actor, now }, restoring);
        const { proposalId } = saved;
        if (proposalId) return { to: paths.wikiProposal(proposalId), said: words.proposed };
        return {
          to: paths.wikiPage(saved.page.spaceKey, saved.page.slug),
          said: why,
        };
      },
      again: (state) => showRevision(c, state),
    }),
  );

  app.get(paths.wikiDiff(':id'), async (c) => {
    const { db } = c.var.services;
    const here = await getPage(db, signedIn(c), param(c, 'id'));
    const [a, b] = await Promise.all(['a', 'b'].map((name) => getRevision(db, here.id, Number(c.req.query(name)))));
    if (!a || !b) return c.redirect(paths.wikiHistory(here.id), 302);
    return page(
      c,
      {
        title: say(words.diff, c.var.language, { a: a.number, b: b.number }),
        section: 'wiki',
        breadcrumbs: [...pageCrumbs(here), { label: words.history, href: paths.wikiHistory(here.id) }],
        lead: b.why,
        width: 'full',
      },
      <Card flush>
        <DiffTable
          before={a.body}
          after={b.body}
          labels={[say(words.version, c.var.language, { n: a.number }), say(words.version, c.var.language, { n: b.number })]}
        />
      </Card>,
    );
  });
};
