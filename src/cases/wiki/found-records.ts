import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { searchRegister } from '#registry/index.ts';
import { listRecordPages, type PageLink, type RecordKind } from '#wiki/index.ts';

export type FoundRecordPage = PageLink & { recordKind: RecordKind; state: string; detail: string };

const withPages: readonly string[] = ['application', 'server', 'site'] satisfies RecordKind[];

const isWithPage = (kind: string): kind is RecordKind => withPages.includes(kind);

/**
 * The pages of the records that the register finds for a search: by name, address, office and whatever else it knows. Both
 * are asked for this actor, so that a page is never found by what its reader may not see of the record.
 */
export const listPagesOfFound = async (db: Db, actor: Actor, q: string, most = 5): Promise<FoundRecordPage[]> => {
  const found = (await searchRegister(db, actor, q.slice(0, 100), 20)).filter(({ aboutKind }) => isWithPage(aboutKind));
  const records = found.map(({ aboutKind, aboutId }) => ({ kind: aboutKind as RecordKind, id: aboutId }));
  const pages = new Map((await listRecordPages(db, actor, records)).map((page) => [page.recordId, page]));
  const shown = new Map<string, FoundRecordPage>();
  for (const { aboutId, detail } of found) {
    const page = pages.get(aboutId);
    if (page && !shown.has(page.id) && shown.size < most) shown.set(page.id, { ...page, detail });
  }
  return [...shown.values()];
};
