import { system } from '#audit/index.ts';
import { ensureSopVersion } from '#cases/index.ts';
import { appoint, completeSetup, createOffice, createPerson } from '#identity/index.ts';
import { allotCapacity, deployApplication, holdCapacity, importApplication } from '#registry/index.ts';
import { defaultHolidays, defaultPeriods } from '#sop/index.ts';
import { type Named, officeOf, openAccount, setUpRegister, setUpZone } from '../stage/set-up.ts';
import { type Member, refusable, type Stage } from '../stage/stage.ts';
import type { DemoCity, DemoOffice } from './schema.ts';

/** Somebody who plays in the demo. */
export type Player = Member & { title: string };

/** A stand-in for a post of the host, from a day until another, both inclusive. */
type StandIn = { role: string; player: Player; from: Temporal.PlainDate; until: Temporal.PlainDate };

export type OfficeCast = { officeId: string; entry: DemoOffice; head: Player; staff: Player };

export type DemoCast = {
  hostOfficeId: string;
  city: DemoCity;
  named: Named;
  /** Holders of the host's posts by role; several where the post is shared. */
  host: ReadonlyMap<string, readonly Player[]>;
  standIns: readonly StandIn[];
  offices: ReadonlyMap<string, OfficeCast>;
  /** Everybody who can sign in, in the order of the sign-in table. */
  accounts: readonly Player[];
};

/** The person who plays a role of the host at this moment: a stand-in before the holder. */
export const playerFor = (cast: DemoCast, role: string, at: Temporal.Instant): Player => {
  const today = at.toZonedDateTimeISO(cast.city.city.time_zone).toPlainDate();
  const within = ({ from, until }: StandIn): boolean =>
    Temporal.PlainDate.compare(from, today) <= 0 && Temporal.PlainDate.compare(today, until) <= 0;
  const standIn = cast.standIns.find((each) => each.role === role && within(each));
  const player = standIn?.player ?? cast.host.get(role)?.[0];
  if (!player) throw new Error(`samples/demo/city.yaml names nobody for ${role}`);
  return player;
};

/** Sets up the sample city at the stage's time; `today` is the real one, from which stand-ins count back. */
export const setUpDemo = async (stage: Stage, city: DemoCity, password: string, today: Temporal.PlainDate): Promise<DemoCast> => {
  const now = stage.clock.now();
  await ensureSopVersion(stage.db, now);
  const { hostOfficeId, host, people, accounts } = await setUpHost(stage, city, password);
  const standIns = await appointStandIns(stage, city, people, today);
  const offices = await setUpOffices(stage, city, password);
  const auditor = await hireAuditor(stage, city, hostOfficeId, password);
  const named = await setUpRegister(stage, city.register);
  await setUpZone(stage, city.city.domain);
  const officeIds = new Map([
    [city.host.abbreviation, hostOfficeId],
    ...[...offices].map(([key, { officeId }]) => [key, officeId] as const),
  ]);
  await importBefore(stage, city, officeIds, named);
  const applicants = [...offices.values()].flatMap(({ head, staff }) => [head, staff]);
  return { hostOfficeId, city, named, host, standIns, offices, accounts: [...accounts, auditor, ...applicants] };
};

const setUpHost = async (stage: Stage, city: DemoCity, password: string) => {
  const now = stage.clock.now();
  const { name, nip, email } = city.administrator;
  const setup = {
    governmentName: city.city.government,
    cityName: city.city.city,
    place: city.city.place,
    domain: city.city.domain,
    timeZone: city.city.time_zone,
    office: officeOf(city.host),
    posts: city.posts,
    administrator: { name, nip, email, password },
  };
  const calendar = { periods: defaultPeriods, holidays: defaultHolidays };
  const { hostOfficeId, administratorId, postIds, personIds } = await refusable('The sample city cannot be set up', () =>
    stage.db.transaction().execute((tx) => completeSetup(tx, { token: null, setup, calendar, now })),
  );
  const host = new Map<string, Player[]>();
  const people = new Map<string, { player: Player; postIds: Map<string, string> }>();
  const accounts: Player[] = [{ accountId: administratorId, personId: '', name, email, title: 'Administrator' }];
  const posts = new Map(city.posts.map(({ role }, index) => [role ?? '', postIds[index] ?? '']));
  for (const [index, { role, title, holder }] of city.posts.entries()) {
    const player = { ...(await openAccount(stage, personIds[index] ?? '', holder, { password })), title };
    accounts.push(player);
    people.set(holder.email, { player, postIds: posts });
    if (role) host.set(role, [...(host.get(role) ?? []), player]);
  }
  return { hostOfficeId, host, people, accounts };
};

