import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { record, system } from '#audit/index.ts';
import { newId } from '#lib/ids.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { onScratch } from './scratch.ts';
import { runVerify } from './verify.ts';

describe('verify', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  test('counts what it read, and names the first broken link with exit code 1', async () => {
    const subjectId = newId();
    const event = { subjectKind: 'case', subjectId, at: Temporal.Now.instant(), type: 'test.a', doer: system, data: { n: 1 } };
    await record(database.db, event);
    await record(database.db, event);
    const lines: string[] = [];
    expect(await runVerify(database.db, (line) => lines.push(line))).toBe(0);
    expect(lines).toEqual(['2 events in 1 chains: every chain holds.']);
    await database.ownerPool.query(`update audit_event set data = '{}' where seq = 1`);
    lines.length = 0;
    expect(await runVerify(database.db, (line) => lines.push(line))).toBe(1);
    expect(lines[0]).toBe(`Broken: case ${subjectId}, event 1: its content was changed.`);
  });
});

describe('onScratch', () => {
  test('gives a migrated database and leaves nothing of it, also when the work fails', async () => {
    const mine = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`griya-scratch-${process.pid}-`));
    const work = onScratch(silentLog, async (db) => {
      expect(await db.selectFrom('office').selectAll().execute()).toEqual([]);
      expect(mine()).toHaveLength(1);
      throw new Error('the work failed');
    });
    await expect(work).rejects.toThrow('the work failed');
    expect(mine()).toEqual([]);
  });
});
