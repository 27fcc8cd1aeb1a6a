import {
  currentCalendar,
  listCases,
  listOwnSubTasks,
  listTasks,
  listUnexplained,
  type OwnSubTask,
  type UnexplainedDelay,
} from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { listAwaitedInitials, listUnsigned, signingFailures } from '#letters/index.ts';
import { shortDate, shortMoment } from '#lib/format.ts';
import { listNotices, type Notice, noticeKinds } from '#notify/index.ts';
import { type CaseForecast, forecastCases } from '#reports/index.ts';
import type { WorkingCalendar } from '#sop/index.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { Card, Columns } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Stat } from '../../components/stat/stat.tsx';
import { Mark } from '../../components/status/status.tsx';
import { StepBar } from '../../components/steps/step-bar.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { StepDeadline, urgencyOf } from '../cases/shared/deadline-of.tsx';
import { type DefinedRow, withDefinitions } from '../cases/shared/definitions.ts';
import { letterLabel } from '../cases/shared/letters.tsx';
import { taskOf, workPath } from '../cases/shared/tasks.ts';
import { words } from './words.ts';

const isApplicant = (actor: Actor): boolean => actor.posts.some((post) => post.role?.startsWith('applicant-') ?? false);

const readTasks = async (db: Db, actor: Actor, now: Temporal.Instant) => {
  const [tasks, own, notices, calendar, unsigned, awaited, unexplained, subTasks] = await Promise.all([
    listTasks(db, actor, now),
    isApplicant(actor) ? listCases(db, actor, { officeId: actor.officeId, open: true, limit: 50, offset: 0 }, now) : [],
    listNotices(db, actor.personId, { limit: 6, offset: 0 }),
    currentCalendar(db),
    listUnsigned(db, actor.personId),
    listAwaitedInitials(
      db,
      actor.posts.map((post) => post.postId),
    ),
    listUnexplained(db, actor, now),
    listOwnSubTasks(db, actor),
  ]);
  const letters = [
    ...unsigned.map((letter) => ({ ...letter, sign: true })),
    ...awaited.map((letter) => ({ ...letter, number: null, sign: false, lastError: null })),
  ];
  return {
    tasks: await withDefinitions(db, tasks),
    own: await withDefinitions(db, own),
    forecasts: await forecastCases(db, own, now),
    notices,
    calendar,
    letters,
    unexplained,
    subTasks,
  };
};

type Read = Awaited<ReturnType<typeof readTasks>>;

const MyTasks = ({ tasks, calendar }: { tasks: readonly DefinedRow[]; calendar: WorkingCalendar }) => {
  const t = useWords();
  const { actor, now } = useView();
  const held = actor !== null && actor.posts.length > 0;
  const empty = <Empty icon="checklist" title={held ? words.none : words.noPost} text={held ? words.noneHow : words.noPostHow} />;
  return (
    <Card title={words.mine} flush>
      <Table
        caption={words.mine}
        rows={tasks}
        empty={empty}
        mark={({ row, state }) => (urgencyOf(calendar, now, row.due_at, state.clock) === 'late' ? 'late' : null)}
        columns={[
          {
            key: 'task',
            label: words.task,
            cell: ({ row, definition }) => (
              <>
                <a href={workPath(definition, row.number, row.state)}>{t(taskOf(definition, row.state))}</a>
                {row.assignee_person_id ? <span class="g-sub">{<Mark label={words.taken} />}</span> : null}
              </>
            ),
          },
          {
            key: 'request',
            label: words.request,
            cell: ({ row }) => (
              <>
                {row.application_name || t(words.unnamed)}
                <span class="g-sub">
                  <a href={paths.case(row.number)}>{row.number}</a>
                </span>
              </>
            ),
          },
          { key: 'office', label: words.office, cell: ({ row }) => row.office_name },
          {
            key: 'due',
            label: words.due,
            tight: true,
            cell: ({ row, state }) => <StepDeadline calendar={calendar} due={row.due_at} clock={state.clock} />,
          },
        ]}
      />
    </Card>
  );
};

