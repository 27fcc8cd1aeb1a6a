import type { Db } from '#db/index.ts';
import { nameOf } from '#dns/index.ts';
import type { Actor } from '#identity/index.ts';
import { drawTopology, findServer, maySeeServers, topologyOf } from '#registry/index.ts';
import type { Exporting } from '#wiki/index.ts';
import { wikiParts } from './parts.ts';
import { wikiTable } from './tables.ts';

/** The drawing of a server's surroundings, for who may see servers. */
const drawingOf = async (db: Db, actor: Actor, { kind, id }: { kind: string; id: string }): Promise<string | null> => {
  if (kind !== 'topology' || !maySeeServers(actor)) return null;
  const server = await findServer(db, id);
  if (!server) return null;
  const names = await Promise.all(server.claims.map((claim) => nameOf(db, claim.origin ?? claim.holder)));
  const leading = names.flatMap((name) => (name && name.records.length > 0 ? [name.fqdn] : []));
  return (await drawTopology(await topologyOf(db, id, leading), actor.language)).svg;
};

/** What an export of the wiki is handed over, for one reader at one moment: tables, parts and drawings of the registers. */
export const wikiExporting = (
  db: Db,
  actor: Actor,
  { now, timeZone, baseUrl }: { now: Temporal.Instant; timeZone: string; baseUrl: string | null },
): Exporting => ({
  ...{ db, actor, now, timeZone, baseUrl },
  pagePath: (space, slug) => `/wiki/${space}/${encodeURIComponent(slug)}`,
  table: (include) => wikiTable(db, actor, include, now),
  parts: (page) => wikiParts(db, actor, page, { now, timeZone }),
  picture: (picture) => drawingOf(db, actor, picture),
});
