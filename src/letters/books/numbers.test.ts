import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, makeApplicant, morning, today, zone } from '../../../test/support/identity.ts';
import { type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import {
  blockNumbers,
  draftLetter,
  exampleNumbers,
  getLetter,
  issueLetter,
  listBlocks,
  listEnded,
  listFilings,
  listNextNumbers,
  listPatterns,
  registerPaper,
  retentionEnds,
  saveFiling,
  setPattern,
  voidLetter,
} from '../index.ts';

let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

const sign = async (officeId: string, more: { today?: Temporal.PlainDate; number?: string } = {}): Promise<string> => {
  const { letterId } = await draftLetter(database.db, replyOf(officeId));
  return (await issueLetter(database.db, { letterId, signer: signerOf(offices.head), today, ...stamp, ...more })).number;
};

const block = (officeId: string, part: object, by: 'system' | typeof offices.head = 'system') =>
  database.db.transaction().execute((tx) =>
    blockNumbers(tx, {
      by,
      officeId,
      block: {
        book: 'outgoing',
        year: 2026,
        kind: 'outside',
        to: 99,
        reason: 'nomor sampai Oktober dipakai di buku tulis',
        ...part,
      },
      now: morning,
    }),
  );

let made = 0;
const office = (name: string) => {
  made += 1;
  return makeApplicant(database.db, `Dinas ${name}`, `UJI${made}`);
};

describe('numbers that Griya does not give', () => {
  test('an office that begins in mid-year goes on after what was used, in its letters and in its agenda', async () => {
    const officeId = await office('Tengah Tahun');
    await block(officeId, { to: 412 });
    await block(officeId, { book: 'incoming', to: 230 });
    expect(await sign(officeId)).toContain('/413/');
    expect(await sign(officeId)).toContain('/414/');
    const staff = await hire(database.db, officeId, 'Laras Wijaya', ['applicant-staff']);
    const letter = {
      from: 'X',
      number: '1',
      date: today,
      hal: 'Y',
      channel: 'hand' as const,
      receivedOn: today,
      noScanReason: 'z',
    };
    const input = { actor: staff, officeId, letter, now: morning, timeZone: zone };
    expect((await database.db.transaction().execute((tx) => registerPaper(tx, input))).agendaSeq).toBe(231);
    expect(await listBlocks(database.db, { officeId })).toMatchObject([
      { book: 'incoming', from: 1, to: 230 },
      { book: 'outgoing', from: 1, to: 412 },
    ]);
  });

  test('a sequence is never set below a number that was given', async () => {
    const officeId = await office('Mundur');
    for (let index = 0; index < 3; index += 1) await sign(officeId);
    await expect(block(officeId, { to: 3 })).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'to' }] });
    await expect(block(officeId, { kind: 'spoiled', from: 2, to: 5 })).rejects.toMatchObject({ faults: [{ field: 'from' }] });
    await expect(block(officeId, { to: 9, reason: ' ' })).rejects.toMatchObject({ faults: [{ field: 'reason' }] });
    await expect(block(officeId, { to: 9 }, offices.head)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await sign(officeId)).toContain('/4/');
  });

  test('a reserved number is passed over, taken by the letter on paper that it is kept for, and never given twice', async () => {
    const officeId = await office('Cadangan');
    await block(officeId, { kind: 'reserved', from: 2, to: 3, reason: 'surat dinas luar' });
    await expect(block(officeId, { kind: 'spoiled', from: 3, to: 3 })).rejects.toMatchObject({ code: 'invalid' });
    await sign(officeId, { number: `500.12/5/UJI${made}/XI/2026` });
    const numbers = [await sign(officeId), await sign(officeId), await sign(officeId)].map((number) => number.split('/')[1]);
    expect(numbers).toEqual(['1', '4', '6']);
    expect(await sign(officeId, { number: `500.12/2/UJI${made}/XI/2026` })).toContain('/2/');
    await expect(sign(officeId, { number: `500.12/2/UJI${made}/XI/2026` })).rejects.toMatchObject({ code: 'invalid' });
    await expect(block(officeId, { kind: 'spoiled', from: 8, to: 7 })).rejects.toMatchObject({ faults: [{ field: 'to' }] });
  });

  test('keeping numbers while letters are signed leaves no number twice and no gap without its reason', async () => {
    const officeId = await office('Serentak');
    const letters = await Promise.all(Array.from({ length: 20 }, () => draftLetter(database.db, replyOf(officeId))));
    const [kept, ...numbers] = await Promise.all([
      block(officeId, { to: 50 }),
      ...letters.map(({ letterId }) =>
        database.db.transaction().execute((tx) => issueLetter(tx, { letterId, signer: signerOf(offices.head), today, ...stamp })),
      ),
    ]);
    const given = numbers.map(({ number }) => Number(number.split('/')[1]));
    const all = [...given, ...Array.from({ length: kept.to - kept.from + 1 }, (_, index) => kept.from + index)];
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: all.length }, (_, index) => index + 1));
  });

  test('the next number is told as it will be given, and a void one is not given again', async () => {
    const officeId = await office('Ramalan');
    await block(officeId, { kind: 'reserved', from: 1, to: 2, reason: 'x' });
    const next = await listNextNumbers(database.db, officeId, 2026);
    expect(next.find((each) => each.sequence === 'outgoing')).toEqual({ sequence: 'outgoing', last: 0, next: 3 });
    const [outgoing] = exampleNumbers('{urut}/{unit}', 'UJI', today, next);
    const { letterId } = await draftLetter(database.db, replyOf(officeId));
    const { number } = await issueLetter(database.db, { letterId, signer: signerOf(offices.head), today, ...stamp });
    expect(number.split('/')[1]).toBe(outgoing?.number.split('/')[0]);
    await voidLetter(database.db, { letterId, reason: 'salah ketik', ...stamp });
    expect(await sign(officeId)).toContain('/4/');
  });
});

