import { addFromSop, addSubTask, listColleagues, listSubTasks, openStepOf, planningPost, type SubTask } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { stepOf } from '#sop/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { crumbsOf, type OpenCase, openCase, seesInside } from '../shared/open-case.ts';
import { TaskFields, TaskTable } from './parts.tsx';
import { words } from './words.ts';

/** The form as the commands take it. */
export const taskOfForm = (values: FormValues) => ({
  title: text(values, 'title'),
  detail: text(values, 'detail'),
  assignee: text(values, 'assignee'),
  dueOn: text(values, 'dueOn'),
  effort: text(values, 'effort'),
  spent: text(values, 'spent'),
});

/** The case with its inside. Throws not_found for who does not see it: sub-tasks are the hosting office's own. */
export const openInside = async (c: Ctx, ...actor: [] | [Parameters<typeof openCase>[1]]): Promise<OpenCase> => {
  const open = await openCase(c, ...actor);
  if (!seesInside(open.actor)) throw new AppError('not_found', { what: 'sub-tasks' });
  return open;
};

const show = async (c: Ctx, open: OpenCase, again?: FormState): Promise<Response> => {
  const { db } = c.var.services;
  const { found, calendar, actor } = open;
  const { row, definition } = found;
  const { language } = c.var;
  const [tasks, people] = await Promise.all([listSubTasks(db, row.id), listColleagues(db, c.var.now)]);
  const openStep = openStepOf(found);
  const plans = openStep !== null && planningPost(found, openStep, actor) !== undefined;
  const steps = [...new Set([...(openStep === null ? [] : [openStep]), ...tasks.map((task) => task.step)])].sort((a, b) => b - a);
  const state = again ?? freshForm(c);
  const named = openStep === null ? null : stepOf(definition, openStep);
  return page(
    c,
    {
      title: words.title,
      section: 'cases',
      breadcrumbs: crumbsOf(row.number),
      lead: `${row.application_name} · ${say(words.lead, language)}`,
      state,
      scripts: ['live.js'],
      actions:
        plans && named && named.kelengkapan.length + named.output.length > 0 ? (
          <ActForm action={paths.subTasksFromSop(row.number)} state={freshForm(c)}>
            <Button label={words.fromSop} tone="secondary" icon="checklist" />
          </ActForm>
        ) : null,
    },
    <Stack>
      <div id="sub-tasks" class="g-stack" data-watch>
        {steps.map((no) => (
          <Card title={say(words.step, language, { no, name: stepOf(definition, no).name[language] })} flush>
            <TaskTable
              tasks={tasks.filter((task) => task.step === no)}
              caseNumber={row.number}
              calendar={calendar}
              stepDue={no === openStep ? row.due_at : null}
            />
          </Card>
        ))}
      </div>
      {plans ? (
        <Card title={words.add}>
          <ActForm action={paths.subTasks(row.number)} state={state}>
            <TaskFields state={state} people={people} />
            <Button label={words.add} icon="plus" />
          </ActForm>
        </Card>
      ) : null}
    </Stack>,
  );
};

/** How far the work of the open step is, on the page of the case. */
export const WorkCard = ({ open, tasks }: { open: OpenCase; tasks: readonly SubTask[] }) => {
  const t = useWords();
  const step = openStepOf(open.found);
  const mine = tasks.filter((task) => task.step === step);
  if (step === null && tasks.length === 0) return null;
  return (
    <Card title={words.title} aside={<LinkButton href={paths.subTasks(open.found.row.number)} label={words.all} small />}>
      {mine.length === 0 ? (
        <p class="g-muted">{t(words.none)}</p>
      ) : (
        <>
          <p>{t(words.progress, { done: mine.filter((task) => task.doneAt).length, all: mine.length })}</p>
          <ul class="g-notices">
            {mine
              .filter((task) => !task.doneAt)
              .slice(0, 5)
              .map((task) => (
                <li>
                  <a href={paths.subTask(open.found.row.number, task.id)}>{task.title}</a>
                  <span class="g-sub">{task.assignee ?? t(words.nobody)}</span>
                </li>
              ))}
          </ul>
        </>
      )}
    </Card>
  );
};

/** The sub-tasks of a case, the open step's first, and a form for a new one. */
export const subTasksPage: Page = (app) => {
  app.get(paths.subTasks(':number'), async (c) => show(c, await openInside(c)));

  app.post(paths.subTasks(':number'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const number = param(c, 'number');
        await addSubTask(tx, { number, actor, now, task: taskOfForm(values) });
        return { to: paths.subTasks(number), said: words.added };
      },
      again: async (state, actor) => show(c, await openInside(c, actor), state),
    }),
  );

  app.post(paths.subTasksFromSop(':number'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        const number = param(c, 'number');
        const { added } = await addFromSop(tx, { number, actor, now });
        return { to: paths.subTasks(number), said: say(words.fromSopSaid, c.var.language, { n: added }) };
      },
      again: async (state, actor) => show(c, await openInside(c, actor), state),
    }),
  );
};