const appointStandIns = async (
  stage: Stage,
  city: DemoCity,
  people: ReadonlyMap<string, { player: Player; postIds: ReadonlyMap<string, string> }>,
  today: Temporal.PlainDate,
): Promise<StandIn[]> => {
  const standIns: StandIn[] = [];
  for (const { role, by, kind, days_ago, days, letter } of city.stand_ins) {
    const found = people.get(by);
    if (!found) throw new Error(`samples/demo/city.yaml: nobody has the address ${by}`);
    const from = today.subtract({ days: days_ago });
    const until = from.add({ days: days - 1 });
    const appointment = {
      postId: found.postIds.get(role) ?? '',
      personId: found.player.personId,
      kind,
      validFrom: from,
      validUntil: until,
      letterNumber: letter,
    };
    await appoint(stage.db, { appointment, by: 'system', now: stage.clock.now() });
    standIns.push({ role, player: found.player, from, until });
  }
  return standIns;
};

const setUpOffices = async (stage: Stage, city: DemoCity, password: string): Promise<Map<string, OfficeCast>> => {
  const act = { by: 'system', now: stage.clock.now() } as const;
  const validFrom = act.now.toZonedDateTimeISO(city.city.time_zone).toPlainDate();
  const offices = new Map<string, OfficeCast>();
  for (const entry of city.offices) {
    const { title: staffTitle, ...staff } = entry.staff;
    const staffed = [
      { role: 'applicant-head', title: entry.head_title, person: entry.head },
      { role: 'applicant-staff', title: staffTitle, person: staff },
    ];
    const posts = staffed.map(({ role, title }) => ({ role, title }));
    const { officeId, postIds } = await createOffice(stage.db, { office: officeOf(entry), posts, ...act });
    const players: Player[] = [];
    for (const [index, { title, person }] of staffed.entries()) {
      const { personId } = await createPerson(stage.db, { person: { officeId, ...person }, ...act });
      const appointment = { postId: postIds[index] ?? '', personId, kind: 'definitive' as const, validFrom };
      await appoint(stage.db, { appointment, ...act });
      players.push({ ...(await openAccount(stage, personId, person, { password })), title });
    }
    const [head, assistant] = players;
    if (!head || !assistant) throw new Error('an office without its people');
    offices.set(entry.abbreviation, { officeId, entry, head, staff: assistant });
  }
  return offices;
};

const hireAuditor = async (stage: Stage, city: DemoCity, officeId: string, password: string): Promise<Player> => {
  const now = stage.clock.now();
  const { personId } = await createPerson(stage.db, { person: { officeId, ...city.auditor }, by: 'system', now });
  return { ...(await openAccount(stage, personId, city.auditor, { auditor: true, password })), title: 'Auditor' };
};

/** Applications that were hosted before Griya: in the list, on their servers, with the capacity that they take. */
const importBefore = async (
  stage: Stage,
  city: DemoCity,
  officeIds: ReadonlyMap<string, string>,
  named: Named,
): Promise<void> => {
  const now = stage.clock.now();
  for (const { name, office, server, cpu, memory_gb, disk_gb, since, ...fields } of city.before) {
    const serverId = named.servers.get(server) ?? server;
    const owner = city.offices.find((each) => each.abbreviation === office)?.name ?? city.host.name;
    await refusable(`The application "${name}" cannot be imported`, async () => {
      const described = {
        ...fields,
        base: 'web',
        license: 'own',
        audience: 'public',
        developer_unit: owner,
        operator_unit: owner,
        source_note: 'Diimpor dari daftar inventaris lama',
      };
      const { applicationId } = await importApplication(stage.db, {
        name,
        officeId: officeIds.get(office) ?? office,
        fields: described,
        activatedAt: since.toZonedDateTime({ timeZone: city.city.time_zone, plainTime: '08:00' }).toInstant(),
        now,
        doer: system,
      });
      await deployApplication(stage.db, {
        applicationId,
        serverId,
        path: `/srv/${name.toLowerCase().replaceAll(/\W+/g, '-')}`,
        now,
        doer: system,
      });
      const claim = { serverId, holder: applicationId, holderLabel: name, cpu, memoryMb: memory_gb * 1024, diskGb: disk_gb };
      await holdCapacity(stage.db, { ...claim, now });
      await allotCapacity(stage.db, { holder: applicationId, now });
    });
  }
};
