import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Actor,
  appoint,
  endLeave,
  findActor,
  goOnLeave,
  type LeaveInput,
  listLeaves,
  listVacancies,
} from '#identity/index.ts';
import { type City, goodRequest, makeCity, openCase, walkTo } from '../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { actorOf, hire, morning, today } from '../../test/support/identity.ts';
import { refusalOf } from '../../test/support/registry.ts';
import { assign } from './commands/assign.ts';
import { handOver } from './commands/hand-over.ts';
import { watchPosts } from './commands/watch-posts.ts';
import { caseHistory } from './queries/case-history.ts';
import { listTasks } from './queries/list-tasks.ts';

let database: TestDatabase;
let city: City;
let deputy: Actor & { email: string };

beforeAll(async () => {
  database = await testDatabase();
  city = await makeCity(database.db, '');
  deputy = await hire(database.db, city.hostOfficeId, 'Putri Anggraini');
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  await database.ownerPool.query(`delete from notification; delete from appointment where kind <> 'definitive'; delete from leave;
    update hosting_case set assignee_person_id = null`);
});

const postOf = (actor: Actor): string => actor.posts[0]?.postId ?? '';

const leaveOf = (part: Partial<LeaveInput> = {}): LeaveInput => ({
  kind: 'annual',
  firstDay: '2026-11-24',
  lastDay: '2026-11-27',
  handOver: true,
  letterNumber: '800/12/BKPSDM/2026',
  letterDate: '2026-11-20',
  standIns: [],
  ...part,
});

const goAway = (who: Actor, part: Partial<LeaveInput> = {}, by: Actor = who) =>
  database.db.transaction().execute((tx) => goOnLeave(tx, { personId: who.personId, leave: leaveOf(part), by, now: morning }));

const leftTo = (who: Actor, standIn: Actor) => ({ standIns: [{ postId: postOf(who), personId: standIn.personId }] });

