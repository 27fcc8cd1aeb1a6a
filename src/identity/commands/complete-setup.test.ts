import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verify } from '#audit/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { calendar, goodPassword, morning, setupOf, today } from '../../../test/support/identity.ts';
import { refusalOf } from '../../../test/support/registry.ts';
import { listWorkingCalendar } from '../calendar.ts';
import { findHolder } from '../holders.ts';
import { findInstallation } from '../installation.ts';
import { isPassword } from '../password.ts';
import { ensureSetupToken, isSetupToken } from '../setup-token.ts';
import { completeSetup } from './complete-setup.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.ownerPool.query(
    'truncate installation, setup_token, office, person, auth_user, holiday, working_period cascade',
  );
});

const finish = (setup = setupOf(), token: string | null = null) =>
  database.db.transaction().execute((tx) => completeSetup(tx, { token, setup, calendar, now: morning }));

describe('the token', () => {
  test('a fresh one at each start voids the one before, and there is none once the set-up is done', async () => {
    const first = await ensureSetupToken(database.db, morning);
    const second = await ensureSetupToken(database.db, morning);
    expect(await isSetupToken(database.db, first ?? '')).toBe(false);
    expect(await isSetupToken(database.db, second ?? '')).toBe(true);
    expect((await refusalOf(finish(setupOf(), first))).faults).toHaveProperty('token');
    await finish(setupOf(), second);
    expect(await isSetupToken(database.db, second ?? '')).toBe(false);
    expect(await ensureSetupToken(database.db, morning)).toBeNull();
  });

  test('is not in the database', async () => {
    const token = (await ensureSetupToken(database.db, morning)) ?? '';
    const { rows } = await database.ownerPool.query('select setup_token::text as text from setup_token');
    expect(rows[0].text).not.toContain(token);
  });
});

test('makes the office, its posts with their holders, the administrator and the calendar', async () => {
  const { hostOfficeId, administratorId, postIds } = await finish();
  expect(await findInstallation(database.db)).toMatchObject({
    domain: 'contoh.go.id',
    hostOfficeId,
    uploadLimitBytes: 52_428_800,
  });
  expect(await findHolder(database.db, { officeId: hostOfficeId, role: 'division-head', on: today })).toMatchObject({
    postId: postIds[1],
    title: 'Kepala Bidang Layanan Digital',
    name: 'Hendra Gunawan',
    nip: '197805052003121002',
    kind: 'definitive',
  });
  const account = await database.db
    .selectFrom('auth_account')
    .select('password')
    .where('userId', '=', administratorId)
    .executeTakeFirstOrThrow();
  expect(account.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPassword(account.password ?? '', goodPassword)).toBe(true);
  const { base, periods, holidays } = await listWorkingCalendar(database.db);
  expect(Object.keys(base)).toEqual(['1', '2', '3', '4', '5']);
  expect(periods).toHaveLength(calendar.periods.length - 1);
  expect(holidays).toHaveLength(calendar.holidays.length);
  expect((await verify(database.db)).broken).toBeNull();
});

test('of two set-ups at once one is done, the other is told that it is', async () => {
  const token = (await ensureSetupToken(database.db, morning)) ?? '';
  const results = await Promise.allSettled([finish(setupOf(), token), finish(setupOf(), token)]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = results.find((result) => result.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'not_found' });
});

test('names every fault by its place in the form and leaves nothing behind', async () => {
  const posts = setupOf().posts.map((post, index) => ({
    ...post,
    holder: { name: 'Ani', nip: index === 2 ? '198613322010012007' : null },
  }));
  const refusal = await refusalOf(
    finish(setupOf({ posts, domain: 'bukan domain', administrator: { name: 'Dewi', email: 'dewi', password: 'x' } })),
  );
  expect(Object.keys(refusal.faults).sort()).toEqual(['administrator.email', 'domain', 'posts.2.holder.nip']);
  expect(
    (await refusalOf(finish(setupOf({ administrator: { name: 'Dewi', email: 'dewi@contoh.go.id', password: 'pendek' } }))))
      .faults,
  ).toHaveProperty('administrator.password');
  const twice = setupOf().posts.map((post) => ({ ...post, role: 'agency-head' }));
  expect((await refusalOf(finish(setupOf({ posts: twice })))).faults).toHaveProperty('posts.1.role');
  expect(await findInstallation(database.db)).toBeNull();
});

test('writes no NIP and no password into the audit trail', async () => {
  await finish();
  const { rows } = await database.ownerPool.query<{ data: string }>('select data::text from audit_event');
  const all = rows.map((row) => row.data).join('\n');
  expect(all).toContain('Hendra Gunawan');
  expect(all).not.toMatch(/\d{18}/);
  expect(all).not.toContain(goodPassword);
});