describe('a number pattern', () => {
  const set = (officeId: string, part: object = {}, by: 'system' | typeof offices.head = 'system') =>
    database.db.transaction().execute((tx) =>
      setPattern(tx, {
        by,
        officeId,
        pattern: {
          pattern: '{derajat}/{klasifikasi}/{urut}/{unit}/{tahun}',
          validFrom: '2026-12-01',
          reason: 'Perwako baru',
          ...part,
        },
        now: morning,
        timeZone: zone,
      }),
    );

  test('holds from its day on, and letters that were issued keep their numbers', async () => {
    const officeId = await office('Pola');
    const before = await draftLetter(database.db, replyOf(officeId));
    const old = await issueLetter(database.db, { letterId: before.letterId, signer: signerOf(offices.head), today, ...stamp });
    await set(officeId);
    expect(await sign(officeId)).toBe(`500.12/2/UJI${made}/XI/2026`);
    expect(await sign(officeId, { today: Temporal.PlainDate.from('2026-12-01') })).toBe(`B/500.12/3/UJI${made}/2026`);
    expect((await getLetter(database.db, before.letterId)).number).toBe(old.number);
    expect(await listPatterns(database.db, officeId)).toMatchObject([
      { pattern: '{derajat}/{klasifikasi}/{urut}/{unit}/{tahun}' },
    ]);
  });

  test('set for a day twice, the latter holds; the past is closed, and so is what cannot be read back', async () => {
    const officeId = await office('Pola Lagi');
    await set(officeId);
    await set(officeId, { pattern: '{urut}/{unit}' });
    expect(await listPatterns(database.db, officeId)).toMatchObject([{ pattern: '{urut}/{unit}' }]);
    await expect(set(officeId, { validFrom: '2026-11-23' })).rejects.toMatchObject({ faults: [{ field: 'validFrom' }] });
    await expect(set(officeId, { pattern: '{unit}/{tahun}' })).rejects.toMatchObject({ faults: [{ field: 'pattern' }] });
    await expect(set(officeId, { validFrom: 'kapan-kapan' })).rejects.toMatchObject({ faults: [{ field: 'validFrom' }] });
    await expect(set(officeId, {}, offices.head)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('archive code and retention', () => {
  test('of a kind are the administrator’s to set; letters made from then on bear the code', async () => {
    const officeId = await office('Arsip');
    const filing = {
      classification: '500.12.16',
      activeYears: '1',
      inactiveYears: '1',
      fate: 'destroy' as const,
      basis: 'JRA contoh',
    };
    await expect(saveFiling(database.db, { by: offices.head, kind: 'reply', filing, now: morning })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(saveFiling(database.db, { by: 'system', kind: 'novel', filing, now: morning })).rejects.toMatchObject({
      code: 'not_found',
    });
    await saveFiling(database.db, { by: 'system', kind: 'reply', filing, now: morning });
    expect(await sign(officeId)).toMatch(/^500\.12\.16\/1\//);
    const rules = await listFilings(database.db);
    expect(rules.find((rule) => rule.kind === 'reply')).toMatchObject({ set: true, basis: 'JRA contoh', activeYears: 1 });
    expect(rules.find((rule) => rule.kind === 'sop')).toMatchObject({ set: false, classification: '000.8.3.3', fate: 'keep' });
  });

  test('the list names what has ended, and only that; nothing is taken away', async () => {
    const officeId = await office('Musnah');
    await sign(officeId);
    const head = await hire(database.db, officeId, 'Kepala Musnah', ['applicant-head']);
    expect(retentionEnds({ activeYears: 1, inactiveYears: 1 }, today).toString()).toBe('2029-01-01');
    const on = (date: string) => listEnded(database.db, head, { today: Temporal.PlainDate.from(date) });
    expect(await on('2028-12-31')).toEqual([]);
    expect(await on('2029-01-01')).toMatchObject([{ kind: 'reply', fate: 'destroy', estimate: false, source: 'letter' }]);
    expect(await listEnded(database.db, offices.applicant, { today: Temporal.PlainDate.from('2040-01-01'), officeId })).toEqual(
      [],
    );
  });
});
