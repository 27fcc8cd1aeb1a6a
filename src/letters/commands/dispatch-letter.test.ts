import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { today, zone } from '../../../test/support/identity.ts';
import { eventsOf, type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import {
  confirmReceipt,
  dispatchLetter,
  draftLetter,
  getLetter,
  issueLetter,
  listDispatches,
  listDispatchesOf,
  recordDispatch,
} from '../index.ts';

let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

const issued = async (): Promise<string> => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  await issueLetter(database.db, { letterId, signer: signerOf(offices.head), today, ...stamp });
  return letterId;
};

const send = (letterId: string, channel: 'inbox' | 'hand' = 'inbox') =>
  database.db.transaction().execute((tx) => dispatchLetter(tx, { letterId, toOfficeId: offices.applicantId, channel, ...stamp }));

test('a signed letter enters the dispatch book once, however often it is sent', async () => {
  const letterId = await issued();
  const [first, second] = await Promise.all([send(letterId), send(letterId)]);
  expect(first).toEqual(second);
  expect(await getLetter(database.db, letterId)).toMatchObject({ status: 'sent' });
  expect(await listDispatchesOf(database.db, letterId)).toMatchObject([
    { to: 'Dinas Kesehatan', channel: 'inbox', receivedAt: null },
  ]);
  expect(await eventsOf(database.db, letterId)).toEqual(['letter.drafted', 'letter.issued', 'letter.dispatched']);
});

test('a draft is not sent', async () => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  await expect(send(letterId)).rejects.toMatchObject({ code: 'not_possible_now' });
});

test('the first receipt stays', async () => {
  const { dispatchId } = await send(await issued());
  await confirmReceipt(database.db, { dispatchId, receivedBy: 'Bimo Prakoso', ...stamp });
  await confirmReceipt(database.db, { dispatchId, receivedBy: 'Orang Lain', ...stamp });
  const { rows } = await listDispatches(database.db, offices.head, { officeId: offices.hostOfficeId });
  expect(rows.find((row) => row.id === dispatchId)).toMatchObject({ receivedBy: 'Bimo Prakoso', receivedAt: stamp.now });
  await expect(confirmReceipt(database.db, { dispatchId, receivedBy: '', ...stamp })).rejects.toMatchObject({ code: 'invalid' });
  await expect(confirmReceipt(database.db, { dispatchId: newId(), receivedBy: 'X', ...stamp })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('the dispatch book tells what nobody has received yet; what Griya sent needs no receipt', async () => {
  const open = await send(await issued(), 'hand');
  const arrived = await send(await issued());
  const waiting = await listDispatches(database.db, offices.head, { open: true, text: 'kesehatan', year: 2026 });
  expect(waiting.rows.map((row) => row.id)).toContain(open.dispatchId);
  expect(waiting.rows.map((row) => row.id)).not.toContain(arrived.dispatchId);
  expect(waiting.rows.every((row) => row.receivedAt === null)).toBe(true);
  expect(waiting.sums).toMatchObject({ total: waiting.rows.length, open: waiting.rows.length });
});

test('entries of an office and year are numbered one after another, and a rollback leaves no gap', async () => {
  const failing = database.db.transaction().execute(async (tx) => {
    const { letterId } = await draftLetter(tx, replyOf(offices.hostOfficeId));
    await issueLetter(tx, { letterId, signer: signerOf(offices.head), today, ...stamp });
    await dispatchLetter(tx, { letterId, toOfficeId: offices.applicantId, channel: 'hand', ...stamp });
    throw new Error('the act failed later');
  });
  await expect(failing).rejects.toThrow('the act failed later');
  const letters = await Promise.all(Array.from({ length: 8 }, issued));
  await Promise.all(letters.map((letterId) => send(letterId)));
  const { rows } = await listDispatches(database.db, offices.head, { officeId: offices.hostOfficeId });
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_row, index) => rows.length - index));
});

test('what still awaits somebody’s signature is not carried anywhere', async () => {
  const letterId = await issued();
  await database.db
    .updateTable('letter')
    .set({ sign_provider: 'manual', sign_state: 'waiting' })
    .where('id', '=', letterId)
    .execute();
  const dispatch = { toOfficeId: offices.applicantId, channel: 'hand', courier: 'Udin', sentOn: today } as const;
  const input = { actor: offices.head, letterId, dispatch, now: stamp.now, timeZone: zone };
  const carry = () => database.db.transaction().execute((tx) => recordDispatch(tx, input));
  await expect(carry()).rejects.toMatchObject({ code: 'not_possible_now' });
  await database.db.updateTable('letter').set({ sign_state: null, sign_provider: null }).where('id', '=', letterId).execute();
  await carry();
  expect(await listDispatchesOf(database.db, letterId)).toMatchObject([{ courier: 'Udin', channel: 'hand' }]);
});
