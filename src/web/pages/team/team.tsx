import { countOpen, currentCalendar, listMostUrgent } from '#cases/index.ts';
import { type Actor, actingMark, listHolders } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { hostingSop, type SopPost } from '#sop/index.ts';
import { Card, Stack } from '../../components/card/card.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { StepDeadline, urgencyOf } from '../cases/shared/deadline-of.tsx';
import { withDefinitions } from '../cases/shared/definitions.ts';
import { taskOf } from '../cases/shared/tasks.ts';
import { words } from './words.ts';

/** Most tasks that a post shows; the rest is a link to the list. */
const mostTasks = 10;

/** The posts of the SOP below those that a person holds at the host, however deep, in the order of the annex. */
export const postsBelow = (actor: Actor): readonly SopPost[] => {
  if (!actor.host) return [];
  const roles = new Set<string>(actor.posts.flatMap((post) => post.role ?? []));
  const below: SopPost[] = [];
  for (let found = true; found; ) {
    const next = hostingSop.posts.filter(
      (post) => post.above && (roles.has(post.above) || below.some(({ role }) => role === post.above)),
    );
    found = next.length > below.length;
    below.splice(0, below.length, ...next);
  }
  return below;
};

/** What lies with the posts below one's own: for who answers for them. */
export const teamPage: Page = (app) => {
  app.get(paths.team(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const { now, language, installation } = c.var;
    const posts = postsBelow(actor);
    if (posts.length === 0 || !installation) throw new AppError('forbidden', { why: say(words.notYours, language) });
    const on = now.toZonedDateTimeISO(installation.timeZone).toPlainDate();
    const [counts, calendar, ...teams] = await Promise.all([
      countOpen(db, actor, {}, now),
      currentCalendar(db),
      ...posts.map(async (post) => {
        const states = hostingSop.states.filter((state) => state.holder === post.role).map((state) => state.key);
        const [holders, rows] = await Promise.all([
          listHolders(db, { officeId: installation.hostOfficeId, role: post.role, on }),
          listMostUrgent(db, actor, { states, each: mostTasks }, now),
        ]);
        return { post, states, holders, items: await withDefinitions(db, rows.slice(0, mostTasks)) };
      }),
    ]);
    const sum = (states: readonly string[], kind: 'open' | 'late'): number =>
      states.reduce((total, state) => total + (counts.get(state)?.[kind] ?? 0), 0);
    return page(
      c,
      { title: words.title, section: 'team', lead: say(words.lead, language), width: 'full', scripts: ['live.js'] },
      <div id="team" data-watch>
        <Stack>
          {teams.map(({ post, states, holders, items }) => (
            <Card title={holders[0]?.title ?? post.title} flush>
              <p class="g-inset">
                <strong>{say(words.figures, language, { open: sum(states, 'open'), late: sum(states, 'late') })}</strong>
                {' · '}
                {holders.length === 0 ? <span class="g-late">{say(words.nobody, language)}</span> : null}
                {holders.map((holder, index) => (
                  <>
                    {index > 0 ? ', ' : ''}
                    {`${actingMark[holder.kind]} ${holder.name}`.trim()} (
                    <a href={paths.handOver(holder.personId)}>{say(words.handOver, language, { name: holder.name })}</a>)
                  </>
                ))}
              </p>
              <Table
                caption={holders[0]?.title ?? post.title}
                rows={items}
                empty={<p class="g-inset g-muted">{say(words.none, language)}</p>}
                mark={({ row, state }) => (urgencyOf(calendar, now, row.due_at, state.clock) === 'late' ? 'late' : null)}
                columns={[
                  {
                    key: 'request',
                    label: words.request,
                    heading: true,
                    cell: ({ row }) => (
                      <>
                        <a href={paths.case(row.number)}>{row.application_name || say(words.unnamed, language)}</a>
                        <span class="g-sub">
                          {row.number} · {row.office_abbreviation}
                        </span>
                      </>
                    ),
                  },
                  { key: 'task', label: words.task, cell: ({ row, definition }) => say(taskOf(definition, row.state), language) },
                  { key: 'taken', label: words.takenBy, cell: ({ row }) => row.assignee_name ?? '–' },
                  {
                    key: 'due',
                    label: words.due,
                    tight: true,
                    cell: ({ row, state }) => <StepDeadline calendar={calendar} due={row.due_at} clock={state.clock} />,
                  },
                ]}
              />
              {sum(states, 'open') > items.length ? (
                <p class="g-inset">
                  <a href={paths.board()}>{say(words.more, language, { n: sum(states, 'open') - items.length })}</a>
                </p>
              ) : null}
            </Card>
          ))}
        </Stack>
      </div>,
    );
  });
};
