import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import type { NameServer } from '../input.ts';

type Servers = { zoneId: string; zone: string; nameServers: readonly NameServer[]; now: Temporal.Instant };

const comment = 'Server nama';

/** Makes the apex NS records and their glue exactly these; what is no longer wanted is removed at the next publication. */
export const wantNameServers = async (tx: Db, { zoneId, zone, nameServers, now }: Servers): Promise<void> => {
  const wanted = nameServers.flatMap(({ name, addresses }) => [
    { label: '@', type: 'NS', value: name },
    ...(name.endsWith(`.${zone}`) ? addresses : []).map((value) => ({
      label: name.slice(0, -zone.length - 1),
      type: value.includes(':') ? 'AAAA' : 'A',
      value,
    })),
  ]);
  const ids: string[] = [];
  for (const { label, type, value } of wanted) {
    const { rows } = await sql<{ id: string }>`
      insert into dns_record as r (id, zone_id, label, type, value, comment, state, created_at)
      values (${newId()}, ${zoneId}, ${label}, ${type}, ${value}, ${comment}, 'wanted', ${now}::timestamptz)
      on conflict (zone_id, label, type, value) where state <> 'removed' do update
        set state = case r.state when 'published' then r.state else 'wanted' end
      returning id`.execute(tx);
    if (rows[0]) ids.push(rows[0].id);
  }
  await tx
    .updateTable('dns_record')
    .set({ state: 'removing' })
    .where('zone_id', '=', zoneId)
    .where('holder', 'is', null)
    .where('comment', '=', comment)
    .where('state', 'in', ['wanted', 'published'])
    .where('id', 'not in', ids)
    .execute();
};
