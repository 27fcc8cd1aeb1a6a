import type { CaseFilter, OpenFilter } from '#cases/index.ts';
import { isId } from '#lib/ids.ts';
import { hostingSop } from '#sop/index.ts';
import type { Ctx } from '../../../context.ts';

/** The filter of the board and the list as it stands in the address; anything unknown in it is left out. */
export type Asked = {
  state: string;
  step: string;
  office: string;
  /** The application that was asked for. */
  application: string;
  q: string;
  late: boolean;
  open: string;
  /** The day on which the open step is due: "2026-11-25". */
  due: string;
  page: number;
};

const readDay = (text: string): string => {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text).toString() : '';
  } catch {
    return '';
  }
};

export const readFilter = (c: Ctx): Asked => {
  const state = c.req.query('state') ?? '';
  const step = c.req.query('step') ?? '';
  const office = c.req.query('office') ?? '';
  const application = c.req.query('application') ?? '';
  const open = c.req.query('open') ?? '';
  const page = Number(c.req.query('page') ?? '1');
  return {
    state: hostingSop.states.some((each) => each.key === state) ? state : '',
    step: hostingSop.steps.some((each) => String(each.no) === step) ? step : '',
    office: isId(office) ? office : '',
    application: isId(application) ? application : '',
    q: (c.req.query('q') ?? '').replaceAll('\0', '').trim().slice(0, 100),
    late: c.req.query('late') === 'yes',
    open: open === 'yes' || open === 'no' ? open : '',
    due: readDay(c.req.query('due') ?? ''),
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  };
};

/** The filter as the board's queries of open cases take it. */
export const toOpenFilter = ({ office, q, late }: Asked): OpenFilter => ({
  ...(office ? { officeId: office } : {}),
  ...(q ? { search: q } : {}),
  ...(late ? { late: true } : {}),
});

/** The moments between which a day lies in the office's time zone. */
export const dayBounds = (day: Temporal.PlainDate, timeZone: string): { from: Temporal.Instant; until: Temporal.Instant } => ({
  from: day.toZonedDateTime(timeZone).toInstant(),
  until: day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
});

/** The filter as the query of the cases room takes it. */
export const toCaseFilter = (asked: Asked, timeZone = 'UTC'): Omit<CaseFilter, 'limit' | 'offset'> => {
  const ofStep = hostingSop.states.filter((state) => String(state.step) === asked.step).map((state) => state.key);
  const states = asked.state ? [asked.state] : asked.step ? ofStep : [];
  return {
    states,
    ...(asked.office ? { officeId: asked.office } : {}),
    ...(asked.application ? { applicationId: asked.application, newest: true } : {}),
    ...(asked.q ? { search: asked.q } : {}),
    ...(asked.late ? { late: true, open: true } : {}),
    ...(asked.due ? { due: dayBounds(Temporal.PlainDate.from(asked.due), timeZone) } : {}),
    ...(asked.open && !asked.late ? { open: asked.open === 'yes' } : {}),
  };
};

/** The filter back as the parameters of an address. */
export const toQuery = (asked: Asked, page?: number): Record<string, string | number | undefined> => ({
  state: asked.state || undefined,
  step: asked.step || undefined,
  office: asked.office || undefined,
  application: asked.application || undefined,
  q: asked.q || undefined,
  late: asked.late ? 'yes' : undefined,
  open: asked.open || undefined,
  due: asked.due || undefined,
  page: page && page > 1 ? page : undefined,
});