describe('the holder who goes on leave', () => {
  test('leaves the post to a Plh. until midnight of the last day, with the letter, and acts again by itself', async () => {
    await goAway(city.divisionHead, leftTo(city.divisionHead, deputy));
    const last = Temporal.Instant.from('2026-11-27T16:59:59Z');
    const held = await actorOf(database.db, deputy.accountId, last);
    expect(held.posts).toMatchObject([{ role: 'division-head', kind: 'plh' }]);
    const after = await findActor(database.db, { accountId: deputy.accountId, now: last.add({ seconds: 1 }) });
    expect(after, 'whose term ended can still sign in').toMatchObject({ posts: [] });
    expect((await actorOf(database.db, city.divisionHead.accountId, last.add({ seconds: 1 }))).posts).toHaveLength(1);
    const [leave] = await listLeaves(database.db, { personId: city.divisionHead.personId });
    expect(leave?.standIns).toMatchObject([{ personName: 'Putri Anggraini' }]);
  });

  test.each<[string, () => Partial<LeaveInput>, string]>([
    ['ends before it begins', () => ({ lastDay: '2026-11-23' }), 'lastDay'],
    ['has passed', () => ({ firstDay: '2026-11-01', lastDay: '2026-11-05' }), 'lastDay'],
    ['lasts longer than a year', () => ({ lastDay: '2028-01-01' }), 'lastDay'],
    [
      'names a stand-in without a letter',
      () => ({ letterNumber: '', standIns: [{ postId: postOf(city.divisionHead), personId: deputy.personId }] }),
      'letterNumber',
    ],
    [
      'names oneself',
      () => ({ standIns: [{ postId: postOf(city.divisionHead), personId: city.divisionHead.personId }] }),
      'standIn',
    ],
    [
      'names somebody of another office',
      () => ({ standIns: [{ postId: postOf(city.divisionHead), personId: city.applicantHead.personId }] }),
      'standIn',
    ],
    [
      'leaves a post that one does not hold',
      () => ({ standIns: [{ postId: postOf(city.agencyHead), personId: deputy.personId }] }),
      'standIn',
    ],
  ])('is refused where the period or the stand-in %s', async (_, part, field) => {
    const refusal = await refusalOf(goAway(city.divisionHead, part()));
    expect(Object.keys(refusal.faults)[0]).toMatch(new RegExp(`^${field}`));
  });

  test('cannot be away twice at once, nor choose who is away', async () => {
    await goAway(city.divisionHead);
    expect((await refusalOf(goAway(city.divisionHead, { firstDay: '2026-11-27', lastDay: '2026-12-01' }))).faults).toHaveProperty(
      'firstDay',
    );
    await goAway(deputy, { firstDay: '2026-11-26', lastDay: '2026-11-26' });
    const chosen = await refusalOf(goAway(city.agencyHead, leftTo(city.agencyHead, deputy)));
    expect(chosen.faults[`standIn.${postOf(city.agencyHead)}`]).toContain('tidak hadir');
  });

  test('may not enter another’s absence; the administrator may', async () => {
    expect((await refusalOf(goAway(city.divisionHead, {}, city.agencyHead))).code).toBe('forbidden');
    await goAway(city.divisionHead, {}, city.administrator);
  });

  test('does not pass on what is only delegated: a Plh. leaves nothing but posts of their own', async () => {
    await goAway(city.divisionHead, leftTo(city.divisionHead, city.applicationHead));
    const standIn = await actorOf(database.db, city.applicationHead.accountId);
    const refusal = await refusalOf(
      goAway(standIn, {
        firstDay: '2026-11-25',
        lastDay: '2026-11-25',
        standIns: [{ postId: postOf(city.divisionHead), personId: deputy.personId }],
      }),
    );
    expect(Object.values(refusal.faults)[0]).toContain('tidak dapat dititipkan lagi');
  });

  test('who comes back early acts again, and the stand-in no longer, from that moment', async () => {
    const { leaveId } = await goAway(city.divisionHead, leftTo(city.divisionHead, deputy));
    const back = morning.add({ hours: 24 });
    await database.db.transaction().execute((tx) => endLeave(tx, { leaveId, by: city.divisionHead, now: back }));
    expect((await actorOf(database.db, deputy.accountId, back.add({ seconds: 1 }))).posts).toEqual([]);
    const again = await refusalOf(
      database.db.transaction().execute((tx) => endLeave(tx, { leaveId, by: city.divisionHead, now: back })),
    );
    expect(again.code).toBe('invalid');
  });
});

describe('a stand-in', () => {
  test('acts with both names in the record, and who is stood in for has asked too', async () => {
    const open = await openCase(database.db, city, goodRequest({ subdomain: 'dititipkan' }));
    for (const kind of ['recommendation', 'appointment-letter', 'installation-guide']) await open.attach(kind, `${kind}.pdf`);
    // As if the staff alone had drafted it.
    await database.ownerPool.query('update hosting_case set asked_by = $2 where id = $1', [
      open.id,
      [city.applicantStaff.personId],
    ]);
    await goAway(city.applicantHead, leftTo(city.applicantHead, city.applicantStaff));
    const standIn = await actorOf(database.db, city.applicantStaff.accountId);
    await open.do(standIn, 'submit');
    const history = await caseHistory(database.db, open.id, true);
    expect(history.at(-1)).toMatchObject({
      type: 'case.submit',
      person_name: 'Bimo Prakoso',
      acting: 'plh',
      for_name: 'Laila Rahmawati',
    });
    // The head of the office becomes Plt. of the hosting agency: what was sent in her name she does not decide.
    await appoint(database.db, {
      appointment: {
        postId: postOf(city.agencyHead),
        personId: city.applicantHead.personId,
        kind: 'plt',
        validFrom: '2026-11-01',
      },
      by: 'system',
      now: morning,
    });
    const decider = await actorOf(database.db, city.applicantHead.accountId);
    await expect(open.do(decider, 'dispose', { instructions: ['process'] })).rejects.toMatchObject({ code: 'forbidden' });
    await open.do(city.agencyHead, 'dispose', { instructions: ['process'] });
  });
});

