import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listJournal, verify } from '#audit/index.ts';
import { newId } from '#lib/ids.ts';
import { uploadAs } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, morning, today, zone } from '../../../test/support/identity.ts';
import { type LetterOffices, makeLetterOffices, requestOf, stamp } from '../../../test/support/letters.ts';
import {
  correctAgenda,
  getAgendaEntry,
  issueNow,
  linkAgenda,
  listAgenda,
  listFormerScans,
  type PaperLetterInput,
  registerIncoming,
  registerPaper,
} from '../index.ts';

let database: TestDatabase;
let offices: LetterOffices;
let secretary: Awaited<ReturnType<typeof hire>>;
let technician: Awaited<ReturnType<typeof hire>>;
let auditor: Awaited<ReturnType<typeof hire>>;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
  secretary = await hire(database.db, offices.hostOfficeId, 'Rina Marlina', ['secretariat']);
  technician = await hire(database.db, offices.hostOfficeId, 'Yoga Pratama', ['technician']);
  auditor = await hire(database.db, offices.hostOfficeId, 'Nur Aini', [], { auditor: true });
});
afterAll(() => database.close());

let count = 0;
const paper = (part: Partial<PaperLetterInput> = {}): PaperLetterInput => {
  count += 1;
  return {
    from: 'Kecamatan Contoh',
    number: `005/${count}/KEC/XI/2026`,
    date: '2026-11-20',
    hal: 'Undangan rapat koordinasi',
    channel: 'hand',
    receivedOn: today,
    noScanReason: 'pindaian menyusul',
    ...part,
  };
};

const enter = (part: Partial<PaperLetterInput> = {}, actor = secretary, officeId = offices.hostOfficeId) =>
  database.db
    .transaction()
    .execute((tx) => registerPaper(tx, { actor, officeId, letter: paper(part), now: morning, timeZone: zone }));

const refused = async (part: Partial<PaperLetterInput>): Promise<string[]> => {
  const error = await enter(part).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'invalid' });
  return error.faults.map((each: { field: string }) => each.field);
};

