import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWebhook } from '#notify/index.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { morning, setUpOffice } from '../../test/support/identity.ts';
import { tellPausedHooks } from './hook-notices.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('administrators hear of a hook that was switched off, with its page, and only once', async () => {
  const { db } = database;
  const { administrator } = await setUpOffice(db, { posts: [] });
  const webhook = {
    name: 'Dasbor kota',
    url: 'https://dasbor.example.go.id/',
    kinds: ['case.late' as const],
    networks: '',
    active: true,
  };
  const { webhookId } = await createWebhook(db, {
    webhook,
    secret: 'a secret of forty characters for tests only',
    by: administrator,
    now: morning,
  });
  await tellPausedHooks(db, morning);
  await db.updateTable('webhook').set({ active: false, paused_at: morning }).execute();
  await tellPausedHooks(db, morning);
  await tellPausedHooks(db, morning.add({ hours: 1 }));
  const told = await db.selectFrom('notification').select(['person_id', 'kind', 'subject_label', 'path']).execute();
  expect(told).toEqual([
    {
      person_id: administrator.personId,
      kind: 'webhook-paused',
      subject_label: 'Dasbor kota',
      path: `/admin/webhooks/${webhookId}`,
    },
  ]);
});
