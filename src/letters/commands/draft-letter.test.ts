import { afterAll, beforeAll, expect, test } from 'vitest';
import { countJobs } from '#jobs/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { today } from '../../../test/support/identity.ts';
import { eventsOf, type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import { draftLetter, getLetter, initialLetter, issueLetter, listLettersOf, reviseLetter, voidLetter } from '../index.ts';
import { content as reply } from '../kinds/reply/example.ts';

let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

test('a draft keeps its content as the kind reads it and asks for its preview', async () => {
  const input = replyOf(offices.hostOfficeId);
  const { letterId } = await draftLetter(database.db, { ...input, hal: '  Tanggapan \u0007 atas\nPermohonan ' });
  const letter = await getLetter(database.db, letterId);
  expect(letter).toMatchObject({
    status: 'draft',
    number: null,
    hal: 'Tanggapan atas Permohonan',
    render_state: 'waiting',
    sheet: null,
  });
  expect(letter.content).toMatchObject({ domainName: 'antarpus.batam.go.id', nature: 'ordinary', remark: '' });
  expect(await countJobs(database.db)).toMatchObject({ waiting: 1 });
  expect((await listLettersOf(database.db, input.subjectId)).map((each) => each.id)).toEqual([letterId]);
});

test('a rolled-back draft leaves neither letter nor job nor event', async () => {
  const before = await countJobs(database.db);
  const input = replyOf(offices.hostOfficeId);
  const failing = database.db.transaction().execute(async (tx) => {
    await draftLetter(tx, input);
    throw new Error('the act failed later');
  });
  await expect(failing).rejects.toThrow('the act failed later');
  expect(await listLettersOf(database.db, input.subjectId)).toEqual([]);
  expect(await countJobs(database.db)).toEqual(before);
});

test('a field that the kind does not have is named in both languages', async () => {
  const input = { ...replyOf(offices.hostOfficeId), data: { ...reply, address: '10.20.30.41' } };
  await expect(draftLetter(database.db, input)).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ field: 'address', message: { id: expect.any(String), en: expect.any(String) } }],
  });
});

test.each([
  ['an address of the inner network', 'Aplikasi dipasang pada 10.20.30.41.', 'remark'],
  ['an address of the inner network', 'lihat http://192.168.1.7:8080/', 'remark'],
  ['an address of the inner network', 'server fd12:3456:789a::1', 'remark'],
  ['a password', 'Kata sandi: rahasia-sekali', 'remark'],
  ['a password', 'password adalah rahasia', 'remark'],
])('a letter that leaves the office holds no %s (%s)', async (_what, remark, field) => {
  const input = { ...replyOf(offices.hostOfficeId), data: { ...reply, remark } };
  await expect(draftLetter(database.db, input)).rejects.toMatchObject({ code: 'invalid', faults: [{ field }] });
});

test.each(['500.12.16.3', 'versi 10.4.2', '8.8.8.8', 'Kata sandi disampaikan terpisah', '1.10.1.2.3'])(
  'what only looks like one is let through: %s',
  async (remark) => {
    const input = { ...replyOf(offices.hostOfficeId), data: { ...reply, remark } };
    await expect(draftLetter(database.db, input)).resolves.toBeDefined();
  },
);

test('an internal document may hold addresses', async () => {
  const { content } = await import('../kinds/server-document/example.ts');
  const input = { ...stamp, officeId: offices.hostOfficeId, subjectId: newId(), hal: 'Dokumentasi server' };
  await expect(draftLetter(database.db, { ...input, kind: 'server-document', data: content })).resolves.toBeDefined();
});

test('an empty subject line is refused', async () => {
  const input = { ...replyOf(offices.hostOfficeId), hal: ' \u200b ' };
  await expect(draftLetter(database.db, input)).rejects.toMatchObject({ faults: [{ field: 'hal' }] });
});

test('a revision lifts the initials and makes a plain draft of it', async () => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  await initialLetter(database.db, { letterId, ...signerOf(offices.division), ...stamp });
  await reviseLetter(database.db, { letterId, data: { ...reply, remark: 'Catatan baru.' }, ...stamp });
  expect(await getLetter(database.db, letterId)).toMatchObject({
    status: 'draft',
    initials: [],
    content: { remark: 'Catatan baru.' },
    hal: 'Tanggapan atas Permohonan Pembuatan Subdomain',
  });
  expect(await eventsOf(database.db, letterId)).toEqual(['letter.drafted', 'letter.initialled', 'letter.revised']);
});

test('what is issued or void is neither revised nor initialled', async () => {
  const issued = (await draftLetter(database.db, replyOf(offices.hostOfficeId))).letterId;
  await issueLetter(database.db, { letterId: issued, signer: signerOf(offices.head), today, ...stamp });
  const voided = (await draftLetter(database.db, replyOf(offices.hostOfficeId))).letterId;
  await voidLetter(database.db, { letterId: voided, reason: 'tidak jadi', ...stamp });
  for (const letterId of [issued, voided]) {
    const before = await getLetter(database.db, letterId);
    await expect(reviseLetter(database.db, { letterId, data: reply, ...stamp })).rejects.toMatchObject({
      code: 'not_possible_now',
    });
    await expect(initialLetter(database.db, { letterId, ...signerOf(offices.division), ...stamp })).rejects.toMatchObject({
      code: 'not_possible_now',
    });
    expect(await getLetter(database.db, letterId)).toEqual(before);
  }
});

test('a void letter needs its reason', async () => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  await expect(voidLetter(database.db, { letterId, reason: ' ', ...stamp })).rejects.toMatchObject({
    faults: [{ field: 'reason' }],
  });
});

test('an unknown letter is not found', async () => {
  const letterId = newId();
  await expect(getLetter(database.db, letterId)).rejects.toMatchObject({ code: 'not_found' });
  await expect(reviseLetter(database.db, { letterId, data: reply, ...stamp })).rejects.toMatchObject({ code: 'not_found' });
});