describe('a letter that came on paper', () => {
  test('gets the next number of the agenda, beside those that came through Griya, without a gap and without a double', async () => {
    const entries = await Promise.all(
      Array.from({ length: 24 }, async (_, index) => {
        if (index % 2) return (await enter()).agendaSeq;
        const { letterId, number } = await issueNow(database.db, requestOf(offices));
        const entry = {
          officeId: offices.hostOfficeId,
          from: 'Dinas Kesehatan',
          number,
          date: today,
          hal: 'Permohonan',
          letterId,
        };
        return (await registerIncoming(database.db, { ...entry, subjectId: newId(), ...stamp })).agendaSeq;
      }),
    );
    const failing = database.db.transaction().execute(async (tx) => {
      await registerPaper(tx, {
        actor: secretary,
        officeId: offices.hostOfficeId,
        letter: paper(),
        now: morning,
        timeZone: zone,
      });
      throw new Error('the act failed later');
    });
    await expect(failing).rejects.toThrow('the act failed later');
    expect([...entries, (await enter()).agendaSeq].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
  });

  test('keeps its scan, how it came, and who entered it', async () => {
    const scan = await uploadAs(database.db, secretary, 'surat.pdf', 'paper');
    const { agendaId } = await enter({
      scan,
      noScanReason: '',
      channel: 'fax',
      attachments: '2',
      receivedTime: '08.15',
      nature: 'urgent',
    });
    expect(await getAgendaEntry(database.db, secretary, agendaId)).toMatchObject({
      scanUploadId: scan,
      channel: 'fax',
      attachments: 2,
      nature: 'urgent',
      receivedAt: Temporal.Instant.from('2026-11-24T01:15:00Z'),
      registeredAt: morning,
    });
    expect(await listJournal(database.db, { kind: 'agenda', id: agendaId })).toMatchObject([
      { type: 'agenda.registered', personName: 'Rina Marlina', postTitle: 'Jabatan secretariat' },
    ]);
  });

  test('of last year goes into the book of last year', async () => {
    const before = await enter({ receivedOn: '2025-12-30', date: '2025-12-29' });
    expect(before).toMatchObject({ year: 2025, agendaSeq: 1 });
  });

  test.each<[string, Partial<PaperLetterInput>, string[]]>([
    ['tomorrow', { receivedOn: '2026-11-25' }, ['receivedOn']],
    ['later today', { receivedTime: '15.00' }, ['receivedOn']],
    ['years ago', { receivedOn: '2023-01-05', date: '2023-01-04' }, ['receivedOn']],
    ['before it was written', { date: '2026-11-24', receivedOn: '2026-11-23' }, ['date']],
    ['without a scan and without a reason', { noScanReason: '' }, ['scan']],
    ['through Griya, by hand of a person', { channel: 'inbox' as never }, ['channel']],
    ['with half a file attached', { attachments: '1,5' }, ['attachments']],
    ['with a code that is none', { classification: 'KOMINFO' }, ['classification']],
    ['with nothing in it', { from: ' ', number: '', hal: '' }, ['from', 'number', 'hal']],
  ])('is refused: %s', async (_, part, fields) => {
    expect(await refused(part)).toEqual(fields);
  });

  test('of the same sender with the same number is entered twice only on purpose', async () => {
    await enter({ number: '005/KEMBAR/2026' });
    expect(await refused({ number: '005/kembar/2026', from: 'kecamatan contoh' })).toEqual(['number']);
    await enter({ number: '005/KEMBAR/2026', again: 'on' });
  });

  test('takes no scan of somebody else', async () => {
    const scan = await uploadAs(database.db, offices.head, 'surat.pdf', 'paper');
    await expect(enter({ scan })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('whose book it is', () => {
  test('technicians and other offices find none, auditors read and do not write', async () => {
    const { agendaId } = await enter();
    for (const actor of [technician, offices.applicant]) {
      await expect(getAgendaEntry(database.db, actor, agendaId)).rejects.toMatchObject({ code: 'not_found' });
      await expect(enter({}, actor)).rejects.toMatchObject({ code: 'not_found' });
      expect((await listAgenda(database.db, actor, { officeId: offices.hostOfficeId })).sums.total).toBe(0);
    }
    expect(await getAgendaEntry(database.db, auditor, agendaId)).toMatchObject({ id: agendaId });
    await expect(enter({}, auditor)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('an applying office keeps its own', async () => {
    const { agendaId, agendaSeq } = await enter({}, offices.applicant, offices.applicantId);
    expect(agendaSeq).toBe(1);
    await expect(getAgendaEntry(database.db, secretary, agendaId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a correction', () => {
  const correct = (agendaId: string, correction: object, seen: number | null = null, actor = secretary) =>
    database.db
      .transaction()
      .execute((tx) => correctAgenda(tx, { actor, agendaId, seen, correction, now: morning, timeZone: zone }));

  test('keeps number and what was before, with the reason, and the scan that it replaces', async () => {
    const [first, second] = [
      await uploadAs(database.db, secretary, 'buram.pdf', 'paper'),
      await uploadAs(database.db, secretary, 'jelas.pdf', 'paper'),
    ];
    const { agendaId, agendaSeq } = await enter({ scan: first, noScanReason: '', number: '005/77/KEC/XI/2026' });
    const { receivedOn: _, again: __, ...letter } = paper({ number: '005/78/KEC/XI/2026', scan: second, noScanReason: '' });
    await correct(agendaId, { ...letter, forwardedTo: 'Kepala Bidang', reason: 'salah baca nomor' }, 1);
    expect(await getAgendaEntry(database.db, secretary, agendaId)).toMatchObject({
      seq: agendaSeq,
      number: '005/78/KEC/XI/2026',
      forwardedTo: 'Kepala Bidang',
      scanUploadId: second,
      version: 2,
    });
    expect((await listFormerScans(database.db, agendaId)).map((each) => each.uploadId)).toEqual([first]);
    const [event] = await listJournal(database.db, { kind: 'agenda', id: agendaId });
    expect(event).toMatchObject({
      type: 'agenda.corrected',
      data: { reason: 'salah baca nomor', changes: { number: ['005/77/KEC/XI/2026', '005/78/KEC/XI/2026'] } },
    });
    await expect(correct(agendaId, { ...letter, reason: 'lagi' }, 1)).rejects.toMatchObject({ code: 'stale_page' });
    await expect(correct(agendaId, { ...letter, reason: ' ' }, 2)).rejects.toMatchObject({ code: 'invalid' });
    await expect(correct(agendaId, { ...letter, reason: 'x' }, 2, auditor)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await verify(database.db)).broken).toBeNull();
  });

  test('of a letter that Griya made adds to it, and cannot change what the letter says', async () => {
    const { letterId, number } = await issueNow(database.db, requestOf(offices));
    const entry = { officeId: offices.hostOfficeId, from: 'Dinas Kesehatan', number, date: today, hal: 'Permohonan', letterId };
    await registerIncoming(database.db, { ...entry, subjectId: newId(), ...stamp });
    const found = await listAgenda(database.db, secretary, { text: number });
    const id = found.rows[0]?.id ?? '';
    await correct(id, { forwardedTo: 'Kabid', note: '', classification: '', reason: 'disposisi lisan' });
    expect(await getAgendaEntry(database.db, secretary, id)).toMatchObject({ forwardedTo: 'Kabid', number });
    await expect(correct(id, { number: 'x', forwardedTo: '', note: '', reason: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('the letter on paper and the request that is typed in afterwards are one: it keeps its agenda number', async () => {
  const { agendaId, agendaSeq } = await enter({ from: 'Dinas Kesehatan', number: '500.12/321/DINKES/XI/2026' });
  const { letterId, number } = await issueNow(database.db, { ...requestOf(offices), number: '500.12/321/DINKES/XI/2026' });
  const subjectId = newId();
  const entry = {
    officeId: offices.hostOfficeId,
    from: 'Dinas Kesehatan',
    number,
    date: today,
    hal: 'Permohonan',
    letterId,
    subjectId,
  };
  expect(await registerIncoming(database.db, { ...entry, ...stamp })).toEqual({ agendaSeq, year: 2026 });
  expect(await getAgendaEntry(database.db, secretary, agendaId)).toMatchObject({ letterId, subjectId });
});

test('a letter on paper is linked to a case, and by who keeps the book only', async () => {
  const { agendaId } = await enter();
  const link = (actor: typeof secretary) =>
    database.db
      .transaction()
      .execute((tx) => linkAgenda(tx, { actor, agendaId, subjectId: newId(), label: 'K-2026-0001', now: morning }));
  await expect(link(technician)).rejects.toMatchObject({ code: 'not_found' });
  await link(secretary);
  expect((await listJournal(database.db, { kind: 'agenda', id: agendaId })).map((event) => event.type)).toContain(
    'agenda.linked',
  );
});

test('words are found by their beginnings and stems, parts of numbers by themselves, and signs of LIKE are only signs', async () => {
  await enter({ from: 'Kelurahan 50%_Contoh', hal: 'Penyampaian laporan kegiatan literasi digital', number: 'X/9/Z' });
  const find = async (text: string) => (await listAgenda(database.db, secretary, { text })).rows.map((row) => row.number);
  for (const text of ['literasi', 'liter', 'laporan digital', 'X/9', '50%_c', 'KELURAHAN'])
    expect(await find(text)).toContain('X/9/Z');
  for (const text of ['%', '& | !', "'; drop table agenda_entry; --", '(((', 'tidak ada'])
    expect(await find(text)).not.toContain('Y/0');
  const { rows } = await sql<{ plan: string }>`select count(*)::text as plan from agenda_entry`.execute(database.db);
  expect(rows).toHaveLength(1);
});
