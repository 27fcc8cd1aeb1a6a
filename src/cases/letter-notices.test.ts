import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { listLettersOf, saveInitialRules, saveSigningSetting } from '#letters/index.ts';
import { noticeKinds } from '#notify/index.ts';
import { hostingSop } from '#sop/index.ts';
import { type City, goodRequest, makeCity, type OpenCase, walkTo } from '../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { hire, morning } from '../../test/support/identity.ts';
import { initialDraft } from './commands/initial-draft.ts';
import { remindUnsigned } from './letter-notices.ts';

let database: TestDatabase;
let directory: string;
let city: City;
let secretary: Actor;

beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'griya-letter-notices-'));
  city = await makeCity(database.db, directory);
  secretary = await hire(database.db, city.hostOfficeId, 'Dewi Lestari', ['secretariat']);
  for (const kind of ['reply', 'refusal']) {
    const postIds = [city.divisionHead, secretary].map((actor) => actor.posts[0]?.postId ?? '');
    await saveInitialRules(database.db, { officeId: city.hostOfficeId, kind, postIds, by: 'system', now: morning });
  }
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

const letterOf = async (open: OpenCase, kind: string): Promise<string> => {
  const letter = (await listLettersOf(database.db, open.id)).find((each) => each.kind === kind);
  if (!letter) throw new Error(`no ${kind}`);
  return letter.id;
};

/** What a person was told of a letter, in order. */
const told = async (letterId: string, { personId }: Actor): Promise<string[]> => {
  const rows = await database.db
    .selectFrom('notification')
    .select(['kind', 'path', 'subject_label'])
    .where('person_id', '=', personId)
    .where('subject_id', '=', letterId)
    .orderBy('at')
    .execute();
  for (const row of rows) {
    expect(row.path).toBe(`/letters/${letterId}/signature`);
    expect(Object.keys(noticeKinds)).toContain(row.kind);
    expect(row.subject_label).toMatch(/K-2026-\d+$/);
  }
  return rows.map((row) => row.kind);
};

const initial = (letterId: string, actor: Actor, now: Temporal.Instant) =>
  database.db.transaction().execute((tx) => initialDraft(tx, { actor, letterId, now }));

test('each hears when the turn is theirs: paraf, signature, remarks, and that it was signed', async () => {
  const open = await walkTo(database.db, city, 'reply-initial');
  const letterId = await letterOf(open, 'reply');
  // The division head has it as the task of the step, and hears of it once.
  expect(await told(letterId, city.divisionHead)).toEqual([]);
  expect(await told(letterId, secretary)).toEqual([]);

  await open.jobs();
  await open.do(city.divisionHead, 'initial-reply');
  expect(await told(letterId, secretary)).toEqual(['letter-to-initial']);
  expect(await told(letterId, city.agencyHead)).toEqual([]);
  await initial(letterId, secretary, open.later());
  expect(await told(letterId, city.agencyHead)).toEqual(['letter-to-sign']);

  await open.do(city.agencyHead, 'send-back-signing', { remarks: 'Perbaiki alamatnya.' });
  for (const maker of [city.applicationHead, city.divisionHead]) expect(await told(letterId, maker)).toEqual(['letter-returned']);
  expect(await told(letterId, secretary)).toEqual(['letter-to-initial', 'letter-returned']);
  expect(await told(letterId, city.agencyHead)).toEqual(['letter-to-sign']);

  await open.do(city.applicationHead, 'draft-reply', { note: 'Alamat sudah diperbaiki.' });
  await open.jobs();
  await open.do(city.divisionHead, 'initial-reply');
  await initial(letterId, secretary, open.later());
  await open.jobs();
  await open.do(city.agencyHead, 'sign-reply');
  await open.jobs();
  expect(await open.row()).toMatchObject({ state: 'completed' });
  for (const maker of [city.applicationHead, city.divisionHead, secretary]) {
    expect((await told(letterId, maker)).filter((kind) => kind === 'letter-signed')).toEqual(['letter-signed']);
  }
  expect(await told(letterId, city.agencyHead)).toEqual(['letter-to-sign', 'letter-to-sign']);
  // Nobody of the applying office hears of letters that lie between posts of the other.
  expect(await told(letterId, city.applicantHead)).toEqual([]);
});

test('a letter that stays without its signature is told of once, to who has to sign it', async () => {
  const setting = { provider: 'manual', baseAddress: '', username: '', password: '' };
  const secret = 'a secret of forty characters for tests only';
  await saveSigningSetting(database.db, { officeId: city.hostOfficeId, setting, secret, by: 'system', now: morning });
  const open = await walkTo(database.db, city, 'completeness-check', { request: goodRequest({ subdomain: 'kedua' }) });
  const reasons = hostingSop.refusalReasons.slice(0, 1).map((reason) => reason.key);
  await open.do(city.divisionHead, 'refuse', { reasons, explanation: 'Tidak dapat dipenuhi.' });
  const letterId = await letterOf(open, 'refusal');
  // Who drafts it initials it as one of the posts that must; the secretary is next.
  expect(await told(letterId, secretary)).toEqual(['letter-to-initial']);
  await initial(letterId, secretary, open.later());
  await open.do(city.agencyHead, 'sign-refusal');
  await open.jobs();
  expect(await told(letterId, city.agencyHead)).toEqual(['letter-to-sign']);

  await database.db.deleteFrom('notification').where('subject_id', '=', letterId).execute();
  await remindUnsigned(database.db, open.now().add({ minutes: 5 }));
  expect(await told(letterId, city.agencyHead)).toEqual([]);
  for (const minutes of [20, 40, 600]) await remindUnsigned(database.db, open.now().add({ minutes }));
  expect(await told(letterId, city.agencyHead)).toEqual(['letter-to-sign']);
  expect(await told(letterId, city.divisionHead)).toEqual([]);
});
