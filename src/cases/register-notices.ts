import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { announce } from '#notify/index.ts';
import { type WorkKind, workWithin } from '#registry/index.ts';
import { mailTimes } from './notices.ts';
import { currentCalendar } from './queries/current-calendar.ts';

/** How each kind of work is called in the label of a notice, which is Indonesian as every label. */
const names: Readonly<Record<WorkKind, string>> = {
  'administrator-lapsed': 'pengelola berakhir',
  'administrator-lapses': 'pengelola segera berakhir',
  unowned: 'tanpa penanggung jawab',
  contract: 'kontrak',
  warranty: 'garansi',
  incomplete: 'belum lengkap',
};

const labelOf = (counts: Readonly<Record<WorkKind, number>>): string =>
  (Object.keys(names) as WorkKind[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${names[kind]}`)
    .join(', ');

/** Once a week: told again only when the last notice is older than this. */
const pause = { hours: 24 * 6 };

/**
 * Tells each office what its own entries in the register need, and the sections that keep the register what all of them need:
 * lapsed administrators, contracts, warranties, applications without an owner, incomplete entries. Where nothing needs doing
 * nobody is told; a second run in a week tells nobody.
 */
export const tellRegisterWork = async (db: Db, now: Temporal.Instant): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    const installation = await tx
      .selectFrom('installation')
      .select(['host_office_id', 'time_zone'])
      .forUpdate()
      .executeTakeFirst();
    if (!installation) return;
    const host = installation.host_office_id;
    const today = now.toZonedDateTimeISO(installation.time_zone).toPlainDate();
    const calendar = await currentCalendar(tx);
    const offices = await tx
      .selectFrom('office')
      .where('active', '=', true)
      .where('id', '<>', host)
      .select('id')
      .orderBy('id')
      .execute();
    const hearers = [
      {
        officeId: host,
        scope: { officeId: null, servers: true },
        roles: ['application-section-head', 'infrastructure-section-head'],
      },
      ...offices.map(({ id }) => ({ officeId: id, scope: { officeId: id, servers: false }, roles: ['applicant-head'] })),
    ];
    for (const { officeId, scope, roles } of hearers) {
      const label = labelOf((await workWithin(tx, scope, today)).counts);
      if (label === '') continue;
      const told = await sql`
        select 1 from notification where kind = 'register-work' and subject_id = ${officeId}::uuid and at > ${now.subtract(pause)}
        limit 1`.execute(tx);
      if (told.rows.length > 0) continue;
      await announce(tx, {
        to: roles.map((role) => ({ officeId, role })),
        kind: 'register-work',
        subjectId: officeId,
        label,
        path: '/register-work',
        except: null,
        at: now,
        mail: mailTimes(calendar, now),
        today,
      });
    }
  });
};
