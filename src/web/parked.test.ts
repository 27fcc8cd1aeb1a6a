import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { morning, setUpOffice } from '../../test/support/identity.ts';
import { findParkedForm, parkForm } from './parked.ts';

const secret = 'a secret of forty characters for tests only';
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('what was typed is kept for its owner, but never a passphrase, a code or a NIK', async () => {
  const { administratorId: accountId } = await setUpOffice(database.db);
  const values = new Map([
    ['reason', ['alasan']],
    ...['password', 'passphrase', 'totp', 'code', 'nik'].map((name): [string, string[]] => [name, ['bukit senyap']]),
  ]);
  const id = await parkForm(database.db, { secret, accountId, path: '/letters/1/signature', values, now: morning });
  const parked = await findParkedForm(database.db, { secret, accountId, id: id ?? '', now: morning });
  expect([...(parked?.values ?? [])]).toEqual([['reason', ['alasan']]]);
});