/** Letters that await this person's signature or initials outside of the steps of a case. */
const MyLetters = ({ letters }: Pick<Read, 'letters'>) => {
  const t = useWords();
  if (letters.length === 0) return null;
  return (
    <Card title={words.letters}>
      <ul class="g-notices">
        {letters.map((letter) => (
          <li>
            <a href={paths.letterSignature(letter.id)}>
              {t(letter.sign ? words.toSign : words.toInitial, { kind: t(letterLabel(letter.kind)) })}
            </a>
            <span class="g-sub">{[letter.number, letter.hal].filter(Boolean).join(' · ')}</span>
            {letter.lastError ? <span class="g-sub">{t(signingFailures[letter.lastError])}</span> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
};

/** Sub-tasks inside the steps of others that were given to this person. */
const MySubTasks = ({ subTasks, calendar }: { subTasks: readonly OwnSubTask[]; calendar: WorkingCalendar }) => {
  const t = useWords();
  if (subTasks.length === 0) return null;
  return (
    <Card title={words.subTasks}>
      <ul class="g-notices">
        {subTasks.map((task) => (
          <li>
            <a href={paths.subTask(task.number, task.id)}>{task.title}</a>
            <span class="g-sub">
              {task.number} · {task.applicationName || t(words.unnamed)}
            </span>
            <StepDeadline calendar={calendar} due={task.dueAt} clock="running" />
          </li>
        ))}
      </ul>
    </Card>
  );
};

/** Late steps that this person closed and has not said why. */
const Unexplained = ({ unexplained }: { unexplained: readonly UnexplainedDelay[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (unexplained.length === 0) return null;
  return (
    <Card title={words.unexplained}>
      <ul class="g-notices">
        {unexplained.map((delay) => (
          <li>
            <a href={paths.caseDelay(delay.number, delay.stepId)}>
              {t(words.explain, { name: delay.applicationName, no: delay.step })}
            </a>
            <span class="g-sub">
              {delay.number} · {shortMoment(delay.closedAt, language, timeZone)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
};

/** "Rab 2 Des – Jum 11 Des 2026": when a request is expected to be done; by the SOP's own times a single day. */
const Expected = ({ forecast }: { forecast: CaseForecast }) => {
  const { language, timeZone } = useView();
  const [from, until] = [forecast.from, forecast.until].map((at) => shortDate(at, language, timeZone));
  return <>{from === until ? from : `${from} – ${until}`}</>;
};

type OwnProps = {
  own: readonly DefinedRow[];
  calendar: WorkingCalendar;
  forecasts: ReadonlyMap<string, CaseForecast>;
};

const OwnRequests = ({ own, calendar, forecasts }: OwnProps) => {
  const t = useWords();
  const { now } = useView();
  const empty = (
    <Empty icon="files" title={words.noOwn} text={words.noOwnHow}>
      <LinkButton href={paths.newCase()} label={words.apply} tone="primary" icon="plus" />
    </Empty>
  );
  return (
    <Card title={words.own} flush>
      <Table
        caption={words.own}
        rows={own}
        empty={empty}
        columns={[
          {
            key: 'request',
            label: words.request,
            cell: ({ row }) => (
              <>
                <a href={paths.case(row.number)}>{row.application_name || t(words.unnamed)}</a>
                <span class="g-sub">{row.number}</span>
              </>
            ),
          },
          {
            key: 'state',
            label: words.state,
            cell: ({ row, definition, state }) => {
              const urgency = urgencyOf(calendar, now, row.due_at, state.clock);
              return (
                <StepBar
                  total={definition.steps.length}
                  current={state.step ?? 0}
                  tone={urgency === 'late' ? 'late' : urgency === 'standing' ? 'returned' : 'current'}
                  label={`${t(state.label)}, ${t(words.step, { no: state.step ?? 0, all: definition.steps.length }).toLowerCase()}`}
                />
              );
            },
          },
          {
            key: 'due',
            label: words.due,
            tight: true,
            cell: ({ row, state }) => <StepDeadline calendar={calendar} due={row.due_at} clock={state.clock} />,
          },
          {
            key: 'expected',
            label: words.expected,
            cell: ({ row }) => {
              const forecast = forecasts.get(row.id);
              return forecast ? <Expected forecast={forecast} /> : null;
            },
          },
        ]}
      />
    </Card>
  );
};

const Notices = ({ notices }: { notices: readonly Notice[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const sentence = (notice: Notice): string => {
    const kind = Object.entries(noticeKinds).find(([key]) => key === notice.kind)?.[1];
    return kind ? t(kind, { label: notice.subject_label }) : notice.subject_label;
  };
  return (
    <Card title={words.notices} aside={<a href={paths.inbox()}>{t(words.allNotices)}</a>}>
      {notices.length === 0 ? <p class="g-muted">{t(words.noNotices)}</p> : null}
      <ul class="g-notices">
        {notices.map((notice) => (
          <li class={notice.read_at ? '' : 'g-unread'}>
            <a href={notice.path}>{sentence(notice)}</a>
            {notice.read_at ? null : <span class="visually-hidden"> ({t(words.unread)})</span>}
            <time class="g-sub" datetime={notice.at.toString()}>
              {shortMoment(notice.at, language, timeZone)}
            </time>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Figures = ({ tasks, own, calendar }: Read) => {
  const { now } = useView();
  const count = (wanted: string): number =>
    tasks.filter(({ row, state }) => urgencyOf(calendar, now, row.due_at, state.clock) === wanted).length;
  return (
    <div class="g-stats">
      <Stat label={words.mine} value={tasks.length} />
      <Stat label={words.soon} value={count('soon')} />
      <Stat label={words.late} value={count('late')} tone={count('late') > 0 ? 'late' : 'normal'} />
      {own.length > 0 ? <Stat label={words.ownShort} value={own.length} /> : null}
    </div>
  );
};

/** The first page of everyone: what waits for this person, most urgent first; for an office also where its requests are. */
export const tasksPage: Page = (app) => {
  app.get(paths.home(), async (c) => {
    const actor = signedIn(c);
    const read = await readTasks(c.var.services.db, actor, c.var.now);
    const applicant = isApplicant(actor);
    return page(
      c,
      {
        title: words.title,
        section: 'tasks',
        actions: applicant ? <LinkButton href={paths.newCase()} label={words.apply} tone="primary" icon="plus" /> : null,
      },
      <Columns
        main={
          <>
            {read.tasks.length > 0 ? <Figures {...read} /> : null}
            <MySubTasks subTasks={read.subTasks} calendar={read.calendar} />
            <Unexplained unexplained={read.unexplained} />
            <MyLetters letters={read.letters} />
            {!applicant || read.tasks.length > 0 ? <MyTasks tasks={read.tasks} calendar={read.calendar} /> : null}
            {applicant ? <OwnRequests own={read.own} calendar={read.calendar} forecasts={read.forecasts} /> : null}
          </>
        }
        side={<Notices notices={read.notices} />}
      />,
    );
  });
};
