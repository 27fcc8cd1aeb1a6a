import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { needServerSight } from '../policy.ts';

export type RackRow = {
  id: string;
  name: string;
  siteId: string;
  siteName: string;
  units: number;
  status: string;
  ownerOfficeId: string | null;
  ownerOfficeName: string | null;
  serialNumber: string;
  assetNumber: string;
  notes: string;
  version: number;
  devices: number;
  /** Units in which something stands, on either face. */
  used: number;
};

/** A device in a rack. `unit` is the lowest one that it takes; null: it belongs to the rack but nobody said where it stands. */
export type RackDevice = {
  id: string;
  name: string;
  kind: string;
  status: string;
  model: string;
  unit: number | null;
  height: number;
  face: 'front' | 'rear' | 'both';
  virtuals: number;
};

export type RackPage = RackRow & { standing: RackDevice[] };

const rackRows = (db: Db) =>
  db
    .selectFrom('rack as r')
    .innerJoin('site', 'site.id', 'r.site_id')
    .leftJoin('office as o', 'o.id', 'r.owner_office_id')
    .select([
      'r.id as id',
      'r.name as name',
      'r.site_id as siteId',
      'site.name as siteName',
      'r.units as units',
      'r.status as status',
      'r.owner_office_id as ownerOfficeId',
      'o.name as ownerOfficeName',
      'r.serial_number as serialNumber',
      'r.asset_number as assetNumber',
      'r.notes as notes',
      'r.version as version',
      sql<number>`(select count(*)::int from server s where s.rack_id = r.id and s.status <> 'retired')`.as('devices'),
      sql<number>`(select count(distinct unit)::int from server s, generate_series(s.rack_unit, s.rack_unit + s.rack_height - 1) unit
        where s.rack_id = r.id and s.status <> 'retired')`.as('used'),
    ]);

/** Racks by site and name, those that are no longer used left out. Only for who may see servers. */
export const listRacks = async (db: Db, actor: Actor, filter: { siteId?: string } = {}): Promise<RackRow[]> => {
  needServerSight(actor);
  const { siteId } = filter;
  return rackRows(db)
    .where('r.status', '<>', 'retired')
    .$if(siteId !== undefined && isId(siteId), (query) => query.where('r.site_id', '=', siteId as string))
    .orderBy('site.name')
    .orderBy('r.name')
    .execute();
};

/** One rack with what stands in it, the highest first. `not_found` when there is none or the actor may not see it. */
export const getRack = async (db: Db, actor: Actor, rackId: string): Promise<RackPage> => {
  needServerSight(actor);
  const rack = isId(rackId) ? await rackRows(db).where('r.id', '=', rackId).executeTakeFirst() : undefined;
  if (!rack) throw new AppError('not_found', { what: `rack ${rackId}` });
  const { rows } = await sql<RackDevice>`
    select s.id, s.name, s.kind, s.status, trim(s.manufacturer || ' ' || s.model) as model, s.rack_unit as unit,
      s.rack_height as height, s.rack_face as face,
      (select count(*)::int from server v where v.host_id = s.id and v.status <> 'retired') as virtuals
    from server s where s.rack_id = ${rackId} and s.status <> 'retired' order by s.rack_unit desc nulls last, s.name`.execute(db);
  return { ...rack, standing: rows };
};

/** The rack of a site by its name, as people call it. Throws `invalid` at `rack` when the site has none of that name. */
export const rackIdOf = async (db: Db, siteId: string, name: string): Promise<string> => {
  const rack = await db
    .selectFrom('rack')
    .where('site_id', '=', siteId)
    .where('name', '=', name)
    .where('status', '<>', 'retired')
    .select('id')
    .executeTakeFirst();
  if (rack) return rack.id;
  const message = {
    id: `Rak ${name} tidak ada di lokasi ini. Tambahkan raknya lebih dahulu.`,
    en: `This site has no rack ${name}. Add the rack first.`,
  };
  throw invalid([{ field: 'rack', message }]);
};

/** The racks of a site with what stands in them, by name. `not_found` when the actor may not see servers. */
export const racksOfSite = async (db: Db, actor: Actor, siteId: string): Promise<RackPage[]> => {
  const racks: RackPage[] = [];
  for (const { id } of await listRacks(db, actor, { siteId })) racks.push(await getRack(db, actor, id));
  return racks;
};
