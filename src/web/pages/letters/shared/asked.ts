import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import {
  type Book,
  type BookQuery,
  type Channel,
  channels,
  kindLabel,
  type LetterStatus,
  letterKinds,
  letterStatuses,
  listBookOffices,
  type Nature,
  natures,
  needBooks,
  outsideKind,
} from '#letters/index.ts';
import { isId } from '#lib/ids.ts';
import type { Ctx } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';

export type BookOffice = Awaited<ReturnType<typeof listBookOffices>>[number];

/** What a book is narrowed to, as it stands in the address: '' where it is not. Anything unknown is left out. */
export type Asked = {
  q: string;
  office: string;
  year: string;
  from: string;
  until: string;
  channel: string;
  nature: string;
  kind: string;
  book: string;
  status: string;
  open: string;
  page: number;
};

const numbered = Object.entries(letterKinds).filter(([, kind]) => kind.book !== null);

/** Kinds of letters that stand in the book of outgoing letters. */
export const numberedKinds = [
  ...numbered.map(([value, { label }]) => ({ value, label })),
  { value: outsideKind, label: kindLabel(outsideKind) },
];

const dayOf = (text: string): string => {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text).toString() : '';
  } catch {
    return '';
  }
};

const among = (text: string, values: object): string => (Object.hasOwn(values, text) ? text : '');

type Read = { asked: Asked; actor: Actor; offices: readonly BookOffice[]; filtered: boolean };

/**
 * The filter of a book and whose books there are. Without an own word the book of this year and of the own office is meant
 * (of the host, for who reads all). Throws signed_out, and not_found for who may see no book.
 */
export const readAsked = async (
  c: Ctx,
  db: Db,
  given: Readonly<Record<string, string | undefined>> = c.req.query(),
): Promise<Read> => {
  const actor = signedIn(c);
  needBooks(actor);
  const offices = await listBookOffices(db, actor);
  const own = offices.find((office) => office.id === actor.officeId) ?? offices[0];
  const text = (name: string): string => (given[name] ?? '').replaceAll('\0', '').trim().slice(0, 100);
  const thisYear = String(c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').year);
  const office = given.office === undefined ? (own?.id ?? '') : text('office');
  const year = given.year === undefined ? thisYear : text('year');
  const page = Number(given.page ?? '1');
  const asked = {
    q: text('q'),
    office: isId(office) && offices.some((each) => each.id === office) ? office : '',
    year: /^20\d\d$/.test(year) ? year : '',
    from: dayOf(text('from')),
    until: dayOf(text('until')),
    channel: among(text('channel'), channels),
    nature: among(text('nature'), natures),
    kind: among(text('kind'), letterKinds),
    book: ['outgoing', 'internal', 'recommendation'].includes(text('book')) ? text('book') : '',
    status: among(text('status'), letterStatuses),
    open: text('open') === 'yes' ? 'yes' : '',
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  };
  const { q, from, until, channel, nature, kind, book, status, open } = asked;
  return {
    asked,
    actor,
    offices,
    filtered: [q, from, until, channel, nature, kind, book, status, open].some((value) => value !== ''),
  };
};

/** The filter back as the parameters of an address; office and year always, because without them this year is meant. */
export const toQuery = ({ page, ...asked }: Asked, target?: number): Record<string, string | number | undefined> => ({
  ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== '')),
  ...(asked.year === '' ? { year: 'all' } : {}),
  ...(asked.office === '' ? { office: 'all' } : {}),
  page: target && target > 1 ? target : undefined,
});

const day = (text: string): Temporal.PlainDate | undefined => (text === '' ? undefined : Temporal.PlainDate.from(text));

/** The filter as the letters room takes it. */
export const toBookQuery = (asked: Asked): BookQuery => ({
  officeId: asked.office || undefined,
  year: asked.year === '' ? undefined : Number(asked.year),
  from: day(asked.from),
  until: day(asked.until),
  text: asked.q || undefined,
  channel: (asked.channel || undefined) as Channel | undefined,
  nature: (asked.nature || undefined) as Nature | undefined,
  kind: asked.kind || undefined,
  book: (asked.book || undefined) as Book | undefined,
  status: (asked.status || undefined) as LetterStatus | undefined,
  open: asked.open === 'yes' ? true : undefined,
});
