import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { goodRequest, walkTo } from '../../../test/support/city.ts';

let api: TestApi;
let agency: Caller;

beforeAll(async () => {
  api = await testApi();
  agency = api.as(api.city.agencyHead);
  // Long after the acts of the tests' cases, which begin at nine in the morning.
  api.time.now = Temporal.Instant.from('2026-11-26T10:00:00+07:00');
}, 60_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const atDisposition = async (subdomain: string): Promise<string> =>
  (await walkTo(api.database.db, api.city, 'disposition', { request: goodRequest({ subdomain }) })).number;

const paper = { medium: 'paper', happened_at: '2026-11-25T09:30:00+07:00', reason: 'Listrik padam.' };

const dispose = (number: string, on_paper: unknown) => agency.act(number, 'dispose', { instructions: ['process'], on_paper });

describe('an act that was done outside Griya', () => {
  test('keeps its true moment, its medium, its reason and its scan', async () => {
    const number = await atDisposition('kertas');
    const upload_id = await agency.upload('paper', 'lembar-disposisi.pdf');
    expect((await dispose(number, { ...paper, upload_id })).status).toBe(200);
    expect((await agency.get(`/cases/${number}`)).body).toMatchObject({
      state: 'completeness-check',
      state_since: '2026-11-25T02:30:00Z',
      due_at: expect.stringMatching(/^2026-11-2[67]T/),
    });
    const { rows } = await api.database.pool.query(
      'select m.medium, m.reason, m.upload_id, m.happened_at::text, m.recorded_at::text from manual_record m join hosting_case c on c.id = m.case_id where c.number = $1',
      [number],
    );
    expect(rows).toEqual([
      {
        medium: 'paper',
        reason: 'Listrik padam.',
        upload_id,
        happened_at: '2026-11-25 02:30:00+00',
        recorded_at: '2026-11-26 03:00:00+00',
      },
    ]);
  });

  const happened = 'on_paper.happened_at';
  const wrong: [string, unknown, string][] = [
    ['a future moment', { ...paper, happened_at: '2026-11-26T10:00:01+07:00' }, happened],
    ['a moment before the previous act', { ...paper, happened_at: '2026-11-23T10:00:00+07:00' }, happened],
    ['a moment of the year 1', { ...paper, happened_at: '0001-01-01T00:00:00Z' }, happened],
    ['a day that is none', { ...paper, happened_at: '2026-02-30T10:00:00+07:00' }, happened],
    ['a moment without offset', { ...paper, happened_at: '2026-11-25T09:30:00' }, happened],
    ['a date alone', { ...paper, happened_at: '2026-11-25' }, happened],
    ['a moment finer than any clock', { ...paper, happened_at: '2026-11-25T09:30:00.1234567890Z' }, happened],
    ['a number', { ...paper, happened_at: 1_764_037_800 }, happened],
    ['no moment', { medium: 'paper', reason: 'Listrik padam.' }, happened],
    ['an unknown medium', { ...paper, medium: 'telegram' }, 'on_paper.medium'],
    ['an empty reason', { ...paper, reason: '  ' }, 'on_paper.reason'],
    ['a reason that cannot be stored', { ...paper, reason: 'a\u0000b' }, 'on_paper.reason'],
    ['a reason of a novel', { ...paper, reason: 'x'.repeat(1001) }, 'on_paper.reason'],
    ['an id that is none', { ...paper, upload_id: 'scan.pdf' }, 'on_paper.upload_id'],
    ['an unknown field', { ...paper, witness: 'Ani' }, 'on_paper.witness'],
    ['a text', 'kemarin', 'on_paper'],
    ['a list', [paper], 'on_paper'],
  ];
  test.each(wrong)('is refused with %s, at that field, and nothing changes', async (title, on_paper, field) => {
    const number = await atDisposition(`salah-${wrong.findIndex(([each]) => each === title)}`);
    const answer = await dispose(number, on_paper);
    expect(answer, answer.text).toMatchObject({ status: 422, body: { code: 'invalid', faults: [{ field }] } });
    expect((await agency.get(`/cases/${number}`)).body).toMatchObject({ state: 'disposition', version: 2 });
  });

  test('its scan must be one’s own, and sent as such', async () => {
    const number = await atDisposition('pindaian');
    const uploads = [
      await api.as(api.city.divisionHead).upload('paper'),
      await agency.upload('correction'),
      '01890000-0000-7000-8000-000000000000',
    ];
    for (const upload_id of uploads) expect((await dispose(number, { ...paper, upload_id })).status).toBe(404);
  });

  test('an act that exists in Griya alone cannot have been done on paper', async () => {
    const { number } = await walkTo(api.database.db, api.city, 'completeness-check', {
      request: goodRequest({ subdomain: 'hanya-griya' }),
    });
    const answer = await api.as(api.city.divisionHead).act(number, 'check-requirement', {
      verdicts: [{ requirement: 'recommendation', verdict: 'complete' }],
      on_paper: paper,
    });
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('tidak di atas kertas') },
    });
  });
});
