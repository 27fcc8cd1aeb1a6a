import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';

/** What the office said of itself at the set-up. */
export type Installation = {
  governmentName: string;
  cityName: string;
  place: string;
  domain: string;
  timeZone: string;
  hostOfficeId: string;
  hostOfficeName: string;
  hostOfficeAbbreviation: string;
  logoFileId: string | null;
  uploadLimitBytes: number;
  /** Counts changes of the working calendar. */
  calendarVersion: number;
  setUpAt: Temporal.Instant;
};

/** The installation, or null before the set-up. */
export const findInstallation = async (db: Db): Promise<Installation | null> => {
  const { rows } = await sql<Installation>`
    select i.government_name as "governmentName", i.city_name as "cityName", i.place, i.domain, i.time_zone as "timeZone",
      i.host_office_id as "hostOfficeId", o.name as "hostOfficeName", o.abbreviation as "hostOfficeAbbreviation",
      o.logo_file_id as "logoFileId", i.upload_limit_bytes as "uploadLimitBytes", i.calendar_version as "calendarVersion",
      i.set_up_at as "setUpAt"
    from installation i join office o on o.id = i.host_office_id`.execute(db);
  return rows[0] ?? null;
};

/** The installation. Throws `not_found` before the set-up. */
export const getInstallation = async (db: Db): Promise<Installation> => {
  const found = await findInstallation(db);
  if (!found) throw new AppError('not_found', { what: 'installation' });
  return found;
};
