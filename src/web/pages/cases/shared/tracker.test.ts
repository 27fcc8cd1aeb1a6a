import { describe, expect, test } from 'vitest';
import { hostingSop } from '#sop/index.ts';
import { type Tracked, trackerOf, type Visit } from './tracker.ts';

const at = (day: number): Temporal.Instant => Temporal.Instant.from(`2026-11-${String(day).padStart(2, '0')}T03:00:00Z`);
const visit = (step: number, closed: number | null, outcome: string | null = 'x', late = false): Visit => ({
  step,
  closed_at: closed === null ? null : at(closed),
  outcome: closed === null ? null : outcome,
  late,
});
const row = (part: Partial<Tracked>): Tracked => ({ state: 'draft', round: 1, due_at: null, server_branch: null, ...part });
const drawn = (tracked: Tracked, visits: readonly Visit[], now = at(20)): string =>
  trackerOf(hostingSop, tracked, visits, { now, timeZone: 'Asia/Jakarta' })
    .map((step) => step.state)
    .join(' ');

describe('where a case stands among the steps', () => {
  test('a draft stands at the first step', () => {
    expect(drawn(row({}), [visit(1, null)])).toBe(
      'current waiting waiting waiting waiting waiting waiting waiting waiting waiting',
    );
  });

  test('steps of the branch that was not taken are left out', () => {
    const visits = [visit(1, 2), visit(2, 3), visit(3, 4), visit(4, 5), visit(7, null)];
    expect(drawn(row({ state: 'installation', due_at: at(25) }), visits)).toBe(
      'done done done done skipped skipped current waiting waiting waiting',
    );
  });

  test('the loop back to the applicant starts the row anew', () => {
    const visits = [visit(1, 2), visit(2, 3), visit(3, 4, 'return'), visit(1, null)];
    expect(drawn(row({ state: 'returned' }), visits)).toMatch(/^returned waiting waiting/);
    const again = [...visits.slice(0, 3), visit(1, 6), visit(2, null)];
    expect(drawn(row({ state: 'disposition', due_at: at(25) }), again)).toMatch(/^done current waiting/);
  });

  test('an open step past its due moment is late', () => {
    expect(drawn(row({ state: 'disposition', due_at: at(3) }), [visit(1, 2), visit(2, null)])).toMatch(/^done late waiting/);
  });

  test('a completed case has every visited step done', () => {
    const visits = [visit(1, 2), visit(2, 3), visit(3, 4), visit(4, 5), visit(7, 6), visit(8, 7), visit(9, 8), visit(10, 9)];
    expect(drawn(row({ state: 'completed' }), visits)).toBe('done done done done skipped skipped done done done done');
  });

  test('a withdrawn or refused case stopped where it was', () => {
    expect(drawn(row({ state: 'withdrawn' }), [visit(1, 2), visit(2, 3, 'withdraw')])).toMatch(/^done returned waiting/);
    expect(drawn(row({ state: 'refused' }), [visit(1, 2), visit(2, 3), visit(3, 4)])).toMatch(/^done done returned waiting/);
  });

  test('says when a step was done, how often the case came back, and the standard time of what is to come', () => {
    const visits = [visit(1, 2), visit(2, 3, 'dispose', true), visit(3, 4, 'return'), visit(1, 6), visit(2, null)];
    const steps = trackerOf(hostingSop, row({ state: 'disposition', due_at: at(25) }), visits, {
      now: at(7),
      timeZone: 'Asia/Jakarta',
    });
    expect(steps[0]?.note).toEqual({ id: '6 Nov, 1× dikembalikan', en: '6 Nov, returned 1×' });
    expect(steps[3]?.note).toEqual({ id: '3 jam', en: '3 hours' });
  });
});
