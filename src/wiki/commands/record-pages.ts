import { sql } from 'kysely';
import { type Doer, record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { RecordKind } from '../choices.ts';
import { withFreeTitle } from '../free-title.ts';
import { emptySections } from '../markdown/written.ts';
import { holdOrder, settleOrder } from '../order.ts';
import { placePage } from '../place.ts';
import { fillBody, fillTitle } from '../templates/fill.ts';
import type { TemplateValues } from '../templates/kinds.ts';
import { type TemplateVersion, templateSet } from '../templates/queries.ts';
import { addPage } from './create-page.ts';

/**
 * A record whose pages these are: what is filled into their templates, the office that reads those meant for it, and the
 * record under whose page its own stands (a server under its site).
 */
export type PageRecord<Kind extends RecordKind = RecordKind> = Kind extends RecordKind
  ? { kind: Kind; id: string; values: TemplateValues<Kind>; officeId: string | null; above?: RecordId }
  : never;

export type RecordId = { kind: RecordKind; id: string };

type Known = { id: string; spaceId: string };

/** One at a time works on the pages of a record. */
const lockRecord = (tx: Db, { kind, id }: RecordId): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`wiki:${kind}:${id}`}, 0))`.execute(tx);

/** The live main page of a record in a space; null when it has none there. */
const mainPageIn = async (tx: Db, spaceId: string, { kind, id }: RecordId): Promise<string | null> => {
  const page = await tx
    .selectFrom('wiki_page')
    .select('id')
    .where('record_kind', '=', kind)
    .where('record_id', '=', id)
    .where('part', '=', '')
    .where('space_id', '=', spaceId)
    .where('state', '=', 'live')
    .executeTakeFirst();
  return page?.id ?? null;
};

/**
 * Makes the pages of a record that are not there yet from the templates in force; those that are stay as people left them.
 * Returns the main page. Two who open one at once make one.
 */
export const ensureRecordPages = async (
  tx: Db,
  { about, doer, now }: { about: PageRecord; doer: Doer; now: Temporal.Instant },
): Promise<{ pageId: string }> => {
  await lockRecord(tx, about);
  const there = await tx
    .selectFrom('wiki_page')
    .select(['id', 'part', 'space_id as spaceId'])
    .where('record_kind', '=', about.kind)
    .where('record_id', '=', about.id)
    .where('state', '<>', 'deleted')
    .execute();
  const known = new Map<string, Known>(there.map(({ part, ...page }) => [part, page]));
  for (const template of await templateSet(tx, about.kind)) {
    if (known.has(template.part) || template.spaceId === null) continue;
    const { spaceId } = template;
    const main = known.get('');
    const above = template.part === '' && about.above ? await mainPageIn(tx, spaceId, about.above) : null;
    const parentId = main?.spaceId === spaceId ? main.id : above;
    known.set(template.part, { id: await makePage(tx, { about, template, spaceId, parentId, doer, now }), spaceId });
  }
  return { pageId: known.get('')?.id ?? '' };
};

type Making = {
  about: PageRecord;
  template: TemplateVersion;
  spaceId: string;
  parentId: string | null;
  doer: Doer;
  now: Temporal.Instant;
};

const makePage = async (tx: Db, { about, template, spaceId, parentId, doer, now }: Making): Promise<string> => {
  const { kind, id, values } = about;
  const { part, required } = template;
  const body = fillBody(template.body, values);
  const made = await withFreeTitle(tx, { spaceId, wanted: fillTitle(template.title, values), pageId: null }, async (title) => {
    const { pageId } = await addPage(tx, {
      ...{ spaceId, parentId, title, body, why: 'Dibuat dari templat', personId: doer.personId, now },
      templateVersionId: template.id,
      record: { kind, id, part, officeId: template.forOffice ? about.officeId : null, required, name: values.name },
    });
    return { pageId, title };
  });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: made.pageId,
    at: now,
    type: 'wiki-page.created',
    doer,
    data: { space: template.space?.key ?? '', title: made.title, record: { kind, id }, part, template: template.no },
  });
  return made.pageId;
};

const followed = (from: string, to: string): string => `Nama berubah dalam daftar: ${from} → ${to}`.slice(0, 300);

/**
 * Calls a record's pages after its new name, each by the template that it was begun with; former titles and addresses lead
 * there. A page that a person has renamed keeps what the person called it. Returns how many titles changed.
 */
export const retitleRecordPages = async (
  tx: Db,
  { about, doer, now }: { about: Pick<PageRecord, 'kind' | 'id' | 'values'>; doer: Doer; now: Temporal.Instant },
): Promise<number> => {
  await lockRecord(tx, about);
  const pages = await tx
    .selectFrom('wiki_page as p')
    .leftJoin('wiki_template_version as v', 'v.id', 'p.template_version_id')
    .select(['p.id', 'p.space_id as spaceId', 'p.parent_id as parentId', 'p.title', 'p.title_key as titleKey', 'p.slug'])
    .select(['p.body', 'p.revision', 'p.record_name as recordName', 'p.given_title as givenTitle', 'v.title as pattern'])
    .where('p.record_kind', '=', about.kind)
    .where('p.record_id', '=', about.id)
    .where('p.state', '<>', 'deleted')
    .where('p.record_name', 'is distinct from', about.values.name)
    .forNoKeyUpdate('p')
    .execute();
  let changed = 0;
  for (const { recordName, givenTitle, pattern, ...page } of pages) {
    if (givenTitle !== page.title) continue;
    const wanted = fillTitle(pattern ?? '{name}', about.values);
    const why = followed(recordName ?? page.title, about.values.name);
    const title = await withFreeTitle(tx, { spaceId: page.spaceId, wanted, pageId: page.id }, async (free) => {
      await placePage(tx, page, { ...page, title: free, why, personId: doer.personId, now });
      return free;
    });
    await tx
      .updateTable('wiki_page')
      .set({ record_name: about.values.name, given_title: title })
      .where('id', '=', page.id)
      .execute();
    if (title === page.title) continue;
    changed += 1;
    await record(tx, {
      subjectKind: 'wiki-page',
      subjectId: page.id,
      at: now,
      type: 'wiki-page.moved',
      doer,
      data: { from: { title: page.title }, to: { title }, why },
    });
  }
  return changed;
};

const wentAlong = 'Mengikuti tempatnya dalam daftar';

/**
 * Puts the main page of a record under the page of the record that it belongs to now. Only a page that stands under such a
 * page, or at the top, follows: one that a person has put elsewhere stays. Returns whether it went.
 */
export const replaceRecordPage = async (
  tx: Db,
  { about, doer, now }: { about: PageRecord; doer: Doer; now: Temporal.Instant },
): Promise<boolean> => {
  const { above } = about;
  if (!above) return false;
  await lockRecord(tx, about);
  const page = await tx
    .selectFrom('wiki_page as p')
    .leftJoin('wiki_page as over', 'over.id', 'p.parent_id')
    .select(['p.id', 'p.space_id as spaceId', 'p.parent_id as parentId', 'p.title', 'p.title_key as titleKey', 'p.slug'])
    .select(['p.body', 'p.revision', 'over.record_kind as overKind', 'over.title as overTitle'])
    .where('p.record_kind', '=', about.kind)
    .where('p.record_id', '=', about.id)
    .where('p.part', '=', '')
    .where('p.state', '<>', 'deleted')
    .forNoKeyUpdate('p')
    .executeTakeFirst();
  if (!page || (page.parentId !== null && page.overKind !== above.kind)) return false;
  const parentId = await mainPageIn(tx, page.spaceId, above);
  if (parentId === null || parentId === page.parentId) return false;
  await holdOrder(tx, [page.spaceId]);
  await placePage(tx, page, { ...page, parentId, why: wentAlong, personId: doer.personId, now });
  await tx.updateTable('wiki_page').set({ position: 0 }).where('id', '=', page.id).execute();
  await settleOrder(tx, page);
  await settleOrder(tx, { spaceId: page.spaceId, parentId });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: page.id,
    at: now,
    type: 'wiki-page.moved',
    doer,
    data: { from: { title: page.title, parent: page.overTitle ?? '' }, to: { title: page.title }, why: wentAlong },
  });
  return true;
};

/** The required headings of a record's pages under which nothing is written yet; null when the record has no pages. */
export const missingSections = async (db: Db, about: RecordId): Promise<string[] | null> => {
  const pages = await db
    .selectFrom('wiki_page')
    .select(['body', 'required'])
    .where('record_kind', '=', about.kind)
    .where('record_id', '=', about.id)
    .where('state', '<>', 'deleted')
    .execute();
  return pages.length === 0 ? null : pages.flatMap(({ body, required }) => emptySections(body, required));
};
