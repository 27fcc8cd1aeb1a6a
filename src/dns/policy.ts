import { type Actor, worksForHost } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';

/** Names and records are seen by the hosting office, the administrator and the auditor. */
export const maySeeNames = (actor: Actor): boolean => actor.host || actor.administrator || actor.auditor;

/** The settings of a zone and the reserved labels belong to the administrator. */
export const mayKeepZone = (actor: Actor): boolean => actor.administrator;

/** Records are changed by the hosting office and the administrator; an auditor only looks. */
export const mayChangeRecords = (actor: Actor): boolean => worksForHost(actor) || actor.administrator;

/** Refuses with not_found: to others the DNS does not exist. */
export const needNameSight = (actor: Actor): void => {
  if (!maySeeNames(actor)) throw new AppError('not_found', { what: 'names' });
};

const onlyAdministrators = {
  id: 'pengaturan zona hanya diubah oleh administrator',
  en: 'only an administrator may change the settings of a zone',
} as const;

/** Throws `forbidden` unless the actor keeps the zones; not_found when it may not even see them. */
export const needZoneKeeper = (actor: Actor): void => {
  needNameSight(actor);
  if (!mayKeepZone(actor)) throw new AppError('forbidden', { why: onlyAdministrators[actor.language] });
};

const onlyOffice = {
  id: 'rekaman DNS hanya diubah oleh pegawai instansi pengelola',
  en: 'only staff of the hosting office may change DNS records',
} as const;

/** Throws `forbidden` unless the actor may propose and decide changes; not_found when it may not even see them. */
export const needRecordChanger = (actor: Actor): void => {
  needNameSight(actor);
  if (!mayChangeRecords(actor)) throw new AppError('forbidden', { why: onlyOffice[actor.language] });
};
