import type { Db } from '../../src/db/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { zone } from './identity.ts';

const states = ['completed', 'completed', 'completed', 'refused', 'withdrawn', null, null] as const;
export const returnReasons = ['document-missing', 'document-unsigned', 'guide-incomplete'];
const first = Temporal.PlainDate.from('2026-01-01');

/** A stream of small numbers that looks like chance and is always the same. */
export const chance = (seed: number) => {
  let state = seed >>> 0;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

let serial = 0;

type Made = { random: (below: number) => number; officeIds: readonly string[]; author: string; versionId: string };

/** One case with visits, a return now and then, and an end or none, in the first half of 2026, written past all commands. */
export const insertPastCase = async (db: Db, { random, officeIds, author, versionId }: Made): Promise<void> => {
  serial += 1;
  const id = newId();
  let at = first
    .add({ days: random(120) })
    .toZonedDateTime(zone)
    .add({ minutes: random(24 * 60) })
    .toInstant();
  const submittedAt = random(12) === 0 ? null : at;
  const ending = submittedAt === null ? null : states[random(states.length)];
  const visits = Array.from({ length: 1 + random(8) }, (_, index) => {
    const opened = at;
    at = at.add({ minutes: 1 + random(4000) });
    return {
      step: 2 + ((index + random(2)) % 9),
      opened_at: opened,
      closed_at: at,
      working_minutes: random(3000),
      late: random(3) === 0,
    };
  });
  const office_id = officeIds[random(officeIds.length)] ?? '';
  await db
    .insertInto('hosting_case')
    .values({
      id,
      number: `K-2026-${String(serial).padStart(4, '0')}`,
      sop_version_id: versionId,
      office_id,
      state: ending ?? 'installation',
      created_by: author,
      created_at: submittedAt ?? at,
      submitted_at: submittedAt,
      state_since: at,
      due_at: ending ? null : at.add({ hours: random(200_000) }),
      total_due_at: at.add({ hours: random(40) - 20 }),
      closed_at: ending ? at : null,
    })
    .execute();
  const made = visits.map((visit, index) => ({
    id: newId(),
    case_id: id,
    state: 'installation',
    outcome: ending === 'withdrawn' && index === visits.length - 1 ? 'withdraw' : 'accept',
    ...visit,
  }));
  await db.insertInto('case_step').values(made).execute();
  for (const visit of made.filter(({ late }) => late)) {
    const reason = [null, 'workload', 'holder-absent'][random(3)];
    if (reason) await db.insertInto('case_delay').values({ step_id: visit.id, reason, person_id: author, at }).execute();
  }
  if (random(3) === 0 && submittedAt) {
    const chosen = returnReasons.filter(() => random(2) === 0);
    const returned = {
      id: newId(),
      case_id: id,
      round: 1,
      final: random(5) === 0,
      reasons: chosen,
      at: submittedAt.add({ hours: random(90) }),
    };
    await db.insertInto('case_return').values(returned).execute();
  }
};
