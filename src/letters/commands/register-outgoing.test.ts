import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listJournal, verify } from '#audit/index.ts';
import { uploadAs } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, morning, zone } from '../../../test/support/identity.ts';
import { type LetterOffices, makeLetterOffices, requestOf } from '../../../test/support/letters.ts';
import { makeScan } from '../../../test/support/pdf.ts';
import {
  bringOutgoingFile,
  completeLetter,
  getLetter,
  getOutgoing,
  issueNow,
  listOutgoing,
  type OutsideLetterInput,
  recordDispatch,
  registerOutgoing,
  signedUploadPurpose,
} from '../index.ts';

let database: TestDatabase;
let offices: LetterOffices;
let secretary: Awaited<ReturnType<typeof hire>>;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
  secretary = await hire(database.db, offices.applicantId, 'Rina Marlina', ['secretariat']);
});
afterAll(() => database.close());

const outside = (part: Partial<OutsideLetterInput> = {}): OutsideLetterInput => ({
  book: 'outgoing',
  to: 'Kecamatan Contoh',
  date: '2026-11-24',
  hal: 'Undangan rapat koordinasi',
  signer: 'Laila Rahmawati',
  ...part,
});

const enter = (part: Partial<OutsideLetterInput> = {}, actor = secretary, officeId = offices.applicantId) =>
  database.db
    .transaction()
    .execute((tx) => registerOutgoing(tx, { actor, officeId, letter: outside(part), now: morning, timeZone: zone }));

const seqOf = async (letterId: string) => (await getOutgoing(database.db, secretary, letterId)).seq ?? 0;
const issued = async () => seqOf((await issueNow(database.db, requestOf(offices))).letterId);

describe('a letter that was not made in Griya', () => {
  test('takes its number from the sequence of those that are, each once', async () => {
    const first = await issued();
    const many = await Promise.all(
      Array.from({ length: 6 }, (_, at) => (at % 2 === 0 ? enter() : issueNow(database.db, requestOf(offices)))),
    );
    const seqs = (await Promise.all(many.map((made) => seqOf(made.letterId)))).sort((a, b) => a - b);
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6].map((step) => first + step));
    expect(await verify(database.db)).toMatchObject({ broken: null });
  });

  test('keeps a number that was given on paper, which nobody else gets', async () => {
    const next = (await issued()) + 1;
    const number = `500.12/${next}/DINKES/XI/2026`;
    const { letterId } = await enter({ number });
    expect(await getOutgoing(database.db, secretary, letterId)).toMatchObject({
      number,
      seq: next,
      kind: 'outside',
      to: 'Kecamatan Contoh',
    });
    expect(await issued()).toBe(next + 1);
    await expect(enter({ number })).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'number' }] });
  });

  test('is found in the book, gets its file once, and is dispatched', async () => {
    const { letterId } = await enter({ hal: 'Permintaan narasumber', book: 'internal', attachments: 2 });
    const found = await listOutgoing(database.db, secretary, { page: 1, pageSize: 10, text: 'narasumber' });
    expect(found.rows).toMatchObject([{ id: letterId, book: 'internal', attachments: 2, signState: 'waiting' }]);
    const dispatch = { toName: 'Kecamatan Contoh', channel: 'hand', courier: 'Kurir', sentOn: '2026-11-24' } as const;
    await recordDispatch(database.db, { actor: secretary, letterId, dispatch, now: morning, timeZone: zone });
    const upload = async () => uploadAs(database.db, secretary, 'pindaian.pdf', signedUploadPurpose, await makeScan());
    const bring = async (actor = secretary) => {
      const uploadId = await upload();
      return database.db.transaction().execute((tx) => bringOutgoingFile(tx, { actor, letterId, uploadId, now: morning }));
    };
    await expect(bring(offices.division)).rejects.toMatchObject({ code: 'not_found' });
    await bring();
    await expect(bring()).rejects.toMatchObject({ code: 'not_possible_now' });
    const letter = await getLetter(database.db, letterId);
    expect(letter).toMatchObject({ status: 'sent', sign_state: 'signed', file_id: expect.any(String) });
    const events = (await listJournal(database.db, { kind: 'letter', id: letterId })).map((event) => event.type);
    expect(events).toEqual(expect.arrayContaining(['letter.registered', 'letter.dispatched', 'letter.signed']));
  });

  test('brings its signed file along, and keeps a PDF of Griya from being entered twice over', async () => {
    const made = await issueNow(database.db, requestOf(offices));
    await completeLetter(database.db, {
      letterId: made.letterId,
      secret: 'a secret of forty characters for tests only',
      now: morning,
    });
    const file = await uploadAs(database.db, secretary, 'pindaian.pdf', signedUploadPurpose, await makeScan());
    const { letterId } = await enter({ file });
    expect(await getLetter(database.db, letterId)).toMatchObject({ sign_state: 'signed' });
    const wrong = (uploadId: string) =>
      database.db
        .transaction()
        .execute((tx) => bringOutgoingFile(tx, { actor: secretary, letterId: made.letterId, uploadId, now: morning }));
    await expect(wrong(file)).rejects.toMatchObject({ code: 'not_possible_now' });
  });

  test.each<[string, Partial<OutsideLetterInput>]>([
    ['date', { date: '2026-11-25' }],
    ['date', { date: '2025-01-01' }],
    ['hal', { hal: ' ' }],
    ['to', { to: '' }],
    ['signer', { signer: '' }],
    ['book', { book: 'recommendation' as never }],
    ['classification', { classification: 'abc' }],
  ])('a fault is told at its field and takes no number: %s', async (field, part) => {
    const before = await issued();
    await expect(enter(part)).rejects.toMatchObject({ code: 'invalid', faults: [{ field }] });
    expect(await issued()).toBe(before + 1);
  });

  test('is entered by who keeps the book alone', async () => {
    await expect(enter({}, offices.division)).rejects.toMatchObject({ code: 'not_found' });
    await expect(enter({}, secretary, offices.hostOfficeId)).rejects.toMatchObject({ code: 'not_found' });
  });
});
