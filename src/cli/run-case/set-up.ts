import { randomBytes } from 'node:crypto';
import { ensureSopVersion } from '#cases/index.ts';
import { appoint, completeSetup, createOffice, createPerson } from '#identity/index.ts';
import { defaultHolidays, defaultPeriods } from '#sop/index.ts';
import { type Named, officeOf, openAccount, setUpRegister, setUpZone } from '../stage/set-up.ts';
import { type Member, refusable, type Stage } from '../stage/stage.ts';
import type { Sample } from './schema.ts';

type HostRole = keyof Sample['city']['posts'];

/** Who plays, and the records that request.yaml calls by name. */
export type Cast = {
  host: Readonly<Partial<Record<HostRole, Member>>>;
  head: Member;
  staff: Member | null;
  named: Named;
};

/** Sets up the sample's city on an empty database: office and posts, the applicant, accounts, register and zone. */
export const setUpSample = async (stage: Stage, sample: Sample): Promise<Cast> => {
  await ensureSopVersion(stage.db, stage.clock.now());
  const host = await setUpHost(stage, sample.city);
  const { head, staff } = await setUpApplicant(stage, sample.office, sample.city.time_zone);
  const named = await setUpRegister(stage, sample.register);
  await setUpZone(stage, sample.city.domain, sample.dns);
  return { host, head, staff, named };
};

const setUpHost = async (stage: Stage, city: Sample['city']): Promise<Cast['host']> => {
  const roles = Object.keys(city.posts) as HostRole[];
  const posts = roles.flatMap((role) => {
    const post = city.posts[role];
    return post ? [{ role, title: post.title, holder: post.holder }] : [];
  });
  const administrator = {
    name: 'Administrator',
    nip: null,
    email: `administrator@${city.domain}`,
    password: randomBytes(24).toString('base64url'),
  };
  const setup = {
    governmentName: city.government,
    cityName: city.city,
    place: city.place,
    domain: city.domain,
    timeZone: city.time_zone,
    office: officeOf(city.host),
    posts,
    administrator,
  };
  const calendar = { periods: defaultPeriods, holidays: defaultHolidays };
  const now = stage.clock.now();
  const { personIds } = await refusable('The city of request.yaml cannot be set up', () =>
    stage.db.transaction().execute((tx) => completeSetup(tx, { token: null, setup, calendar, now })),
  );
  const host: Partial<Record<HostRole, Member>> = {};
  for (const [index, { role, holder }] of posts.entries()) {
    const personId = personIds[index];
    if (personId) host[role] = await openAccount(stage, personId, holder);
  }
  return host;
};

const setUpApplicant = async (
  stage: Stage,
  office: Sample['office'],
  timeZone: string,
): Promise<{ head: Member; staff: Member | null }> => {
  const act = { by: 'system', now: stage.clock.now() } as const;
  const validFrom = act.now.toZonedDateTimeISO(timeZone).toPlainDate();
  const staffed = [{ role: 'applicant-head', title: office.head_title, holder: office.head }];
  if (office.staff) staffed.push({ role: 'applicant-staff', ...office.staff });
  return refusable('The applying office of request.yaml cannot be entered', async () => {
    const posts = staffed.map(({ role, title }) => ({ role, title }));
    const { officeId, postIds } = await createOffice(stage.db, { office: officeOf(office), posts, ...act });
    const members: Member[] = [];
    for (const [index, { holder }] of staffed.entries()) {
      const { personId } = await createPerson(stage.db, { person: { officeId, ...holder }, ...act });
      const appointment = { postId: postIds[index] ?? '', personId, kind: 'definitive' as const, validFrom };
      await appoint(stage.db, { appointment, ...act });
      members.push(await openAccount(stage, personId, holder));
    }
    const [head, staff = null] = members;
    if (!head) throw new Error('an office without a head');
    return { head, staff };
  });
};
