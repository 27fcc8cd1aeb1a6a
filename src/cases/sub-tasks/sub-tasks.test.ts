import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { type City, goodRequest, makeCity, walkTo } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning } from '../../../test/support/identity.ts';
import { refusalOf } from '../../../test/support/registry.ts';
import { handOver } from '../commands/hand-over.ts';
import { caseHistory } from '../queries/case-history.ts';
import type { SubTaskInput } from './input.ts';
import { mentionsIn } from './mentions.ts';
import { addFromSop, addSubTask, changeSubTask, removeSubTask } from './plan.ts';
import { listOwnSubTasks, listSubTasks } from './queries.ts';
import { addCheckItem, commentSubTask, finishSubTask, tellLateSubTasks, tickCheckItem } from './work.ts';

let database: TestDatabase;
let city: City;
let open: Awaited<ReturnType<typeof walkTo>>;

beforeAll(async () => {
  database = await testDatabase();
  city = await makeCity(database.db, '');
  open = await walkTo(database.db, city, 'installation', { request: goodRequest({ subdomain: 'subtugas' }) });
}, 60_000);
afterAll(() => database.close());

const now = morning.add({ hours: 3 });
const base = (actor: Actor) => ({ number: open.number, actor, now });
const taskOf = (part: Partial<SubTaskInput> = {}): SubTaskInput => ({ title: 'Pasang PHP', ...part });
const add = (actor: Actor, part: Partial<SubTaskInput> = {}) => addSubTask(database.db, { ...base(actor), task: taskOf(part) });
const noticesOf = async (actor: Actor) =>
  (await database.ownerPool.query('select kind, path from notification where person_id = $1 order by at, id', [actor.personId]))
    .rows;

