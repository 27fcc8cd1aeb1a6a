import { longDate } from '#lib/format.ts';
import { fillBody, fillTitle, listFreeTemplates, type Space } from '#wiki/index.ts';
import { openForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Select } from '../../../components/field/field.tsx';
import type { Ctx } from '../../../context.ts';
import { initialValues } from '../../../form.ts';
import { signedIn } from '../../../page.tsx';
import { words } from './words.ts';

type Written = { title: string; body: string };

/**
 * What a new page of a space begins with: what the writer has already, with the template asked for in the address below it;
 * and what the choice of templates offers.
 */
export const beginPage = async (c: Ctx, space: Space, written: Written) => {
  const actor = signedIn(c);
  const { language, now, installation } = c.var;
  const templates = await listFreeTemplates(c.var.services.db, actor, space.id);
  const chosen = templates.find(({ id }) => id === c.req.query('template'));
  const offered = { asked: c.req.query('parent') ?? '', templates, chosen: chosen?.id ?? '' };
  if (!chosen) return { ...written, offered };
  const values = {
    date: longDate(now, language, installation?.timeZone ?? 'UTC'),
    person: actor.personName,
    space: space.name,
  };
  return {
    title: written.title || fillTitle(chosen.title, values),
    body: [written.body.trimEnd(), fillBody(chosen.body, values)].filter(Boolean).join('\n\n'),
    offered,
  };
};

/** The choice of a free template above the form of a new page, which asks for the same address again; without scripts as with them. */
export const TemplateChoice = ({ asked, templates, chosen }: Awaited<ReturnType<typeof beginPage>>['offered']) => {
  if (templates.length === 0) return null;
  const state = openForm({ values: initialValues({ template: chosen }) });
  const options = templates.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form method="get" class="g-template-choice">
      {asked ? <input type="hidden" name="parent" value={asked} /> : null}
      <Select state={state} name="template" label={words.begin} options={options} empty={words.beginNone} width="medium" />
      <Button label={words.beginNow} tone="secondary" />
    </form>
  );
};
