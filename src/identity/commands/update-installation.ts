import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { parse } from '#lib/input.ts';
import { type InstallationInput, installationInput } from '../input.ts';
import { getInstallation } from '../installation.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { changesBetween } from '../refusals.ts';

/** Changes what the office said of itself at the set-up. Throws `forbidden`, `not_found`, `invalid`. */
export const updateInstallation = async (
  tx: Db,
  input: { installation: InstallationInput; by: By; now: Temporal.Instant },
): Promise<void> => {
  needAdministrator(input.by);
  const { governmentName, cityName, place, domain, timeZone, uploadLimitBytes, hostOfficeId } = await getInstallation(tx);
  const after = parse(installationInput, input.installation);
  const changes = changesBetween({ governmentName, cityName, place, domain, timeZone, uploadLimitBytes }, after);
  if (Object.keys(changes).length === 0) return;
  await tx
    .updateTable('installation')
    .set({
      government_name: after.governmentName,
      city_name: after.cityName,
      place: after.place,
      domain: after.domain,
      time_zone: after.timeZone,
      upload_limit_bytes: after.uploadLimitBytes,
    })
    .execute();
  await record(tx, {
    subjectKind: 'installation',
    subjectId: hostOfficeId,
    at: input.now,
    type: 'installation.updated',
    doer: doerOf(input.by),
    data: { changes },
  });
};