describe('who plans a step', () => {
  test('divides it among colleagues, who hear of it and find it among their tasks; others do not', async () => {
    const { taskId } = await add(city.applicationHead, {
      assignee: city.technician.personId,
      dueOn: '2026-11-25',
      effort: '1,5',
    });
    const task = (await listSubTasks(database.db, open.id)).find((each) => each.id === taskId);
    expect(task).toMatchObject({ step: 7, assignee: 'Agus Salim', effortMinutes: 90 });
    expect(task?.dueAt?.toString(), 'the end of work on Wednesday').toBe('2026-11-25T09:00:00Z');
    expect(await noticesOf(city.technician)).toContainEqual({
      kind: 'sub-task-assigned',
      path: `/cases/${open.number}/work/${taskId}`,
    });
    expect((await listOwnSubTasks(database.db, city.technician)).map((each) => each.id)).toEqual([taskId]);
    expect((await refusalOf(add(city.agencyHead))).code, 'two posts up').toBe('forbidden');
    await expect(add(city.applicantHead)).rejects.toMatchObject({ code: 'not_found' });
    await expect(add(city.auditor)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each<[string, Partial<SubTaskInput>, string]>([
    ['a day off', { dueOn: '2026-11-28' }, 'dueOn'],
    ['a day that is over', { dueOn: '2026-11-20' }, 'dueOn'],
    ['no date', { dueOn: '2026-02-31' }, 'dueOn'],
    ['somebody of the applying office', { assignee: 'applicant' }, 'assignee'],
    ['hours that are none', { effort: 'dua' }, 'effort'],
    ['too many hours', { effort: '1000' }, 'effort'],
    ['no title', { title: ' ' }, 'title'],
  ])('is refused %s', async (_, part, field) => {
    const given = part.assignee === 'applicant' ? { assignee: city.applicantHead.personId } : part;
    expect((await refusalOf(add(city.applicationHead, given))).faults).toHaveProperty(field);
  });

  test('makes them of what the SOP names for the step, each once', async () => {
    const { added } = await addFromSop(database.db, base(city.applicationHead));
    expect(added).toBe(1);
    expect((await listSubTasks(database.db, open.id)).map((task) => task.requirement)).toContain('installation-guide');
    expect(await addFromSop(database.db, base(city.applicationHead))).toEqual({ added: 0 });
  });
});

describe('a sub-task', () => {
  test('is worked on by whose it is: checklist, done and open again; a colleague without it may not', async () => {
    const { taskId } = await add(city.applicationHead, { title: 'Impor basis data', assignee: city.infrastructureHead.personId });
    const mine = { ...base(city.infrastructureHead), taskId };
    const { itemId } = await addCheckItem(database.db, { ...mine, title: 'Cadangkan dahulu' });
    await tickCheckItem(database.db, { ...mine, itemId, to: 'done' });
    await finishSubTask(database.db, { ...mine, done: true });
    await finishSubTask(database.db, { ...mine, done: true });
    expect((await listSubTasks(database.db, open.id)).find((each) => each.id === taskId)).toMatchObject({
      items: 1,
      itemsDone: 1,
      doneBy: 'Yusuf Ramadhan',
    });
    await finishSubTask(database.db, { ...mine, done: false });
    expect((await refusalOf(finishSubTask(database.db, { ...base(city.agencyHead), taskId, done: true }))).code).toBe(
      'forbidden',
    );
    await expect(
      tickCheckItem(database.db, {
        ...base(city.applicationHead),
        taskId,
        itemId: '00000000-0000-0000-0000-000000000000',
        to: 'done',
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is talked about: who is mentioned hears of it once, whose it is too, and the writer not', async () => {
    const { taskId } = await add(city.applicationHead, { title: 'Uji beban', assignee: city.technician.personId });
    await commentSubTask(database.db, {
      ...base(city.applicationHead),
      taskId,
      body: '@Yusuf Ramadhan dan @yusuf ramadhan, tolong buka porta. @Maya Anggraini',
    });
    const path = `/cases/${open.number}/work/${taskId}#comments`;
    expect((await noticesOf(city.infrastructureHead)).filter((each) => each.path === path)).toEqual([
      { kind: 'mentioned', path },
    ]);
    expect(await noticesOf(city.technician)).toContainEqual({ kind: 'sub-task-commented', path });
    expect((await noticesOf(city.applicationHead)).filter((each) => each.path === path)).toEqual([]);
  });

  test('that is past its day is told once; handed over, it goes along; removed, it is gone from every list', async () => {
    const { taskId } = await add(city.applicationHead, {
      title: 'Atur cron',
      assignee: city.technician.personId,
      dueOn: '2026-11-24',
    });
    const late = Temporal.Instant.from('2026-11-24T12:00:00Z');
    await tellLateSubTasks(database.db, late);
    await tellLateSubTasks(database.db, late);
    expect((await noticesOf(city.technician)).filter((each) => each.kind === 'sub-task-late')).toHaveLength(1);
    await handOver(database.db, {
      from: city.technician.personId,
      to: city.applicationHead.personId,
      actor: city.technician,
      now,
    });
    expect((await listOwnSubTasks(database.db, city.applicationHead)).map((each) => each.id)).toContain(taskId);
    expect(await listOwnSubTasks(database.db, city.technician)).toEqual([]);
    await removeSubTask(database.db, { ...base(city.applicationHead), taskId });
    await expect(changeSubTask(database.db, { ...base(city.applicationHead), taskId, task: taskOf() })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('is the hosting office’s own: the applicant’s history says nothing of it', async () => {
    const types = async (inside: boolean) => (await caseHistory(database.db, open.id, inside)).map((event) => event.type);
    expect((await types(true)).some((type) => type.startsWith('case.sub-task-'))).toBe(true);
    expect((await types(false)).some((type) => type.startsWith('case.sub-task-'))).toBe(false);
  });
});

describe('a mention', () => {
  const people = [
    { personId: 'a', name: 'Maya Anggraini, S.Kom.' },
    { personId: 'b', name: 'Maya' },
    { personId: 'c', name: 'Dr. Budi Santoso' },
  ];
  test.each<[string, string[]]>([
    ['@Maya Anggraini lihat ini', ['a']],
    ['@maya, tolong', ['b']],
    ['@Mayasari bukan dia', []],
    ['surat ke maya@Maya.id', []],
    ['@Dr. Budi Santoso dan @Maya Anggraini, S.Kom.', ['c', 'a']],
    ['@', []],
    ['@@Maya', ['b']],
  ])('in "%s" is %j', (text, expected) => {
    expect(mentionsIn(text, people)).toEqual(expected);
  });

  test('never names somebody twice or somebody who is not there, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const found = mentionsIn(text, people);
        expect(new Set(found).size).toBe(found.length);
        if (!text.includes('@')) expect(found).toEqual([]);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
