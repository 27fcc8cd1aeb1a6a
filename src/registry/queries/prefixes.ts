import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { globalVrfId } from '../network-input.ts';
import { needServerSight } from '../policy.ts';
import { inOrder, type Paged, pageOfIds, recordsMatching } from '../search.ts';
import { type NetworkRow, networkRowsByIds } from './networks.ts';
import type { Listed } from './servers.ts';

/**
 * The first prefix of this length in a container that touches none of those in it, or null. Where less than such a prefix is left
 * over, nothing is looked through. Otherwise: those that lie in it stand in their order and never overlap, so one walk over them,
 * which ends at the first gap that is wide enough, finds it: at the container's beginning, or behind the block of the wanted length
 * in which one of them ends.
 */
export const nextFreePrefix = async (db: Db, containerId: string, length: number): Promise<string | null> => {
  const size = Math.trunc(length);
  // By the container's own id, not joined to it: so the children come in the order of their index and the walk may end early.
  const block = (prefix: string) =>
    sql.raw(`set_masklen(broadcast(set_masklen(${prefix}, least(masklen(${prefix}), ${size}))), bits)`);
  const candidate = sql.raw(
    `set_masklen((case when ended is null then first when ended < began then ended + 1 end)::cidr, ${size})`,
  );
  const { rows } = await sql<{ prefix: string }>`
    with container as materialized (
      select id, bits, set_masklen(prefix::inet, bits) as first, set_masklen(broadcast(prefix), bits) as last
      from (select *, case family(prefix) when 4 then 32 else 128 end as bits from network where id = ${containerId}) c
      where covered + power(2::numeric, bits - ${length}::int) <= prefix_size(prefix)
    ), inside as (
      select (select first from container) as first, bits, set_masklen(prefix::inet, bits) as began,
        lag(${block('prefix')}) over (order by prefix) as ended
      from (select prefix, (select bits from container) as bits from network
        where parent_id = ${containerId} and (select count(*) from container) > 0) n
    ), between as (
      select 1 as place, candidate from (select *, ${candidate} as candidate from inside) gap
      where began > set_masklen(broadcast(candidate), bits) limit 1
    ), behind as (
      select 2 as place, ${candidate} as candidate from (
        select first, last as began, (select ${block('n.prefix')} from network n where n.parent_id = ${containerId} order by n.prefix desc limit 1) as ended
        from container offset 0
      ) last_one where ended is null or ended < began
    )
    select text(candidate) as prefix from (select * from between union all select * from behind) gaps order by place limit 1`.execute(
    db,
  );
  return rows[0]?.prefix ?? null;
};

/** A prefix in the tree of its VRF. */
export type PrefixRow = NetworkRow & { depth: number };

export type PrefixFilter = Paged & {
  vrfId?: string;
  /** Only what lies in this container. */
  withinId?: string;
  /** Only prefixes that one step down has, instead of the whole tree. */
  level?: boolean;
  kind?: string;
  search?: string;
};

/**
 * The prefixes of a VRF as a tree: each container is followed by what lies in it, one page of the whole. With `level` only the
 * children of `withinId` (or the roots). Only for who may see servers.
 */
export const listPrefixes = async (db: Db, actor: Actor, filter: PrefixFilter = {}): Promise<Listed<PrefixRow>> => {
  needServerSight(actor);
  const { withinId, level, kind, search } = filter;
  const vrfId = filter.vrfId && isId(filter.vrfId) ? filter.vrfId : globalVrfId;
  const within = withinId && isId(withinId) ? await rangeOf(db, withinId) : null;
  const where = [
    sql`vrf_id = ${within?.vrfId ?? vrfId}`,
    ...(within && !level
      ? // The order of prefixes is that of the tree, so what lies in one stands between its beginning and its end.
        [sql`prefix > ${within.prefix}::cidr and prefix <= ${within.last}::cidr`]
      : []),
    ...(level ? [within ? sql`parent_id = ${within.id}` : sql`parent_id is null`] : []),
    ...(kind ? [sql`kind = ${kind}`] : []),
    ...(search ? [sql`id in ${recordsMatching(search, ['network'])}`] : []),
  ];
  const { ids, ...counted } = await pageOfIds(db, { from: sql`network`, where, orderBy: sql`prefix` }, filter);
  const [rows, depths] = await Promise.all([networkRowsByIds(db, ids), depthsOf(db, ids)]);
  return { rows: inOrder(ids, rows).map((row) => ({ ...row, depth: depths.get(row.id) ?? 0 })), ...counted };
};

const rangeOf = async (db: Db, networkId: string) => {
  const { rows } = await sql<{ id: string; vrfId: string; prefix: string; last: string }>`
    select id, vrf_id as "vrfId", prefix, host(broadcast(prefix)) as last from network where id = ${networkId}`.execute(db);
  return rows[0] ?? null;
};

const depthsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, number>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; depth: number }>`
    with recursive up as (
      select id as of, parent_id, 0 as depth from network where id = any(${ids}::uuid[])
      union all select up.of, n.parent_id, up.depth + 1 from up join network n on n.id = up.parent_id
    ) select of as id, max(depth) as depth from up group by of`.execute(db);
  return new Map(rows.map(({ id, depth }) => [id, depth]));
};

