import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '#audit/index.ts';
import { openPool, withDb } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, makeApplicant, today } from '../../../test/support/identity.ts';
import { eventsOf, type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import { draftLetter, getLetter, initialLetter, issueLetter, listOutgoing, voidLetter } from '../index.ts';

let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

const draft = async (officeId = offices.hostOfficeId): Promise<string> =>
  (await draftLetter(database.db, replyOf(officeId))).letterId;

const issue = (letterId: string, more: { number?: string; today?: Temporal.PlainDate } = {}) =>
  database.db
    .transaction()
    .execute((tx) => issueLetter(tx, { letterId, signer: signerOf(offices.head), today, ...stamp, ...more }));

describe('issueLetter', () => {
  test('allots the next number and freezes signer, place and date', async () => {
    const letterId = await draft();
    const { number } = await issue(letterId);
    expect(number).toMatch(/^500\.12\/\d+\/DISKOMINFO\/XI\/2026$/);
    const letter = await getLetter(database.db, letterId);
    expect(letter).toMatchObject({ status: 'issued', number, letter_date: today, file_id: null, render_state: 'waiting' });
    expect(letter.sheet).toMatchObject({
      draft: false,
      number,
      date: '2026-11-24',
      letterhead: { office: 'Dinas Komunikasi dan Informatika', place: 'Contoh' },
      signature: { name: 'Ratna Puspitasari', prefix: '', electronic: true, at: '2026-11-24T09:00', zone: 'WIB' },
    });
    expect(await eventsOf(database.db, letterId)).toEqual(['letter.drafted', 'letter.issued']);
  });

  test('what was frozen does not follow later changes of person or office', async () => {
    const letterId = await draft();
    await issue(letterId);
    await database.db.updateTable('person').set({ name: 'Nama Baru' }).where('id', '=', offices.head.personId).execute();
    const letter = await getLetter(database.db, letterId);
    expect(letter.sheet?.signature?.name).toBe('Ratna Puspitasari');
    await database.db.updateTable('person').set({ name: 'Ratna Puspitasari' }).where('id', '=', offices.head.personId).execute();
  });

  test('issued twice it keeps its number and leaves one event', async () => {
    const letterId = await draft();
    const first = await issue(letterId);
    const second = await issue(letterId);
    expect(second).toEqual(first);
    expect((await eventsOf(database.db, letterId)).filter((type) => type === 'letter.issued')).toHaveLength(1);
  });

  test('an acting head and a signer on behalf of the head stand so in the letter', async () => {
    const acting = await draft();
    const signer = { ...signerOf(offices.division), acting: 'plh' as const, onBehalfOf: 'agency-head' };
    await issueLetter(database.db, { letterId: acting, signer, today, ...stamp });
    expect((await getLetter(database.db, acting)).sheet?.signature).toMatchObject({
      prefix: 'Plh.',
      title: 'Jabatan division-head',
      onBehalfOf: 'Jabatan agency-head',
    });
  });

  test('200 letters signed at once over 16 connections get 200 consecutive numbers', async () => {
    const officeId = await makeApplicant(database.db, 'Dinas Perhubungan', 'DISHUB');
    const wide = withDb(openPool(database.url, 16));
    try {
      const letters = await Promise.all(Array.from({ length: 200 }, () => draft(officeId)));
      const numbers = await Promise.all(
        letters.map((letterId) =>
          wide.db.transaction().execute((tx) => issueLetter(tx, { letterId, signer: signerOf(offices.head), today, ...stamp })),
        ),
      );
      const seqs = numbers.map(({ number }) => Number(number.split('/')[1])).sort((a, b) => a - b);
      expect(seqs).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    } finally {
      await wide.close();
    }
  });

  test('the same letter signed by two at once gets one number and costs none', async () => {
    const officeId = await makeApplicant(database.db, 'Dinas Sosial', 'DINSOS');
    const letterId = await draft(officeId);
    const both = await Promise.all([issue(letterId), issue(letterId)]);
    expect(both[0]).toEqual(both[1]);
    expect((await issue(await draft(officeId))).number).toContain('/2/');
  });

  test('a number goes back when the transaction fails', async () => {
    const officeId = await makeApplicant(database.db, 'Dinas Pertanahan', 'DISTAN');
    const letterId = await draft(officeId);
    const failing = database.db.transaction().execute(async (tx) => {
      await issueLetter(tx, { letterId, signer: signerOf(offices.head), today, ...stamp });
      throw new Error('the act failed later');
    });
    await expect(failing).rejects.toThrow('the act failed later');
    expect((await issue(letterId)).number).toBe('500.12/1/DISTAN/XI/2026');
  });

  test('the sequence begins anew with the year', async () => {
    const officeId = await makeApplicant(database.db, 'Dinas Pendidikan', 'DISDIK');
    await issue(await draft(officeId));
    const { number } = await issue(await draft(officeId), { today: Temporal.PlainDate.from('2027-01-04') });
    expect(number).toBe('500.12/1/DISDIK/I/2027');
  });

  test('the books of an office count apart and their numbers differ', async () => {
    const officeId = await makeApplicant(database.db, 'Dinas Perpustakaan', 'DISPUS');
    const reply = await issue(await draft(officeId));
    const { content } = await import('../kinds/capacity-note/example.ts');
    const note = await draftLetter(database.db, {
      kind: 'capacity-note',
      data: content,
      officeId,
      subjectId: newId(),
      hal: 'Koordinasi kapasitas',
      ...stamp,
    });
    const memo = await issue(note.letterId);
    expect([reply.number, memo.number]).toEqual(['500.12/1/DISPUS/XI/2026', '500.12/ND-1/DISPUS/XI/2026']);
  });

  test('a kind without a book is issued without a number', async () => {
    const { content } = await import('../kinds/server-document/example.ts');
    const { letterId } = await draftLetter(database.db, {
      kind: 'server-document',
      data: content,
      officeId: offices.hostOfficeId,
      subjectId: newId(),
      hal: 'Dokumentasi server',
      ...stamp,
    });
    expect(await issue(letterId)).toEqual({ number: '' });
    expect(await getLetter(database.db, letterId)).toMatchObject({ number: null, status: 'issued' });
  });

  test('a void letter cannot be issued', async () => {
    const letterId = await draft();
    await voidLetter(database.db, { letterId, reason: 'salah alamat', ...stamp });
    await expect(issue(letterId)).rejects.toMatchObject({ code: 'not_possible_now' });
  });

  test('an unknown letter, person or post is not found', async () => {
    await expect(issue(newId())).rejects.toMatchObject({ code: 'not_found' });
    const letterId = await draft();
    const signer = signerOf(offices.head);
    for (const wrong of [
      { ...signer, personId: newId() },
      { ...signer, postId: newId() },
    ]) {
      await expect(issueLetter(database.db, { letterId, signer: wrong, today, ...stamp })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});

describe('a number given on paper', () => {
  test('is kept, counts as signed in ink, and is never given again', async () => {
    const officeId = await makeApplicant(database.db, 'Badan Pendapatan Daerah', 'BAPENDA');
    const paper = await draft(officeId);
    await issue(paper, { number: ' 500.12/2/BAPENDA/XI/2026 ' });
    expect((await getLetter(database.db, paper)).sheet).toMatchObject({
      number: '500.12/2/BAPENDA/XI/2026',
      signature: { electronic: false },
    });
    const next = [await issue(await draft(officeId)), await issue(await draft(officeId))];
    expect(next.map(({ number }) => number)).toEqual(['500.12/1/BAPENDA/XI/2026', '500.12/3/BAPENDA/XI/2026']);
  });

  test('of another letter is refused', async () => {
    const taken = (await issue(await draft())).number;
    const letterId = await draft();
    await expect(issue(letterId, { number: taken })).rejects.toMatchObject({
      code: 'invalid',
      faults: [{ field: 'number' }],
    });
    await expect(issue(letterId, { number: '   ' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('that follows no pattern is kept as it is, and once', async () => {
    const number = 'B/061.2/89/35.79.100/II/2026';
    await issue(await draft(), { number });
    await expect(issue(await draft(), { number: number.toLowerCase() })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('passes to the corrected letter of the same subject; the one before is void', async () => {
    const input = replyOf(offices.hostOfficeId);
    const before = (await draftLetter(database.db, input)).letterId;
    const after = (await draftLetter(database.db, input)).letterId;
    const number = '500.12/901/DISKOMINFO/XI/2026';
    await issue(before, { number });
    await issue(after, { number });
    expect(await getLetter(database.db, before)).toMatchObject({ status: 'void', number, number_seq: null });
    expect(await getLetter(database.db, after)).toMatchObject({ status: 'issued', number, number_seq: 901 });
  });
});

test('a voided number stays in the book with its reason', async () => {
  const officeId = await makeApplicant(database.db, 'Inspektorat', 'INSPEKTORAT');
  const first = await draft(officeId);
  await issue(first);
  await voidLetter(database.db, { letterId: first, reason: 'salah penerima', ...stamp });
  await voidLetter(database.db, { letterId: first, reason: 'alasan kedua', ...stamp });
  await issue(await draft(officeId));
  const auditor = await hire(database.db, offices.hostOfficeId, 'Nur Aini', [], { auditor: true });
  const book = await listOutgoing(database.db, auditor, { officeId, year: 2026 });
  expect(book.sums).toEqual({ total: 2, books: { outgoing: 2 }, void: 1, unsent: 1 });
  expect(book.rows.map((row) => [row.seq, row.status, row.voidReason])).toEqual([
    [2, 'issued', null],
    [1, 'void', 'salah penerima'],
  ]);
});

test('a paraf by the same post counts once, and the events form an unbroken chain', async () => {
  const letterId = await draft();
  const paraf = { letterId, ...signerOf(offices.division), ...stamp };
  await initialLetter(database.db, paraf);
  await initialLetter(database.db, paraf);
  expect(await getLetter(database.db, letterId)).toMatchObject({
    status: 'initialled',
    initials: [{ personName: 'Hendra Gunawan' }],
  });
  await issue(letterId);
  expect(await eventsOf(database.db, letterId)).toEqual(['letter.drafted', 'letter.initialled', 'letter.issued']);
  expect((await verify(database.db)).broken).toBeNull();
});
