import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { today } from '../../../test/support/identity.ts';
import { eventsOf, type LetterOffices, makeLetterOffices, requestOf, signerOf, stamp } from '../../../test/support/letters.ts';
import { getLetter, issueNow, listLettersOf } from '../index.ts';
import { content as disposition } from '../kinds/disposition/example.ts';

let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

test('makes and issues a letter of the applying office in one act', async () => {
  const { letterId, number } = await issueNow(database.db, requestOf(offices));
  expect(number).toBe('500.12/1/DINKES/XI/2026');
  expect(await getLetter(database.db, letterId)).toMatchObject({
    status: 'issued',
    number,
    number_seq: 1,
    number_year: 2026,
    sheet: { letterhead: { office: 'Dinas Kesehatan' }, signature: { name: 'Laila Rahmawati', title: 'Kepala Dinas Kesehatan' } },
  });
  expect(await eventsOf(database.db, letterId)).toEqual(['letter.issued']);
});

test('takes two statements', async () => {
  const statements: string[] = [];
  const counted = database.db.withPlugin({
    transformQuery: ({ node }) => {
      statements.push(node.kind);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await issueNow(counted, requestOf(offices));
  expect(statements).toHaveLength(2);
});

test('a kind without a number answers with an empty one', async () => {
  const input = { ...requestOf(offices), officeId: offices.hostOfficeId, signer: signerOf(offices.head) };
  const issued = await issueNow(database.db, { ...input, kind: 'disposition', data: disposition });
  expect(issued.number).toBe('');
});

test('the corrected request may keep the number that its office gave it', async () => {
  const input = { ...requestOf(offices), number: '500.12/231/DINKES/XI/2026' };
  await issueNow(database.db, input);
  await issueNow(database.db, input);
  const letters = await listLettersOf(database.db, input.subjectId);
  expect(letters.map((each) => [each.status, each.number])).toEqual([
    ['void', input.number],
    ['issued', input.number],
  ]);
  const other = { ...requestOf(offices), number: input.number };
  await expect(issueNow(database.db, other)).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'number' }] });
});

test('SQL and markup in any field are stored as they are', async () => {
  const text = `'); drop table letter; -- #set text(red) <script>alert(1)</script> \\u0000`;
  const input = requestOf(offices);
  const { letterId } = await issueNow(database.db, { ...input, data: { ...input.data, application: text }, today, ...stamp });
  expect((await getLetter(database.db, letterId)).content).toMatchObject({ application: text });
});