/** The containers around a prefix, the outermost first. */
export const containersOf = async (db: Db, networkId: string): Promise<{ id: string; name: string; prefix: string }[]> => {
  const { rows } = await sql<{ id: string; name: string; prefix: string }>`
    with recursive up as (
      select parent_id from network where id = ${networkId}
      union all select n.parent_id from up join network n on n.id = up.parent_id
    ) select n.id, n.name, text(n.prefix) as prefix from network n where n.id in (select parent_id from up) order by masklen(n.prefix)`.execute(
    db,
  );
  return rows;
};

export type RangeRow = {
  id: string;
  networkId: string;
  first: string;
  last: string;
  purpose: string;
  reason: string;
  tags: string[];
  /** Its notes and attachments. */
  noted: number;
};

/** The reserved ranges of a network in their order. */
export const rangesOf = (db: Db, networkId: string): Promise<RangeRow[]> => rangeRows(db, sql`r.network_id = ${networkId}`);

const rangeRows = async (db: Db, where: RawBuilder<unknown>): Promise<RangeRow[]> => {
  const { rows } = await sql<RangeRow>`
    select r.id, r.network_id as "networkId", host(r.first_address) as first, host(r.last_address) as last, r.purpose, r.reason,
      array(select t.tag from record_tag t where t.kind = 'range' and t.record_id = r.id order by t.tag) as tags,
      (select count(*)::int from record_note n where n.kind = 'range' and n.record_id = r.id)
        + (select count(*)::int from record_file f where f.kind = 'range' and f.record_id = r.id) as noted
    from address_range r where ${where} order by r.first_address`.execute(db);
  return rows;
};

/** One reserved range. `not_found` when there is none or the actor may not see it. */
export const getRange = async (db: Db, actor: Actor, rangeId: string): Promise<RangeRow> => {
  needServerSight(actor);
  const [range] = isId(rangeId) ? await rangeRows(db, sql`r.id = ${rangeId}`) : [];
  if (!range) throw new AppError('not_found', { what: `range ${rangeId}` });
  return range;
};

/** One VLAN. `not_found` when there is none or the actor may not see it. */
export const getVlan = async (db: Db, actor: Actor, vlanId: string): Promise<VlanRow> => {
  needServerSight(actor);
  const [vlan] = isId(vlanId) ? await vlansByIds(db, [vlanId]) : [];
  if (!vlan) throw new AppError('not_found', { what: `vlan ${vlanId}` });
  return vlan;
};

/** One VRF. `not_found` when there is none or the actor may not see it. */
export const getVrf = async (db: Db, actor: Actor, vrfId: string): Promise<VrfRow> => {
  const vrf = (await listVrfs(db, actor)).find(({ id }) => id === vrfId);
  if (!vrf) throw new AppError('not_found', { what: `vrf ${vrfId}` });
  return vrf;
};

export type VrfRow = {
  id: string;
  name: string;
  routeDistinguisher: string;
  ownerOfficeId: string | null;
  notes: string;
  version: number;
  prefixes: number;
};

/** VRFs by name, with how many prefixes each has. Only for who may see servers. */
export const listVrfs = async (db: Db, actor: Actor): Promise<VrfRow[]> => {
  needServerSight(actor);
  const { rows } = await sql<VrfRow>`
    select v.id, v.name, v.route_distinguisher as "routeDistinguisher", v.owner_office_id as "ownerOfficeId", v.notes, v.version,
      (select count(*)::int from network n where n.vrf_id = v.id) as prefixes
    from vrf v order by v.name`.execute(db);
  return rows;
};

export type VlanRow = {
  id: string;
  siteId: string;
  siteName: string;
  vid: number;
  name: string;
  ownerOfficeId: string | null;
  notes: string;
  version: number;
  networks: { id: string; name: string; prefix: string }[];
};

/** VLANs by site and number, one page of them, with the networks in each. Only for who may see servers. */
export const listVlans = async (db: Db, actor: Actor, filter: Paged & { siteId?: string } = {}): Promise<Listed<VlanRow>> => {
  needServerSight(actor);
  const { siteId } = filter;
  const where = [siteId && isId(siteId) ? sql`site_id = ${siteId}` : sql`true`];
  const { ids, ...counted } = await pageOfIds(db, { from: sql`vlan`, where, orderBy: sql`vid, id` }, filter);
  return { rows: inOrder(ids, await vlansByIds(db, ids)), ...counted };
};

const vlansByIds = async (db: Db, ids: readonly string[]): Promise<VlanRow[]> => {
  const { rows } = await sql<VlanRow>`
    select v.id, v.site_id as "siteId", s.name as "siteName", v.vid, v.name, v.owner_office_id as "ownerOfficeId", v.notes, v.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name, 'prefix', text(n.prefix)) order by n.prefix)
        from network n where n.site_id = v.site_id and n.vlan = v.vid), '[]') as networks
    from vlan v join site s on s.id = v.site_id where v.id = any(${ids}::uuid[])`.execute(db);
  return rows;
};
