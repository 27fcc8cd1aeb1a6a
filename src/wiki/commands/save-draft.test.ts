import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning, setUpOffice } from '../../../test/support/identity.ts';
import { findDraft, forgetDrafts, saveDraft } from './save-draft.ts';

let database: TestDatabase;
let administrator: Actor;

beforeAll(async () => {
  database = await testDatabase();
  ({ administrator } = await setUpOffice(database.db, { posts: [] }));
}, 60_000);
afterAll(() => database.close());

test('a draft is there for half a year after it was last kept, and then no more', async () => {
  const place = newId();
  const draft = { base: 0, title: 'Panduan', parent: '', body: 'belum selesai', why: '' };
  await saveDraft(database.db, { actor: administrator, now: morning, place, seen: null, draft });
  await forgetDrafts(database.db, morning.add({ hours: 24 * 179 }));
  expect((await findDraft(database.db, administrator.personId, place))?.body).toBe('belum selesai');
  await forgetDrafts(database.db, morning.add({ hours: 24 * 181 }));
  expect(await findDraft(database.db, administrator.personId, place)).toBeNull();
});
