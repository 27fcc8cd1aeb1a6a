import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';

export type SubjectKey = { kind: string; id: string };

/** Where the name of each kind of subject stands. */
const sources: Readonly<Record<string, RawBuilder<unknown>>> = {
  account: sql`select account.id, person.name as label from account join person on person.id = account.person_id`,
  agenda: sql`select id, seq || '/' || year || ' ' || letter_from as label from agenda_entry`,
  application: sql`select id, name as label from application`,
  cable: sql`select id, label from cable where label <> ''`,
  case: sql`select id, number || ' ' || application_name as label from hosting_case`,
  'dns-name': sql`select dns_name.id, label || '.' || dns_zone.name as label from dns_name join dns_zone on dns_zone.id = dns_name.zone_id`,
  installation: sql`select id, name as label from office`,
  interface: sql`select interface.id, server.name || ' ' || interface.name as label from interface join server on server.id = interface.server_id`,
  letter: sql`select id, coalesce(number || ' · ', '') || hal as label from letter`,
  network: sql`select id, name || ' ' || prefix::text as label from network`,
  office: sql`select id, name as label from office`,
  person: sql`select id, name as label from person`,
  post: sql`select id, title as label from post`,
  rack: sql`select id, name as label from rack`,
  range: sql`select id, host(first_address) || '–' || host(last_address) as label from address_range`,
  recommendation: sql`select id, number as label from recommendation`,
  server: sql`select id, name as label from server`,
  site: sql`select id, name as label from site`,
  vlan: sql`select id, 'VLAN ' || vid || ' ' || name as label from vlan`,
  vrf: sql`select id, name as label from vrf`,
  'wiki-page': sql`select id, title as label from wiki_page`,
  'wiki-space': sql`select id, name as label from wiki_space`,
  'wiki-template': sql`select distinct on (template_id) template_id as id, name as label from wiki_template_version order by template_id, no desc`,
  zone: sql`select id, name as label from dns_zone`,
};

/** How these subjects are called today, by `kind id`, in one round trip; a subject that is gone has no entry. */
export const subjectLabels = async (db: Db, subjects: readonly SubjectKey[]): Promise<ReadonlyMap<string, string>> => {
  const parts = Object.entries(sources).flatMap(([kind, source]) => {
    const ids = [...new Set(subjects.filter((each) => each.kind === kind).map((each) => each.id))];
    return ids.length === 0
      ? []
      : [sql`select ${kind}::text as kind, named.id, named.label from (${source}) as named where named.id = any(${ids}::uuid[])`];
  });
  if (parts.length === 0) return new Map();
  const { rows } = await sql<{ kind: string; id: string; label: string }>`${sql.join(parts, sql` union all `)}`.execute(db);
  return new Map(rows.map((row) => [`${row.kind} ${row.id}`, row.label]));
};
