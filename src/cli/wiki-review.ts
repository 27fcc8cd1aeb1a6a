import type { Db } from '#db/index.ts';
import { type Actor, getInstallation } from '#identity/index.ts';
import { fault } from '#lib/fault.ts';
import { getSpace, listStalePages, type Reviewed, reviewMany, staleOwners } from '#wiki/index.ts';

export const reviewUsage = `griya wiki stale --as MAIL [--space KEY] [--owner mine|none|gone]
    pages whose review is due, the longest waiting first: ID:REVISION, date, owner, address
griya wiki review ID:REVISION … --as MAIL [--on DATE]
    “still correct” for pages as they were read; due again on DATE, or as their space says`;

type Options = { print: (line: string) => void; now: Temporal.Instant; actor: Actor };

const option = (rest: readonly string[], name: string): string | null =>
  rest.includes(`--${name}`) ? (rest[rest.indexOf(`--${name}`) + 1] ?? '') : null;

const perPage = 500;

const listStale = async (db: Db, rest: readonly string[], today: Temporal.PlainDate, { print, now, actor }: Options) => {
  const asked = option(rest, 'owner');
  const owner = staleOwners.find((each) => each === asked);
  if (asked !== null && !owner) throw fault(reviewUsage);
  const key = option(rest, 'space');
  const spaceId = key === null ? undefined : (await getSpace(db, actor, key)).id;
  for (let page = 1; ; page += 1) {
    const found = await listStalePages(db, actor, { today, now, spaceId, owner, page, pageSize: perPage });
    for (const row of found.slice(0, perPage)) {
      const whose = `${row.ownerName ?? '-'}${row.ownerFault ? ` (${row.ownerFault})` : ''}`;
      print(`${row.id}:${row.revision}  ${row.reviewOn ?? '-'}  ${whose}  ${row.spaceKey}/${row.slug}`);
    }
    if (found.length <= perPage) return 0;
  }
};

const line = ({ id, page, outcome, faults }: Reviewed): string =>
  [id, outcome, page ? `${page.spaceKey}/${page.slug}` : '', ...faults.map(({ message }) => message.en)]
    .filter(Boolean)
    .join('  ');

const review = async (db: Db, rest: readonly string[], today: Temporal.PlainDate, { print, now, actor }: Options) => {
  const end = rest.findIndex((each) => each.startsWith('--'));
  const pages = rest.slice(1, end < 0 ? undefined : end).map((each) => {
    const [id = '', seen = ''] = each.split(':');
    if (!/^\d+$/.test(seen)) throw fault(reviewUsage);
    return { id, seen: Number(seen) };
  });
  if (pages.length === 0) throw fault(reviewUsage);
  const asked = { what: 'confirm', pages, reviewOn: option(rest, 'on') };
  const reviewed = await db.transaction().execute((tx) => reviewMany(tx, { now, actor, today, review: asked }));
  for (const each of reviewed) print(line(each));
  return reviewed.every(({ outcome }) => outcome === 'done') ? 0 : 1;
};

/** The review of pages by the command line; exit code 1 when a page was not confirmed. */
export const runWikiReview = async (db: Db, rest: readonly string[], options: Options): Promise<number> => {
  const { timeZone } = await getInstallation(db);
  const today = options.now.toZonedDateTimeISO(timeZone).toPlainDate();
  return rest[0] === 'stale' ? listStale(db, rest, today, options) : review(db, rest, today, options);
};
