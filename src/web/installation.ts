import { sql } from 'kysely';
import type { Db } from '#db/index.ts';

/** What every page needs to know of the office. */
export type Installation = {
  governmentName: string;
  cityName: string;
  place: string;
  domain: string;
  timeZone: string;
  hostOfficeId: string;
  hostOfficeName: string;
  uploadLimitBytes: number;
};

/** Reads the installation with a small memory: it changes once a year, and every page needs it. `forget` after a change. */
export const installationMemory = (db: Db, keepMs = 5000) => {
  let known: { value: Installation; until: number } | null = null;
  const read = async (): Promise<Installation | null> => {
    if (known && performance.now() < known.until) return known.value;
    const { rows } = await sql<Installation>`
      select i.government_name as "governmentName", i.city_name as "cityName", i.place, i.domain, i.time_zone as "timeZone",
        i.host_office_id as "hostOfficeId", o.name as "hostOfficeName", i.upload_limit_bytes as "uploadLimitBytes"
      from installation i join office o on o.id = i.host_office_id`.execute(db);
    const value = rows[0] ?? null;
    known = value ? { value, until: performance.now() + keepMs } : null;
    return value;
  };
  const forget = (): void => {
    known = null;
  };
  return { read, forget };
};
