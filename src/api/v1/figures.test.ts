import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { walkTo } from '../../../test/support/city.ts';

let api: TestApi;
let host: Caller;
let head: Caller;
let other: Caller;
let number = '';

beforeAll(async () => {
  api = await testApi();
  const { city, as } = api;
  [host, head, other] = [as(city.divisionHead), as(city.applicantHead), as(city.otherHead)];
  number = (await walkTo(api.database.db, city, 'installation')).number;
}, 90_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

type Table = { key: string; rows: { key: string; values: Record<string, number | string | null> }[] };
const tableOf = (body: Record<string, unknown>, key: string): Table =>
  (body.tables as Table[]).find((table) => table.key === key) ?? { key, rows: [] };

test('figures come as tables: all offices for officials, one’s own for others, another’s for nobody', async () => {
  const all = (await host.get('/figures?period=2026-11')).body;
  expect(all).toMatchObject({ period: '2026-11', from: '2026-11-01', until: '2026-11-30', office_id: null });
  const overview = tableOf(all, 'overview');
  expect(overview.rows.find((row) => row.key === 'submitted')?.values).toEqual({ number: 1 });
  expect(overview.rows.find((row) => row.key === 'open')?.values).toEqual({ number: 1 });
  expect(tableOf(all, 'steps').rows.find((row) => row.key === '2')?.values).toMatchObject({ visits: 1, standard: '1 hari' });
  expect(tableOf(all, 'capacity').rows).toHaveLength(3);
  const own = (await head.get('/figures?period=2026')).body;
  expect(own.office_id).toBe(api.city.health);
  expect(tableOf(own, 'capacity').rows).toEqual([]);
  expect(tableOf((await other.get('/figures?period=2026-Q4')).body, 'overview').rows[0]?.values).toEqual({ number: 0 });
  expect((await other.get(`/figures?office_id=${api.city.health}`)).status).toBe(404);
});

test.each(['period=2026-13', 'period=x', 'period=2026-11-20..2026-11-03', 'period=', 'office_id=x'])(
  '%s is refused by field',
  async (query) => {
    const { status, body } = await host.get(`/figures?${query}`);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'invalid', faults: [{ field: query.split('=')[0] }] });
  },
);

test('the forecast of a case is there for who sees the case', async () => {
  const { forecast } = (await head.get(`/cases/${number}/forecast`)).body as { forecast: Record<string, string | null> };
  expect(forecast).toMatchObject({ learned: null });
  expect(forecast.from).toBe(forecast.until);
  expect((await other.get(`/cases/${number}/forecast`)).status).toBe(404);
  expect((await host.get('/cases/K-2026-9999/forecast')).status).toBe(404);
});
