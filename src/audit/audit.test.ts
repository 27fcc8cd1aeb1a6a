import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { record, system, verify } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = Temporal.Instant.from('2026-03-02T02:00:00.123456Z');

const chain = async (length: number): Promise<string> => {
  const subjectId = newId();
  for (let n = 1; n <= length; n += 1) {
    await record(database.db, {
      subjectKind: 'case',
      subjectId,
      at,
      type: `test.${n}`,
      doer: system,
      data: { n, text: 'é "quoted"' },
    });
  }
  return subjectId;
};

/** Does harm as the database's superuser, whom no grant stops, and lets `verify` look; then puts everything back. */
const afterHarm = async (
  harm: (subjectId: string, run: (sql: string, values?: unknown[]) => Promise<unknown>) => Promise<unknown>,
) => {
  const subjectId = await chain(4);
  await chain(2);
  await database.ownerPool.query('create table kept_event as table audit_event; create table kept_head as table audit_head');
  try {
    await harm(subjectId, (sql, values) => database.ownerPool.query(sql, values));
    const { broken } = await verify(database.db);
    expect(broken).toMatchObject({ subjectKind: 'case', subjectId });
    return { seq: broken?.seq, fault: broken?.fault };
  } finally {
    await database.ownerPool.query(`truncate audit_event, audit_head;
      insert into audit_event table kept_event; insert into audit_head table kept_head; drop table kept_event, kept_head`);
    expect((await verify(database.db)).broken).toBeNull();
  }
};

describe('an untouched trail', () => {
  test('verifies, and says how much was read', async () => {
    const before = await verify(database.db);
    await chain(3);
    await chain(1);
    expect(await verify(database.db)).toEqual({ events: before.events + 4, chains: before.chains + 2, broken: null });
  });

  test('keeps one chain per subject even when the same id is of another kind', async () => {
    const subjectId = await chain(2);
    const place = await record(database.db, { subjectKind: 'server', subjectId, at, type: 'test.a', doer: system, data: {} });
    expect(place).toBe(1);
    expect((await verify(database.db)).broken).toBeNull();
  });

  test('gives events of one subject consecutive places, however many come at once', async () => {
    const subjectId = newId();
    const places = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        record(database.db, { subjectKind: 'case', subjectId, at, type: `test.${n}`, doer: system, data: { n } }),
      ),
    );
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    expect((await verify(database.db)).broken).toBeNull();
  });

  test('holds nothing of a transaction that was rolled back, and no gap either', async () => {
    const subjectId = await chain(1);
    const event = { subjectKind: 'case', subjectId, at, type: 'test.undone', doer: system, data: {} };
    const undone = database.db.transaction().execute(async (tx) => {
      await record(tx, event);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await record(database.db, event)).toBe(2);
    expect((await verify(database.db)).broken).toBeNull();
  });
});

describe('the application’s role cannot', () => {
  test.each([
    ['change an event', `update audit_event set type = 'x'`],
    ['remove an event', 'delete from audit_event'],
    ['empty the trail', 'truncate audit_event'],
    ['insert an event past the function', `insert into audit_event select * from audit_event limit 1`],
    ['change the end of a chain', `update audit_head set seq = seq - 1`],
    ['remove the end of a chain', 'delete from audit_head'],
    ['insert the end of a chain', `insert into audit_head values ('case', gen_random_uuid(), 1, '')`],
    ['empty the ends', 'truncate audit_head'],
    ['replace the function', 'create or replace function audit_append() returns integer language sql as $$ select 1 $$'],
    ['switch the constraints off', 'alter table audit_event disable trigger all'],
    ['write what was migrated', `update schema_migration set sha256 = ''`],
  ])('%s', async (_, sql) => {
    await chain(1);
    await expect(database.pool.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });
});

describe('verify finds', () => {
  test('an event whose content was changed', async () => {
    const found = await afterHarm((id, run) =>
      run(`update audit_event set data = '{"n": 99}' where subject_id = $1 and seq = 2`, [id]),
    );
    expect(found).toEqual({ seq: 2, fault: 'hash' });
  });

  test.each([
    ['moment', `at = at + interval '1 microsecond'`],
    ['doer', 'person_id = gen_random_uuid()'],
    ['post', 'post_id = gen_random_uuid()'],
    ['way the post is held', `acting = 'plt'`],
    ['type', `type = 'test.other'`],
  ])('a changed %s', async (_, change) => {
    const found = await afterHarm((id, run) => run(`update audit_event set ${change} where subject_id = $1 and seq = 3`, [id]));
    expect(found).toEqual({ seq: 3, fault: 'hash' });
  });

  test('an event that was changed with its own hash made right', async () => {
    const found = await afterHarm((id, run) =>
      run(
        `update audit_event set type = 'test.other', hash = audit_digest(prev_hash, subject_kind, subject_id, seq, at, 'test.other',
           account_id, person_id, post_id, acting, data) where subject_id = $1 and seq = 2`,
        [id],
      ),
    );
    expect(found).toEqual({ seq: 3, fault: 'link' });
  });

  test('a removed event', async () => {
    const found = await afterHarm((id, run) => run('delete from audit_event where subject_id = $1 and seq = 2', [id]));
    expect(found).toEqual({ seq: 3, fault: 'gap' });
  });

  test('a removed event whose followers were renumbered', async () => {
    const found = await afterHarm(async (id, run) => {
      await run('delete from audit_event where subject_id = $1 and seq = 2', [id]);
      await run('update audit_event set seq = seq - 1 where subject_id = $1 and seq = 3', [id]);
      await run('update audit_event set seq = seq - 1 where subject_id = $1 and seq = 4', [id]);
    });
    expect(found).toEqual({ seq: 2, fault: 'link' });
  });

  test('a removed beginning', async () => {
    const found = await afterHarm(async (id, run) => {
      await run('delete from audit_event where subject_id = $1 and seq = 1', [id]);
      for (const seq of [2, 3, 4])
        await run('update audit_event set seq = seq - 1 where subject_id = $1 and seq = $2', [id, seq]);
    });
    expect(found).toEqual({ seq: 1, fault: 'link' });
  });

  test('an inserted event', async () => {
    const found = await afterHarm((id, run) =>
      run(
        `insert into audit_event (subject_kind, subject_id, seq, at, type, data, prev_hash, hash)
         select subject_kind, subject_id, 5, at, 'test.forged', '{}', hash, sha256(hash) from audit_event where subject_id = $1 and seq = 4`,
        [id],
      ),
    );
    expect(found).toMatchObject({ fault: expect.stringMatching(/hash|head/) });
  });

  test('a cut-off end', async () => {
    const found = await afterHarm((id, run) => run('delete from audit_event where subject_id = $1 and seq = 4', [id]));
    expect(found).toEqual({ seq: 4, fault: 'head' });
  });

  test('a cut-off end whose head was removed too', async () => {
    const found = await afterHarm(async (id, run) => {
      await run('delete from audit_event where subject_id = $1 and seq = 4', [id]);
      await run('delete from audit_head where subject_id = $1', [id]);
    });
    expect(found).toMatchObject({ fault: 'head' });
  });

  test('a chain that was removed whole, its head left', async () => {
    const found = await afterHarm((id, run) => run('delete from audit_event where subject_id = $1', [id]));
    expect(found).toEqual({ seq: 4, fault: 'head' });
  });
});
