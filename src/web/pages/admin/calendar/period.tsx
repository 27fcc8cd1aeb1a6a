import {
  calendarStatuses,
  listWorkingCalendar,
  removeWorkingPeriod,
  saveWorkingPeriod,
  type WeekHours,
  type WorkingPeriodInput,
  weekdays,
} from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { DateField, Fault, Radios, TextField } from '../../../components/field/field.tsx';
import { faultOf, fieldId, noteLabel } from '../../../components/field/wiring.ts';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, text, toObject } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { administrator } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const parts = ['starts', 'breakStarts', 'breakEnds', 'ends'] as const;

/** One time of the grid of hours; its label is said to screen readers and in the error summary, the head of the column shows it. */
const Cell = ({ state, day, part }: { state: FormState; day: (typeof weekdays)[number]; part: (typeof parts)[number] }) => {
  const t = useWords();
  const { language } = useView();
  const name = `hours.${day.value}.${part}`;
  const label = t(words.cell, { day: t(day.label), what: t(words[part]).toLowerCase() });
  noteLabel(state, name, label);
  const fault = faultOf(state, name, language);
  return (
    <td data-label={t(words[part])}>
      <input
        type="time"
        class="form-control g-w-short"
        id={fieldId(name)}
        name={name}
        value={text(state.values, name)}
        aria-label={label}
        {...(fault ? { 'aria-invalid': 'true', 'aria-describedby': `${fieldId(name)}-fault` } : {})}
      />
      <Fault name={name} fault={fault} />
    </td>
  );
};

const HoursGrid = ({ state }: { state: FormState }) => {
  const t = useWords();
  const { language } = useView();
  noteLabel(state, 'hours', t(words.hours));
  return (
    <fieldset class="g-field" id={fieldId('hours')} tabindex={-1}>
      <legend class="form-label">{t(words.hours)}</legend>
      <div class="g-hint">{t(words.hoursHint)}</div>
      <Fault name="hours" fault={faultOf(state, 'hours', language)} />
      <table class="g-table g-hours">
        <thead>
          <tr>
            <th scope="col">{t(words.day)}</th>
            {parts.map((part) => (
              <th scope="col">{t(words[part])}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((day) => (
            <tr>
              <th scope="row">{t(day.label)}</th>
              {parts.map((part) => (
                <Cell state={state} day={day} part={part} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
};

type Known = { id: string; base: boolean } | null;

const show = (c: Ctx, state: FormState, known: Known): Promise<Response> => {
  administrator(c);
  return page(
    c,
    {
      title: known ? words.editPeriod : words.addPeriod,
      section: 'calendar',
      breadcrumbs: [{ label: words.title, href: paths.calendar() }],
      state,
      width: 'narrow',
    },
    <Stack>
      <Card>
        <ActForm action={paths.workingPeriod(known?.id ?? 'new')} state={state}>
          <TextField state={state} name="name" label={shared.name} width="medium" />
          {known?.base ? null : (
            <div class="g-pair">
              <DateField state={state} name="firstDay" label={words.firstDay} />
              <DateField state={state} name="lastDay" label={words.lastDay} />
            </div>
          )}
          <TextField state={state} name="basis" label={shared.basis} optional />
          <Radios state={state} name="status" label={shared.status} options={calendarStatuses} inline />
          <HoursGrid state={state} />
          <ButtonGroup cancel={paths.calendar()}>
            <Button label={shared.save} />
          </ButtonGroup>
        </ActForm>
      </Card>
      {known && !known.base ? (
        <ActForm action={paths.workingPeriodEnd(known.id)} state={freshForm(c)}>
          <Button label={words.removePeriod} tone="danger" confirm={words.removePeriodSure} />
        </ActForm>
      ) : null}
    </Stack>,
  );
};

const hoursAsFields = (hours: WeekHours): Record<string, string> =>
  Object.fromEntries(
    Object.entries(hours).flatMap(([day, of]) =>
      of ? parts.flatMap((part) => (of[part] ? [[`hours.${day}.${part}`, of[part].toString().slice(0, 5)]] : [])) : [],
    ),
  );

/** The period of the form; a day with nothing in it is off. */
const periodOf = (values: FormValues): WorkingPeriodInput => {
  const typed = toObject(values) as unknown as WorkingPeriodInput;
  const days = (toObject(values).hours ?? {}) as Record<string, Record<string, string>>;
  const hours = Object.fromEntries(Object.entries(days).filter(([, day]) => Object.values(day).some((time) => time !== '')));
  return { ...typed, hours };
};

const findKnown = async (c: Ctx) => {
  const id = param(c, 'id');
  const { basePeriod, periods } = await listWorkingCalendar(c.var.services.db);
  if (basePeriod && basePeriod.id === id) return { ...basePeriod, base: true, firstDay: null, lastDay: null };
  const period = periods.find((each) => each.id === id);
  if (!period) throw new AppError('not_found', { what: 'working period' });
  return { ...period, base: false };
};

/** Periods of working hours: the base and special ones. */
export const periodPage: Page = (app) => {
  const newPeriod = paths.workingPeriod('new');

  app.get(newPeriod, async (c) => {
    const { base } = await listWorkingCalendar(c.var.services.db);
    return show(c, freshForm(c, { status: 'official', ...hoursAsFields(base) }), null);
  });

  app.post(newPeriod, (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await saveWorkingPeriod(tx, { period: periodOf(values), by: actor, now });
        return { to: paths.calendar(), said: words.saved };
      },
      again: (state) => show(c, state, null),
    }),
  );

  app.get(paths.workingPeriod(':id'), async (c) => {
    const { hours, name, basis, status, firstDay, lastDay, ...known } = await findKnown(c);
    const days = { firstDay: firstDay?.toString() ?? '', lastDay: lastDay?.toString() ?? '' };
    return show(c, freshForm(c, { name, basis, status, ...days, ...hoursAsFields(hours) }), known);
  });

  app.post(paths.workingPeriod(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await saveWorkingPeriod(tx, { periodId: param(c, 'id'), period: periodOf(values), by: actor, now });
        return { to: paths.calendar(), said: words.saved };
      },
      again: async (state) => show(c, state, await findKnown(c)),
    }),
  );

  app.post(paths.workingPeriodEnd(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        await removeWorkingPeriod(tx, { periodId: param(c, 'id'), by: actor, now });
        return { to: paths.calendar(), said: say(words.periodRemoved, actor.language) };
      },
      again: async (state) => show(c, state, await findKnown(c)),
    }),
  );
};
