import {
  calendarStatuses,
  type HolidayInput,
  holidayKinds,
  importHolidays,
  listWorkingCalendar,
  removeHoliday,
  saveHoliday,
} from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { say, type Words } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { DateField, Radios, TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { administrator } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { atLine, readList } from './read-list.ts';
import { words } from './words.ts';

const breadcrumbs = [{ label: words.title, href: paths.calendar() }];

/** `known`: the date that is being changed; null for a new one. */
const show = (c: Ctx, state: FormState, known: string | null): Promise<Response> => {
  administrator(c);
  return page(
    c,
    { title: known ? words.editHoliday : words.addHoliday, section: 'calendar', breadcrumbs, state, width: 'narrow' },
    <Stack>
      <Card>
        <ActForm action={paths.holiday()} state={state}>
          {known ? <Hidden name="known" value={known} /> : null}
          <DateField state={state} name="date" label={words.date} />
          <TextField state={state} name="name" label={words.name} />
          <Radios state={state} name="kind" label={words.kind} options={holidayKinds} inline />
          <TextField state={state} name="basis" label={shared.basis} hint={words.basisHint} />
          <Radios state={state} name="status" label={shared.status} hint={words.statusHint} options={calendarStatuses} inline />
          <ButtonGroup cancel={paths.calendar()}>
            <Button label={shared.save} />
          </ButtonGroup>
        </ActForm>
      </Card>
      {known ? (
        <ActForm action={paths.holidayEnd()} state={freshForm(c)}>
          <Hidden name="date" value={known} />
          <Button label={words.removeHoliday} tone="danger" confirm={words.removeSure} />
        </ActForm>
      ) : null}
    </Stack>,
  );
};

const showImport = (c: Ctx, state: FormState): Promise<Response> => {
  administrator(c);
  return page(
    c,
    {
      title: words.import,
      section: 'calendar',
      breadcrumbs,
      lead: say(words.importLead, c.var.language),
      state,
      width: 'narrow',
    },
    <Card>
      <ActForm action={paths.holidayImport()} state={state}>
        <TextArea state={state} name="list" label={words.list} hint={words.importHint} rows={14} mono />
        <ButtonGroup cancel={paths.calendar()}>
          <Button label={shared.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** Faults of the import ("holidays.3.date") as faults of the pasted text that name their line. */
const inList = (error: unknown, lines: readonly number[]): unknown => {
  if (!(error instanceof AppError) || error.code !== 'invalid') return error;
  return listFault(
    error.faults.map(({ field, message }) => {
      const row = Number(/^holidays\.(\d+)/.exec(field)?.[1]);
      const line = lines[row];
      return line === undefined ? message : atLine(line, message);
    }),
  );
};

const listFault = (faults: readonly Words[]): AppError =>
  invalid([
    { field: 'list', message: { id: faults.map((fault) => fault.id).join(' '), en: faults.map((fault) => fault.en).join(' ') } },
  ]);

/** Entering, changing, removing and pasting days off. */
export const holidayPage: Page = (app) => {
  app.get(paths.holiday(), async (c) => {
    const date = c.req.query('date') ?? null;
    if (date === null) return show(c, freshForm(c, { kind: 'national', status: 'official' }), null);
    const { holidays } = await listWorkingCalendar(c.var.services.db);
    const holiday = holidays.find((each) => each.date.toString() === date);
    if (!holiday) throw new AppError('not_found', { what: 'holiday' });
    return show(c, freshForm(c, { ...holiday, date }), date);
  });

  app.post(paths.holiday(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const holiday = toObject(values, ['known']) as HolidayInput;
        const known = text(values, 'known');
        await saveHoliday(tx, { holiday, by: actor, now });
        // Moved to another date: the old one is no longer a day off.
        if (known && known !== text(values, 'date')) await removeHoliday(tx, { date: known, by: actor, now });
        return { to: paths.calendar({ year: Number(text(values, 'date').slice(0, 4)) }), said: words.saved };
      },
      again: (state) => show(c, state, text(state.values, 'known') || null),
    }),
  );

  app.post(paths.holidayEnd(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const date = text(values, 'date');
        await removeHoliday(tx, { date, by: actor, now });
        return { to: paths.calendar({ year: Number(date.slice(0, 4)) }), said: words.removed };
      },
      again: (state) => show(c, state, null),
    }),
  );

  app.get(paths.holidayImport(), (c) => showImport(c, freshForm(c)));

  app.post(paths.holidayImport(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const { holidays, lines, faults } = readList(values.get('list')?.[0] ?? '');
        if (faults.length > 0) throw listFault(faults.slice(0, 5));
        if (holidays.length === 0) throw listFault([words.emptyList]);
        try {
          const counted = await importHolidays(tx, { holidays, by: actor, now });
          return {
            to: paths.calendar({ year: Number(String(holidays[0]?.date).slice(0, 4)) }),
            said: say(words.importDone, actor.language, counted),
          };
        } catch (error) {
          throw inList(error, lines);
        }
      },
      again: (state) => showImport(c, state),
    }),
  );
};
