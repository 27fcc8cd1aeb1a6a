import { say } from '#lib/words.ts';
import { type Rendering, type Task, type WikiPage, withTaskBoxes } from '#wiki/index.ts';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Icon } from '../../../components/icon/icon.tsx';
import type { Ctx } from '../../../context.ts';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { words } from './words.ts';

const formId = 'wiki-ticks';

const boxOf =
  (c: Ctx) =>
  (task: Task, n: number): string =>
    (
      <button
        type="submit"
        form={formId}
        name="task"
        value={`${n}:${task.done ? 'open' : 'done'}`}
        id={`task-${n}`}
        class={task.done ? 'g-task g-task-done' : 'g-task'}
        aria-pressed={task.done ? 'true' : 'false'}
        aria-label={task.text.slice(0, 200)}
        title={say(task.done ? words.untick : words.tick, c.var.language)}
      />
    ).toString();

const pencil = (c: Ctx, here: WikiPage, { id, title }: { id: string; title: string }): string => {
  const label = say(words.editSection, c.var.language, { title });
  return (
    <a class="g-section-edit" href={paths.wikiEdit(here.id, { section: id })} aria-label={label} title={label}>
      <Icon name="pencil" size={16} />
    </a>
  ).toString();
};

/**
 * The rendering of a page for who writes it: boxes of tasks are ticked where they stand, and each part of its own has a pencil.
 * Nothing of it depends on scripts.
 */
export const withTools = (c: Ctx, here: WikiPage, rendering: Rendering): Rendering => {
  if (here.state !== 'live' || rendering.plainly) return rendering;
  const boxed = withTaskBoxes(rendering.html, here.body, boxOf(c)) ?? rendering.html;
  const headings = new Map(rendering.outline.filter(({ line }) => line !== undefined).map((entry) => [entry.id, entry]));
  const html = boxed.replace(/<h([23]) id="(b-[^"]+)">[\s\S]*?<\/h\1>/g, (heading, _, id: string) => {
    const entry = headings.get(id);
    return entry ? `<div class="g-section-head">${heading}${pencil(c, here, entry)}</div>` : heading;
  });
  return { ...rendering, html };
};

/** The form that the boxes of a page's tasks are sent by. */
export const TickForm = ({ here, state }: { here: WikiPage; state: FormState }) => (
  <ActForm id={formId} action={paths.wikiTicks(here.id)} state={{ ...state, requestKey: crypto.randomUUID() }}>
    <Hidden name="seen" value={here.revision} />
  </ActForm>
);
