import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { needServerSight } from '../policy.ts';
import { contains, inOrder, type Paged, pageOfIds } from '../search.ts';
import type { Listed } from './servers.ts';

type End = { serverId: string; serverName: string; serverKind: string; siteId: string; interfaceId: string; interface: string };

export type CableRow = {
  id: string;
  kind: string;
  status: string;
  label: string;
  colour: string;
  lengthM: number | null;
  notes: string;
  version: number;
  a: End;
  b: End;
};

export type CableFilter = Paged & { siteId?: string; search?: string; kind?: string };

const end = (side: string) =>
  sql.raw(`jsonb_build_object('serverId', s${side}.id, 'serverName', s${side}.name, 'serverKind', s${side}.kind,
    'siteId', s${side}.site_id, 'interfaceId', i${side}.id, 'interface', i${side}.name) as ${side}`);

const cableRows = async (db: Db, where: RawBuilder<unknown>): Promise<CableRow[]> => {
  const { rows } = await sql<CableRow>`
    select c.id, c.kind, c.status, c.label, c.colour, c.length_m as "lengthM", c.notes, c.version, ${end('a')}, ${end('b')}
    from cable c
    join interface ia on ia.id = c.a_interface_id join server sa on sa.id = ia.server_id
    join interface ib on ib.id = c.b_interface_id join server sb on sb.id = ib.server_id
    where ${where}`.execute(db);
  return rows;
};

/** Cables with both ends, one page of them; `siteId` takes those of which an end is at that site. Only for who may see servers. */
export const listCables = async (db: Db, actor: Actor, filter: CableFilter = {}): Promise<Listed<CableRow>> => {
  needServerSight(actor);
  const { siteId, search, kind } = filter;
  const ends = (condition: RawBuilder<unknown>) =>
    sql`exists (select 1 from interface i join server s on s.id = i.server_id
      where i.id in (cable.a_interface_id, cable.b_interface_id) and ${condition})`;
  const where = [
    kind ? sql`kind = ${kind}` : sql`true`,
    ...(siteId && isId(siteId) ? [ends(sql`s.site_id = ${siteId}`)] : []),
    ...(search ? [sql`(label ilike ${contains(search)} or ${ends(sql`s.name ilike ${contains(search)}`)})`] : []),
  ];
  const { ids, ...counted } = await pageOfIds(db, { from: sql`cable`, where, orderBy: sql`label, id` }, filter);
  const rows = ids.length === 0 ? [] : await cableRows(db, sql`c.id = any(${ids}::uuid[])`);
  return { rows: inOrder(ids, rows), ...counted };
};

/** One cable. `not_found` when there is none or the actor may not see it. */
export const getCable = async (db: Db, actor: Actor, cableId: string): Promise<CableRow> => {
  needServerSight(actor);
  const [cable] = isId(cableId) ? await cableRows(db, sql`c.id = ${cableId}`) : [];
  if (!cable) throw new AppError('not_found', { what: `cable ${cableId}` });
  return cable;
};
