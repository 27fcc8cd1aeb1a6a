import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { record, system } from '#audit/index.ts';
import { createZone } from '#dns/index.ts';
import { readBytes } from '#files/index.ts';
import { defineJob, drainJobs, enqueue } from '#jobs/index.ts';
import { completeLetter, getLetter, groupedCode, issueNow } from '#letters/index.ts';
import { newId } from '#lib/ids.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { morning, setUpOffice } from '../../test/support/identity.ts';
import { makeLetterOffices, newCode, requestOf } from '../../test/support/letters.ts';
import { runDnsImport } from './dns-import.ts';
import { runJobs } from './jobs.ts';
import { runLetter } from './letter.ts';
import { runReport } from './report.ts';
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

describe('report', () => {
  let database: TestDatabase;
  const now = Temporal.Instant.from('2026-11-24T02:00:00Z');
  const run = async (...rest: string[]): Promise<string> => {
    const lines: string[] = [];
    expect(await runReport(database.db, rest, { print: (line) => lines.push(line), now })).toBe(0);
    return lines.join('\n');
  };
  beforeAll(async () => {
    database = await testDatabase();
    await setUpOffice(database.db, { posts: [] });
  });
  afterAll(() => database.close());

  test('prints the figures of a period as columns, this month’s without one', async () => {
    const text = await run();
    expect(text).toContain('Kinerja layanan 2026-11');
    expect(text).toMatch(/Permohonan masuk +0/);
    expect(text).toMatch(/5 Penyediaan server +0 +– +– +3 hari/);
    expect(await run('2026-Q2')).toContain('Kinerja layanan 2026-Q2');
  });

  test('says what it did, or that there is nothing to do', async () => {
    expect(await run('--recount')).toBe('The figures of 0 days were counted anew from the records.');
    expect(await run('--forecast')).toContain('Too few answered cases');
    expect(await run('--monthly', '2026-10')).toContain('nothing happened');
    await expect(run('--monthly', '2026-11')).rejects.toThrow('has not ended yet');
  });

  test.each([['2026-13'], ['--monthly'], ['--monthly', '2026'], ['--weekly'], ['2026', '2027']])(
    'refuses %s %s',
    async (...rest) => {
      await expect(run(...rest)).rejects.toThrow(/Write griya report/);
    },
  );
});

describe('jobs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await setUpOffice(database.db, { posts: [] });
  });
  afterAll(() => database.close());

  test('lists what is not done with its last error, and lets it run again', async () => {
    const { db } = database;
    const job = defineJob({
      name: 'test.print',
      payload: z.object({}),
      maxAttempts: 1,
      handler: async () => {
        throw new Error('the printer is off\nand its door is open');
      },
    });
    const now = Temporal.Instant.from('2026-03-02T02:00:00Z');
    const lines: string[] = [];
    const run = (...rest: string[]) => {
      lines.length = 0;
      return runJobs(db, rest, { print: (line) => lines.push(line), now });
    };
    await run();
    expect(lines).toEqual(['Every job is done.']);
    const id = await enqueue(db, job, {});
    const config = { baseUrl: '', dataDirectory: '', secret: '' };
    await drainJobs({ db, now: () => now, log: silentLog, config }, [job]);
    await run();
    expect(lines).toEqual([`${id}  test.print  failed (attempt 1 of 1)`, '    the printer is off']);
    await run('retry', String(id));
    await run();
    expect(lines[0]).toBe(`${id}  test.print  waiting (attempt 0 of 1, next 2026-03-02T02:00:00Z)`);
    await expect(run('retry', '999999')).rejects.toThrow('Job 999999 is done, or is just running.');
    await expect(run('again')).rejects.toThrow('Write griya jobs, or griya jobs retry NUMBER.');
  });
});

describe('dns-import', () => {
  test('prints how each line of a zone file stands to the register, and what it cannot take', async () => {
    const { db, close } = await testDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'griya-cli-'));
    try {
      const now = Temporal.Instant.from('2026-03-02T02:00:00Z');
      const zone = { name: 'uji.go.id', primaryServer: 'ns1.uji.go.id', mailbox: 'hostmaster@uji.go.id' };
      await createZone(db, { ...zone, now });
      const file = join(folder, 'zone');
      await writeFile(file, 'www 300 IN A 203.0.113.1\n$INCLUDE /etc/passwd\n');
      const lines: string[] = [];
      const secret = 'a secret of forty characters for tests only';
      const run = (...rest: string[]) => runDnsImport(db, rest, { print: (line) => lines.push(line), now, secret });
      expect(await run('uji.go.id', file)).toBe(0);
      expect(lines[0]).toMatch(/^\/zones\/.+\/imports\/.+$/);
      expect(lines.slice(1)).toEqual([
        'New                www A 203.0.113.1',
        'Cannot be held     $INCLUDE /etc/passwd  (Line 2: $INCLUDE, $GENERATE and the like are not taken.)',
      ]);
      await expect(run('lain.go.id', file)).rejects.toThrow('Write griya dns-import');
      await expect(run('uji.go.id', join(folder, 'absent'))).rejects.toThrow('cannot be read');
    } finally {
      await close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('letter', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  test('tells a letter by its code and by its file, and an altered file from both', async () => {
    const { db } = database;
    const offices = await makeLetterOffices(db);
    const { letterId } = await issueNow(db, requestOf(offices));
    await completeLetter(db, { letterId, secret: 'a secret of forty characters for tests only', now: morning });
    const letter = await getLetter(db, letterId);
    const folder = await mkdtemp(join(tmpdir(), 'griya-letter-'));
    const file = join(folder, 'surat.pdf');
    const bytes = await readBytes(db, letter.file_id ?? '');
    await writeFile(file, bytes);
    const [lines, faults]: [string[], string[]] = [[], []];
    const run = (...asked: string[]) => {
      lines.length = 0;
      return runLetter(db, asked, { print: (line) => lines.push(line), complain: (line) => faults.push(line) });
    };
    const code = groupedCode(letter.sheet?.verification?.code ?? '');
    for (const asked of [code, code.toLowerCase(), file]) {
      expect(await run(asked)).toBe(0);
      expect(lines[0]).toBe(`${letter.number}, ${letter.letter_date}: valid`);
      expect(lines).toContain(`  code:    ${code}`);
      expect(lines.join()).not.toMatch(/\d{18}/);
    }
    await writeFile(file, Buffer.concat([bytes, Buffer.from('\n')]));
    expect(await run(file)).toBe(1);
    expect(await run(groupedCode(newCode()))).toBe(1);
    expect(await run(join(folder, 'nothing.pdf'))).toBe(2);
    expect(await run()).toBe(2);
    expect(faults[0]).toContain('cannot be read as a file (ENOENT)');
    await rm(folder, { recursive: true });
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
