import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { maySeeServers, officeScope } from '../policy.ts';

/** What two or more records have in common that only one should have. */
export type DuplicateReason = 'serial' | 'asset' | 'mac' | 'url' | 'name';

export type Duplicate = {
  reason: DuplicateReason;
  value: string;
  subject: 'server' | 'application';
  records: { id: string; name: string; kind: string }[];
};

/** So many are shown; whoever mends them sees the next. */
const most = 100;

/**
 * Records that are probably the same thing entered twice: devices with the same serial or asset number, interfaces with the same MAC
 * address, applications at the same address or of the same name in one office. Retired records do not count. Devices only for who
 * may see servers; an office sees its own applications.
 */
export const listDuplicates = async (db: Db, actor: Actor): Promise<Duplicate[]> => {
  const office = officeScope(actor);
  const own = office === null ? sql`true` : sql`a.office_id = ${office}::uuid`;
  const devices = maySeeServers(actor);
  const record = sql`jsonb_agg(jsonb_build_object('id', id, 'name', name, 'kind', kind) order by name)`;
  const { rows } = await sql<Duplicate>`
    with device as (select id, name, kind, lower(trim(serial_number)) as serial, lower(trim(asset_number)) as asset
      from server where ${devices} and status <> 'retired'),
    application_of as (select id, name, '' as kind, office_id, lower(rtrim(regexp_replace(url, '^https?://', ''), '/')) as place
      from application a where ${own} and status <> 'retired'),
    found as (
      select 'serial' as reason, serial as value, 'server' as subject, ${record} as records from device where serial <> '' group by serial having count(*) > 1
      union all
      select 'asset', asset, 'server', ${record} from device where asset <> '' group by asset having count(*) > 1
      union all
      select 'mac', mac::text, 'server', ${record} from (
        select distinct i.mac, d.id, d.name, d.kind from interface i join device d on d.id = i.server_id where i.mac is not null) port
        group by mac having count(*) > 1
      union all
      select 'url', place, 'application', ${record} from application_of where place <> '' group by place having count(*) > 1
      union all
      select 'name', lower(name), 'application', ${record} from application_of group by office_id, lower(name) having count(*) > 1
    )
    select reason, value, subject, records from found order by reason, value limit ${most}`.execute(db);
  return rows;
};
