import type { SubTask } from '#cases/index.ts';
import { number, shortMoment } from '#lib/format.ts';
import { describeDeadline, type WorkingCalendar } from '#sop/index.ts';
import { Deadline } from '../../../components/deadline/deadline.tsx';
import { DateField, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { urgencyOf } from '../shared/deadline-of.tsx';
import { words } from './words.ts';

/** Minutes as hours: "1,5". */
const asHours = (minutes: number, language: 'id' | 'en'): string => number(Math.round((minutes / 60) * 100) / 100, language);

export const useEffort = () => {
  const t = useWords();
  const { language } = useView();
  return ({ effortMinutes, spentMinutes }: Pick<SubTask, 'effortMinutes' | 'spentMinutes'>): string => {
    const spent = asHours(spentMinutes, language);
    if (effortMinutes !== null) return t(words.effort, { spent, effort: asHours(effortMinutes, language) });
    return spentMinutes > 0 ? t(words.spentOnly, { spent }) : '';
  };
};

type DueProps = { task: SubTask; calendar: WorkingCalendar; stepDue: Temporal.Instant | null };

/** Until when a sub-task is due, in the words used for every deadline; done ones say by whom. */
export const SubTaskDue = ({ task, calendar, stepDue }: DueProps) => {
  const t = useWords();
  const { now, language, timeZone } = useView();
  if (task.doneAt) {
    return (
      <Status
        label={t(words.doneBy, { at: shortMoment(task.doneAt, language, timeZone), name: task.doneBy ?? '–' })}
        colour="green"
      />
    );
  }
  if (!task.dueAt) return null;
  const urgency = urgencyOf(calendar, now, task.dueAt, 'running');
  return (
    <>
      <Deadline
        due={task.dueAt}
        state={urgency === 'none' ? 'ample' : urgency}
        when={describeDeadline(calendar, now, task.dueAt)}
      />
      {stepDue && Temporal.Instant.compare(task.dueAt, stepDue) > 0 ? (
        <span class="g-sub g-late">{t(words.afterStep)}</span>
      ) : null}
    </>
  );
};

type TaskTableProps = {
  tasks: readonly SubTask[];
  caseNumber: string;
  calendar: WorkingCalendar;
  stepDue: Temporal.Instant | null;
};

export const TaskTable = ({ tasks, caseNumber, calendar, stepDue }: TaskTableProps) => {
  const t = useWords();
  const effort = useEffort();
  return (
    <Table
      caption={words.tasks}
      rows={tasks}
      empty={<p class="g-inset g-muted">{t(words.none)}</p>}
      mark={(task) => (task.doneAt ? 'off' : null)}
      columns={[
        {
          key: 'task',
          label: words.task,
          heading: true,
          cell: (task) => (
            <>
              <a href={paths.subTask(caseNumber, task.id)}>{task.title}</a>
              {task.items > 0 ? <span class="g-sub">{t(words.progress, { done: task.itemsDone, all: task.items })}</span> : null}
            </>
          ),
        },
        { key: 'assignee', label: words.assignee, cell: (task) => task.assignee ?? t(words.nobody) },
        { key: 'due', label: words.due, cell: (task) => <SubTaskDue task={task} calendar={calendar} stepDue={stepDue} /> },
        { key: 'effort', label: words.hours, tight: true, cell: (task) => effort(task) },
      ]}
    />
  );
};

/** The fields of a sub-task, new or old. */
export const TaskFields = ({ state, people }: { state: FormState; people: readonly { personId: string; name: string }[] }) => (
  <>
    <TextField state={state} name="title" label={words.name} maxlength={200} />
    <div class="g-pair">
      <Select
        state={state}
        name="assignee"
        label={words.assignee}
        empty={words.nobody}
        options={people.map((person) => ({ value: person.personId, label: person.name }))}
      />
      <DateField state={state} name="dueOn" label={words.dueOn} hint={words.dueHint} optional />
    </div>
    <div class="g-pair">
      <TextField state={state} name="effort" label={words.effortHours} inputmode="decimal" width="short" optional />
      <TextField state={state} name="spent" label={words.spentHours} inputmode="decimal" width="short" optional />
    </div>
    <TextArea state={state} name="detail" label={words.detail} rows={2} maxlength={4000} optional />
  </>
);