describe('the tasks that somebody has taken', () => {
  const take = (actor: Actor, number: string) => assign(database.db, { number, actor, kind: 'claim', now: morning });
  const takerOf = async (number: string) =>
    (
      await database.db
        .selectFrom('hosting_case')
        .select('assignee_person_id')
        .where('number', '=', number)
        .executeTakeFirstOrThrow()
    ).assignee_person_id;

  test('go in one act to who acts for the post, or back to its queue; a superior may, a colleague not', async () => {
    const open = await walkTo(database.db, city, 'completeness-check', { request: goodRequest({ subdomain: 'diserahkan' }) });
    await take(city.divisionHead, open.number);
    const move = (actor: Actor, to: string | null) =>
      database.db.transaction().execute((tx) => handOver(tx, { from: city.divisionHead.personId, to, actor, now: morning }));
    await expect(move(city.applicationHead, null)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await move(city.agencyHead, null)).toEqual({ passed: 0, queued: 1 });
    await take(city.divisionHead, open.number);
    await goAway(city.divisionHead, leftTo(city.divisionHead, deputy));
    expect(await move(city.divisionHead, deputy.personId)).toEqual({ passed: 1, queued: 0 });
    expect(await takerOf(open.number)).toBe(deputy.personId);
    expect(
      (await listTasks(database.db, await actorOf(database.db, deputy.accountId), morning)).map((row) => row.number),
    ).toContain(open.number);
  });

  test('are handed over when the leave begins, once, and follow the post back when the term has ended', async () => {
    const open = await walkTo(database.db, city, 'completeness-check', { request: goodRequest({ subdomain: 'mengikuti' }) });
    await take(city.divisionHead, open.number);
    await goAway(city.divisionHead, { firstDay: '2026-11-25', lastDay: '2026-11-26', ...leftTo(city.divisionHead, deputy) });
    await watchPosts(database.db, morning);
    expect(await takerOf(open.number), 'not before the first day').toBe(city.divisionHead.personId);
    await watchPosts(database.db, morning.add({ hours: 24 }));
    expect(await takerOf(open.number)).toBe(deputy.personId);
    await watchPosts(database.db, morning.add({ hours: 72 }));
    expect(await takerOf(open.number), 'the Plh. acts no longer: the task waits for whoever does').toBeNull();
    expect((await listTasks(database.db, city.divisionHead, morning)).map((row) => row.number)).toContain(open.number);
  });
});

describe('posts without a holder', () => {
  const faults = async (on = today) =>
    (await listVacancies(database.db, { on, horizon: 7 }))
      .filter((each) => each.officeId === city.hostOfficeId)
      .map((each) => [each.role, each.fault]);

  test('are listed: absent without a Plh., ending soon, vacant, a closed account; none while somebody acts', async () => {
    expect(await faults()).toEqual([]);
    await goAway(city.divisionHead, leftTo(city.divisionHead, deputy));
    expect(await faults(), 'the Plh. acts').toEqual([]);
    await goAway(city.agencyHead);
    expect(await faults()).toEqual([['agency-head', 'absent']]);
    await database.ownerPool.query('update account set disabled_at = now() where id = $1', [city.applicationHead.accountId]);
    await database.ownerPool.query(`update appointment set valid_until = '2026-11-26' where person_id = $1`, [
      city.infrastructureHead.personId,
    ]);
    expect(new Map((await faults()) as [string, string][])).toEqual(
      new Map([
        ['agency-head', 'absent'],
        ['application-section-head', 'no-account'],
        ['infrastructure-section-head', 'ending'],
      ]),
    );
    expect(new Map((await faults(today.add({ days: 3 }))) as [string, string][]).get('infrastructure-section-head')).toBe(
      'vacant',
    );
    await database.ownerPool.query('update account set disabled_at = null; update appointment set valid_until = null');
  });

  test('are told to the administrators once', async () => {
    await goAway(city.agencyHead);
    await watchPosts(database.db, morning);
    await watchPosts(database.db, morning.add({ hours: 1 }));
    const { rows } = await database.ownerPool.query(`select kind, subject_label from notification where person_id = $1`, [
      city.administrator.personId,
    ]);
    expect(rows.filter((row) => row.subject_label.startsWith('Jabatan agency-head'))).toHaveLength(1);
  });
});
