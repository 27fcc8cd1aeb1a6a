import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, makeApplicant, morning, setUpOffice, type TestOffice, today, zone } from '../../../test/support/identity.ts';
import { refusalOf } from '../../../test/support/registry.ts';
import type { Actor } from '../actor.ts';
import { findHolder, listHolders } from '../holders.ts';
import { listAppointments } from '../queries.ts';
import { findActor } from '../session.ts';
import { appoint } from './appoint.ts';
import { createPost } from './create-post.ts';
import { endAppointment } from './end-appointment.ts';
import { updateOffice } from './update-office.ts';
import { updatePost } from './update-post.ts';

let database: TestDatabase;
let office: TestOffice;
let ani: Actor;
let budi: Actor;
let citra: Actor;

beforeAll(async () => {
  database = await testDatabase();
  office = await setUpOffice(database.db);
  ani = await hire(database.db, office.hostOfficeId, 'Ani Rahayu');
  budi = await hire(database.db, office.hostOfficeId, 'Budi Santoso');
  citra = await hire(database.db, office.hostOfficeId, 'Citra Ayu');
});
afterAll(() => database.close());

let made = 0;
/** A post of its own for each test, single-holder unless told otherwise. */
const newPost = async (role: string | null = `role-${++made}`) => {
  const { postId } = await createPost(database.db, {
    post: { officeId: office.hostOfficeId, role, title: 'Jabatan' },
    by: 'system',
    now: morning,
  });
  return { postId, role: role ?? '' };
};

type Kind = 'definitive' | 'plt' | 'plh';
const give = (postId: string, person: Actor, kind: Kind, validFrom: string, validUntil?: string) =>
  database.db.transaction().execute((tx) =>
    appoint(tx, {
      appointment: { postId, personId: person.personId, kind, validFrom, ...(validUntil ? { validUntil } : {}) },
      by: office.administrator,
      now: morning,
    }),
  );
const end = (appointmentId: string, lastDay: string, now = morning) =>
  database.db.transaction().execute((tx) => endAppointment(tx, { appointmentId, lastDay, by: office.administrator, now }));
const holder = async (role: string, on: string | Temporal.PlainDate = today) => {
  const found = await findHolder(database.db, { officeId: office.hostOfficeId, role, on: Temporal.PlainDate.from(on) });
  return found && `${found.kind} ${found.name}`;
};
const holds = async (person: Actor, postId: string, now = morning) => {
  const actor = await findActor(database.db, { accountId: person.accountId, now, timeZone: zone });
  return actor?.posts.some((post) => post.postId === postId) ?? false;
};

describe('who acts for a post', () => {
  test('Plh. before Plt. before the definitive holder, each on its own days only', async () => {
    const { postId, role } = await newPost();
    await give(postId, ani, 'definitive', '2020-01-01');
    await give(postId, budi, 'plt', '2026-11-01', '2026-11-30');
    await give(postId, citra, 'plh', '2026-11-20', '2026-11-24');
    expect(await holder(role, '2019-12-31')).toBeUndefined();
    expect(await holder(role, '2026-10-31')).toBe('definitive Ani Rahayu');
    expect(await holder(role, '2026-11-01')).toBe('plt Budi Santoso');
    expect(await holder(role, '2026-11-24')).toBe('plh Citra Ayu');
    expect(await holder(role, '2026-11-25')).toBe('plt Budi Santoso');
    expect(await holder(role, '2026-12-01')).toBe('definitive Ani Rahayu');
    const all = await listHolders(database.db, { officeId: office.hostOfficeId, role, on: today });
    expect(all.map((each) => each.kind)).toEqual(['plh', 'plt', 'definitive']);
  });

  test('an actor holds a post to the last minute of the last day on the clock of the office', async () => {
    const { postId } = await newPost();
    await give(postId, ani, 'plh', '2026-11-24', '2026-11-25');
    const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
    expect(await holds(ani, postId, at('2026-11-23T23:59:59'))).toBe(false);
    expect(await holds(ani, postId, at('2026-11-24T00:00:00'))).toBe(true);
    expect(await holds(ani, postId, at('2026-11-25T23:59:59'))).toBe(true);
    expect(await holds(ani, postId, at('2026-11-26T00:00:00'))).toBe(false);
  });

  test('the actor knows how a post is held, and the zone of the installation decides when none is given', async () => {
    const { postId, role } = await newPost();
    const { appointmentId } = await give(postId, budi, 'plh', '2026-11-24', '2026-11-24');
    const at = Temporal.PlainDateTime.from('2026-11-24T00:30').toZonedDateTime(zone).toInstant();
    const actor = await findActor(database.db, { accountId: budi.accountId, now: at });
    expect(actor?.posts).toContainEqual({
      appointmentId,
      postId,
      role,
      officeId: office.hostOfficeId,
      title: 'Jabatan',
      kind: 'plh',
    });
    expect(actor).toMatchObject({ host: true, administrator: false, officeId: office.hostOfficeId, language: 'id' });
  });

  test('nobody acts in a post that was abolished or in an office that was closed', async () => {
    const { postId, role } = await newPost();
    await give(postId, ani, 'definitive', '2020-01-01');
    await updatePost(database.db, { postId, title: 'Jabatan', active: false, by: 'system', now: morning });
    expect(await holder(role)).toBeUndefined();
    expect(await holds(ani, postId)).toBe(false);
    expect((await refusalOf(give(postId, budi, 'plt', '2026-11-24'))).faults).toHaveProperty('postId');

    const officeId = await makeApplicant(database.db, 'Dinas Lama', 'LAMA');
    const head = await hire(database.db, officeId, 'Dian Kusuma', ['applicant-head']);
    expect(head.posts).toHaveLength(1);
    const closed = { name: 'Dinas Lama', abbreviation: 'LAMA', headTitle: 'Kepala Dinas Lama' };
    await updateOffice(database.db, { officeId, office: closed, active: false, by: 'system', now: morning });
    expect((await findActor(database.db, { accountId: head.accountId, now: morning }))?.posts).toEqual([]);
    expect(await findHolder(database.db, { officeId, role: 'applicant-head', on: today })).toBeUndefined();
  });
});

