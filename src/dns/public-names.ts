import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { isInside } from './changes/rules.ts';
import { toShown } from './zone/name.ts';

export type PublicName = {
  /** "antrean.kota.go.id", an IDN as people read it. */
  name: string;
  /** The same as it is asked for in the DNS. */
  ascii: string;
  application: string;
  applicationId: string | null;
  office: string;
  since: Temporal.PlainDate;
};

type Row = {
  label: string;
  zone: string;
  values: string[];
  application: string;
  applicationId: string | null;
  office: string;
  since: Temporal.Instant;
};

/**
 * The names of applications that anybody may know: published, in a zone that is listed and not internal, with an address that
 * means something outside. Technical names, names without an application and addresses themselves are left out.
 */
export const listPublicNames = async (db: Db, timeZone: string): Promise<PublicName[]> => {
  const { rows } = await sql<Row>`
    select r.label, z.name as zone, array_agg(r.value) as values, min(r.published_at) as since,
      max(coalesce(a.name, n.application_name)) as application, max(o.name) as office,
      (array_agg(a.id))[1] as "applicationId"
    from dns_record r join dns_zone z on z.id = r.zone_id
    left join dns_name n on n.holder = r.holder and n.state <> 'released'
    left join application a on (a.id = r.application_id or a.origin = r.holder) and a.status <> 'retired'
    join office o on o.id = coalesce(a.office_id, n.office_id)
    where r.state = 'published' and r.type in ('A', 'AAAA', 'CNAME') and not z.internal and z.listed
      and r.label !~ '[*_]' and coalesce(a.name, n.application_name, '') <> '' and r.published_at is not null
    group by r.label, z.name
    order by z.name, r.label`.execute(db);
  return rows
    .filter(({ values }) => values.some((value) => !/^[0-9.]+$|:/.test(value) || !isInside(value)))
    .map(({ label, zone, application, applicationId, office, since }) => {
      const ascii = label === '@' ? zone : `${label}.${zone}`;
      return {
        name: toShown(ascii),
        ascii,
        application,
        applicationId,
        office,
        since: since.toZonedDateTimeISO(timeZone).toPlainDate(),
      };
    });
};
