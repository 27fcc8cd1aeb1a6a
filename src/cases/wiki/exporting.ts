import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Exporting } from '#wiki/index.ts';
import { drawingOf } from './parts/topology.ts';
import { wikiParts } from './parts.ts';
import { wikiCount, wikiTable } from './tables.ts';

/** What an export of the wiki is handed over, for one reader at one moment: tables, parts and drawings of the registers. */
export const wikiExporting = (
  db: Db,
  actor: Actor,
  { now, timeZone, baseUrl }: { now: Temporal.Instant; timeZone: string; baseUrl: string | null },
): Exporting => ({
  ...{ db, actor, now, timeZone, baseUrl },
  pagePath: (space, slug) => `/wiki/${space}/${encodeURIComponent(slug)}`,
  table: (include) => wikiTable(db, actor, include, { now, timeZone }),
  count: (include) => wikiCount(db, actor, include, { now, timeZone }),
  parts: (page) => wikiParts(db, actor, page, { now, timeZone }),
  picture: (picture) => drawingOf(db, actor, picture),
});
