import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { type City, goodRequest, makeCity, openCase, uploadAs } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { attachDocument } from './attach-document.ts';

let database: TestDatabase;
let city: City;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-cases-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
}, 60_000);

afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const attach = async (actor: Actor, kind: string, upload: { by: Actor; purpose: string }): Promise<{ documentId: string }> => {
  const open = await openCase(database.db, city, goodRequest({ subdomain: 'lampiran' }));
  const uploadId = await uploadAs(database.db, upload.by, 'surat.pdf', upload.purpose);
  return database.db
    .transaction()
    .execute((tx) => attachDocument(tx, { number: open.number, actor, kind, uploadId, now: open.later() }));
};

describe('which file may become a document', () => {
  test('one’s own, sent as this kind', async () => {
    const by = city.applicantHead;
    expect(await attach(by, 'recommendation', { by, purpose: 'recommendation' })).toEqual({ documentId: expect.any(String) });
  });

  test('not one that was judged by the rules of another kind', async () => {
    const by = city.applicantHead;
    await expect(attach(by, 'recommendation', { by, purpose: 'installation-guide' })).rejects.toMatchObject({
      code: 'invalid',
      faults: [{ field: 'upload_id' }],
    });
  });

  test('not somebody else’s, even of the same office', async () => {
    const upload = { by: city.applicantStaff, purpose: 'recommendation' };
    await expect(attach(city.applicantHead, 'recommendation', upload)).rejects.toMatchObject({ code: 'not_found' });
  });
});