describe('one holder at a time', () => {
  test('a second definitive holder is refused where the periods share a day, and named', async () => {
    const { postId } = await newPost();
    await give(postId, ani, 'definitive', '2025-01-01', '2026-06-30');
    const refused = await refusalOf(give(postId, budi, 'definitive', '2026-06-30'));
    expect(refused.faults.validFrom).toContain('Ani Rahayu');
    expect(refused.faults.validFrom).toContain('30 Juni 2026');
    await give(postId, budi, 'definitive', '2026-07-01');
    expect((await refusalOf(give(postId, citra, 'definitive', '2030-01-01'))).faults.validFrom).toContain('tanpa batas akhir');
    expect((await refusalOf(give(postId, citra, 'definitive', '2020-01-01'))).faults).toHaveProperty('validFrom');
    await give(postId, citra, 'definitive', '2020-01-01', '2024-12-31');
  });

  test('of many appointments at the same moment one is made', async () => {
    const { postId } = await newPost();
    const results = await Promise.allSettled(
      [ani, budi, citra, ani, budi].map((person) => give(postId, person, 'definitive', '2026-01-01')),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await listAppointments(database.db, { postId })).toHaveLength(1);
  });

  test('acting holders overlap with the definitive one, but not two of one kind', async () => {
    const { postId } = await newPost();
    await give(postId, ani, 'definitive', '2026-01-01');
    await give(postId, budi, 'plh', '2026-03-01', '2026-03-10');
    expect((await refusalOf(give(postId, citra, 'plh', '2026-03-10', '2026-03-20'))).faults).toHaveProperty('validFrom');
  });

  test('several hold a post that an office shares out, but nobody twice', async () => {
    const { postId } = await newPost('technician');
    await give(postId, ani, 'definitive', '2026-01-01');
    await give(postId, budi, 'definitive', '2026-01-01');
    expect((await refusalOf(give(postId, ani, 'definitive', '2026-06-01'))).faults).toHaveProperty('validFrom');
    const { postId: outside } = await newPost(null);
    await give(outside, ani, 'definitive', '2026-01-01');
    await give(outside, budi, 'definitive', '2026-01-01');
  });

  test('an administrator takes no post of the SOP', async () => {
    const { postId } = await newPost();
    expect((await refusalOf(give(postId, office.administrator, 'plh', '2026-11-24', '2026-11-24'))).faults.personId).toContain(
      'Administrator',
    );
    const { postId: outside } = await newPost(null);
    await give(outside, office.administrator, 'definitive', '2026-01-01');
  });

  test('impossible periods are refused', async () => {
    const { postId } = await newPost();
    expect((await refusalOf(give(postId, ani, 'plt', '2026-02-01', '2026-01-31'))).faults).toHaveProperty('validUntil');
    expect((await refusalOf(give(postId, ani, 'plh', '2026-02-01'))).faults).toHaveProperty('validUntil');
    expect((await refusalOf(give(postId, ani, 'plt', '2026-02-30'))).faults).toHaveProperty('validFrom');
  });
});

describe('the end of an appointment', () => {
  test('ended today it ends at this moment, and the post is free again today', async () => {
    const { postId, role } = await newPost();
    const { appointmentId } = await give(postId, ani, 'definitive', '2020-01-01');
    await end(appointmentId, '2026-11-24');
    expect(await holds(ani, postId, morning.add({ seconds: 1 }))).toBe(false);
    expect(await holder(role)).toBeUndefined();
    expect(await holder(role, '2026-11-23')).toBe('definitive Ani Rahayu');
    await give(postId, budi, 'definitive', '2026-11-24');
    expect((await refusalOf(end(appointmentId, '2026-11-24'))).faults).toHaveProperty('lastDay');
  });

  test('a later last day shortens the period; it cannot prolong it', async () => {
    const { postId, role } = await newPost();
    const { appointmentId } = await give(postId, ani, 'definitive', '2020-01-01');
    await end(appointmentId, '2026-12-31');
    expect(await holder(role, '2026-12-31')).toBe('definitive Ani Rahayu');
    expect(await holder(role, '2027-01-01')).toBeUndefined();
    expect((await refusalOf(end(appointmentId, '2027-01-31'))).faults).toHaveProperty('lastDay');
    expect(await holds(ani, postId)).toBe(true);
  });

  test('taken back before it began it never counts', async () => {
    const { postId, role } = await newPost();
    const { appointmentId } = await give(postId, ani, 'definitive', '2027-01-01');
    await end(appointmentId, '2026-11-24');
    expect(await holder(role, '2027-06-01')).toBeUndefined();
    await give(postId, budi, 'definitive', '2027-01-01');
  });
});

test('who is no administrator appoints nobody', async () => {
  const { postId } = await newPost();
  const refused = refusalOf(
    appoint(database.db, {
      appointment: { postId, personId: ani.personId, kind: 'plt', validFrom: '2026-01-01' },
      by: ani,
      now: morning,
    }),
  );
  expect((await refused).code).toBe('forbidden');
});
