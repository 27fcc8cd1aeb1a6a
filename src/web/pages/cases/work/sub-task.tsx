import {
  addCheckItem,
  changeSubTask,
  commentSubTask,
  finishSubTask,
  listCheckItems,
  listColleagues,
  listSubTaskComments,
  listSubTasks,
  mayWork,
  openStepOf,
  planningPost,
  removeSubTask,
  type SubTask,
  tickCheckItem,
} from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import { stepOf } from '#sop/index.ts';
import { type ActOptions, act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../../components/card/card.tsx';
import { TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { crumbsOf, type OpenCase } from '../shared/open-case.ts';
import { SubTaskDue, TaskFields, useEffort } from './parts.tsx';
import { words } from './words.ts';
import { openInside, taskOfForm } from './work.tsx';

type Part = 'change' | 'item' | 'comment';

const readTask = async (db: Db, open: OpenCase, id: string, now: Temporal.Instant) => {
  const [task] = isId(id) ? await listSubTasks(db, open.found.row.id, { id }) : [];
  if (!task) throw new AppError('not_found', { what: 'sub-task' });
  const [items, comments, people] = await Promise.all([
    listCheckItems(db, task.id),
    listSubTaskComments(db, task.id),
    listColleagues(db, now),
  ]);
  return { task, items, comments, people };
};

type Read = Awaited<ReturnType<typeof readTask>>;

/** Working hours for a field: 90 minutes as "1,5". */
const hoursField = (minutes: number | null, language: 'id' | 'en'): string =>
  minutes ? String(Math.round((minutes / 60) * 100) / 100).replace('.', language === 'id' ? ',' : '.') : '';

const Facts = ({ open, task }: { open: OpenCase; task: SubTask }) => {
  const t = useWords();
  const effort = useEffort();
  const stepDue = openStepOf(open.found) === task.step ? open.found.row.due_at : null;
  return (
    <dl class="g-now-facts">
      <div>
        <dt>{t(words.assignee)}</dt>
        <dd>{task.assignee ?? t(words.nobody)}</dd>
      </div>
      <div>
        <dt>{t(words.due)}</dt>
        <dd>
          <SubTaskDue task={task} calendar={open.calendar} stepDue={stepDue} />
        </dd>
      </div>
      <div>
        <dt>{t(words.hours)}</dt>
        <dd>{effort(task) || '–'}</dd>
      </div>
    </dl>
  );
};

type ListProps = { base: string; items: Read['items']; works: boolean; fresh: FormState; state: FormState };

const Checklist = ({ base, items, works, fresh, state }: ListProps) => {
  const t = useWords();
  return (
    <Card title={words.checklist}>
      {items.length === 0 ? <p class="g-muted">{t(words.noItems)}</p> : null}
      <ul class="g-checks">
        {items.map((item) => (
          <li class={item.doneAt ? 'g-check-done' : ''}>
            <span>
              {item.title}
              {item.doneBy ? <span class="g-sub">{item.doneBy}</span> : null}
            </span>
            {works ? (
              <ActForm action={`${base}/checks`} state={fresh}>
                <Hidden name="item" value={item.id} />
                <Button
                  name="to"
                  value={item.doneAt ? 'open' : 'done'}
                  label={t(item.doneAt ? words.untick : words.tick, { title: item.title })}
                  tone="quiet"
                  small
                />
                <Button name="to" value="removed" label={t(words.take, { title: item.title })} tone="quiet" small />
              </ActForm>
            ) : null}
          </li>
        ))}
      </ul>
      {works ? (
        <ActForm action={`${base}/items`} state={state}>
          <TextField state={state} name="title" label={words.item} maxlength={300} />
          <Button label={words.addItem} tone="secondary" icon="plus" />
        </ActForm>
      ) : null}
    </Card>
  );
};

const Talk = ({ base, read, state, speaks }: { base: string; read: Read; state: FormState; speaks: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const names = read.people.map((person) => `@${person.name.replace(/,.*$/, '')}`).join(', ');
  return (
    <Card title={words.comments} id="comments">
      {read.comments.length === 0 ? <p class="g-muted">{t(words.noComments)}</p> : null}
      <ol class="g-comments">
        {read.comments.map((comment) => (
          <li>
            <p class="g-comment-who">
              <strong>{comment.author}</strong>{' '}
              <time class="g-muted" datetime={comment.at.toString()}>
                {shortMoment(comment.at, language, timeZone)}
              </time>
            </p>
            <p class="g-pre">{comment.body}</p>
          </li>
        ))}
      </ol>
      {speaks ? (
        <ActForm action={`${base}/comments`} state={state}>
          <TextArea
            state={state}
            name="body"
            label={words.comment}
            hint={t(words.commentHint, { names: names.length > 300 ? `${names.slice(0, 300)} …` : names })}
            rows={3}
            maxlength={4000}
          />
          <Button label={words.send} tone="secondary" icon="send" />
        </ActForm>
      ) : null}
    </Card>
  );
};

const show = async (c: Ctx, open: OpenCase, posted: FormState | null = null, place: Part | null = null): Promise<Response> => {
  const { language, now, installation } = c.var;
  const read = await readTask(c.var.services.db, open, param(c, 'task'), now);
  const { task } = read;
  const { found, actor } = open;
  const base = paths.subTask(found.row.number, task.id);
  const isOpen = openStepOf(found) === task.step;
  const plans = isOpen && planningPost(found, task.step, actor) !== undefined;
  const works = mayWork(found, { step: task.step, assignee_person_id: task.assigneeId }, actor);
  const fresh = freshForm(c);
  const formOf = (wanted: Part): FormState => (posted && place === wanted ? posted : fresh);
  const zone = installation?.timeZone ?? 'UTC';
  const record = {
    title: task.title,
    detail: task.detail,
    assignee: task.assigneeId,
    dueOn: task.dueAt?.toZonedDateTimeISO(zone).toPlainDate().toString() ?? '',
    effort: hoursField(task.effortMinutes, language),
    spent: hoursField(task.spentMinutes, language),
  };
  const change = posted && place === 'change' ? posted : freshForm(c, record);
  const step = stepOf(found.definition, task.step);
  return page(
    c,
    {
      title: task.title,
      section: 'cases',
      breadcrumbs: [...crumbsOf(found.row.number), { label: words.title, href: paths.subTasks(found.row.number) }],
      lead: say(words.step, language, { no: step.no, name: step.name[language] }),
      ...(posted ? { state: posted } : {}),
    },
    <Columns
      main={
        <Stack>
          <Card>
            <Facts open={open} task={task} />
            {task.detail ? <p class="g-pre">{task.detail}</p> : null}
            {isOpen ? null : <p class="g-muted">{say(words.closed, language)}</p>}
            {works ? (
              <ActForm action={`${base}/done`} state={fresh}>
                <Hidden name="done" value={task.doneAt ? 'no' : 'yes'} />
                <Button label={task.doneAt ? words.reopen : words.finish} icon={task.doneAt ? 'arrow-back' : 'check'} />
              </ActForm>
            ) : null}
          </Card>
          <Checklist base={base} items={read.items} works={works} fresh={fresh} state={formOf('item')} />
          <Talk base={base} read={read} state={formOf('comment')} speaks={actor.posts.length > 0} />
        </Stack>
      }
      side={
        plans ? (
          <Card title={words.change}>
            <ActForm action={base} state={change}>
              <TaskFields state={change} people={read.people} />
              <ButtonGroup>
                <Button label={words.save} />
                <Button label={words.remove} tone="quiet" formAction={`${base}/end`} confirm={words.removeConfirm} />
              </ButtonGroup>
            </ActForm>
          </Card>
        ) : null
      }
    />,
  );
};

/** One sub-task: what it says, its checklist and its talk. */
export const subTaskPage: Page = (app) => {
  const path = paths.subTask(':number', ':task');
  app.get(path, async (c) => show(c, await openInside(c)));

  const small = (c: Ctx, place: Part | null, run: ActOptions['run']): Promise<Response> =>
    act(c, { run, again: async (state, actor) => show(c, await openInside(c, actor), state, place) });
  const ids = (c: Ctx) => ({ number: param(c, 'number'), taskId: param(c, 'task') });
  const back = (c: Ctx, anchor = '') => `${paths.subTask(param(c, 'number'), param(c, 'task'))}${anchor}`;

  app.post(path, (c) =>
    small(c, 'change', async (tx, { actor, values, now }) => {
      await changeSubTask(tx, { ...ids(c), actor, now, task: taskOfForm(values) });
      return { to: back(c), said: words.changed };
    }),
  );
  app.post(`${path}/end`, (c) =>
    small(c, 'change', async (tx, { actor, now }) => {
      await removeSubTask(tx, { ...ids(c), actor, now });
      return { to: paths.subTasks(param(c, 'number')), said: words.removed };
    }),
  );
  app.post(`${path}/done`, (c) =>
    small(c, null, async (tx, { actor, values, now }) => {
      const done = text(values, 'done') === 'yes';
      await finishSubTask(tx, { ...ids(c), actor, now, done });
      return { to: back(c), said: done ? words.finished : words.reopened };
    }),
  );
  app.post(`${path}/items`, (c) =>
    small(c, 'item', async (tx, { actor, values, now }) => {
      await addCheckItem(tx, { ...ids(c), actor, now, title: text(values, 'title') });
      return { to: back(c) };
    }),
  );
  app.post(`${path}/checks`, (c) =>
    small(c, null, async (tx, { actor, values, now }) => {
      const to = text(values, 'to');
      const wanted = to === 'open' || to === 'removed' ? to : 'done';
      await tickCheckItem(tx, { ...ids(c), actor, now, itemId: text(values, 'item'), to: wanted });
      return { to: back(c) };
    }),
  );
  app.post(`${path}/comments`, (c) =>
    small(c, 'comment', async (tx, { actor, values, now }) => {
      await commentSubTask(tx, { ...ids(c), actor, now, body: text(values, 'body') });
      return { to: back(c, '#comments'), said: words.commented };
    }),
  );
};
