import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drainJobs } from '#jobs/index.ts';
import { newId } from '#lib/ids.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning, today } from '../../../test/support/identity.ts';
import { eventsOf, type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import { readPdf } from '../../../test/support/pdf-text.ts';
import { draftLetter, getLetter, issueLetter, jobs, renderLetter, reviseLetter } from '../index.ts';
import { content as reply } from '../kinds/reply/example.ts';
import { exampleLogo } from '../kinds/shared/example.ts';

let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

const bytesOf = async (fileId: string): Promise<Uint8Array> => {
  const chunks = await database.db.selectFrom('file_chunk').select('data').where('file_id', '=', fileId).orderBy('no').execute();
  return Buffer.concat(chunks.map((chunk) => chunk.data));
};

const render = (letterId: string) => renderLetter(database.db, { letterId, now: morning });

const storeLogo = async (mediaType: string, bytes: Buffer): Promise<void> => {
  const id = newId();
  const sha256 = createHash('sha256').update(bytes).digest();
  await database.db
    .insertInto('file')
    .values({ id, sha256, size: bytes.length, media_type: mediaType, created_at: morning })
    .execute();
  await database.db.insertInto('file_chunk').values({ file_id: id, no: 0, data: bytes }).execute();
  await database.db.updateTable('office').set({ logo_file_id: id }).where('id', '=', offices.hostOfficeId).execute();
};

test('the job renders a draft with its watermark and open places, an issued letter with number and signer', async () => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  const services = {
    db: database.db,
    now: () => morning,
    log: silentLog,
    config: { baseUrl: 'http://localhost', dataDirectory: '', secret: 'a secret of forty characters for tests only' },
  };
  expect((await drainJobs(services, jobs)).failed).toEqual([]);
  const draft = await getLetter(database.db, letterId);
  expect(draft.render_state).toBe('done');
  const preview = await readPdf(await bytesOf(draft.file_id ?? ''));
  expect(preview.text).toContain('DRAF');
  expect(preview.text).toContain('500.12/……/DISKOMINFO/……/……');
  await issueLetter(database.db, { letterId, signer: signerOf(offices.head), today, ...stamp });
  expect((await drainJobs(services, jobs)).failed).toEqual([]);
  const issued = await getLetter(database.db, letterId);
  const final = await readPdf(await bytesOf(issued.file_id ?? ''));
  expect(final.text).not.toContain('DRAF');
  expect(final.text).toContain(issued.number);
  expect(final.text).toContain('Ratna Puspitasari');
  expect(final.text).toContain('bukan tanda tangan elektronik tersertifikasi (BSrE)');
  expect(await eventsOf(database.db, letterId)).toEqual([
    'letter.drafted',
    'letter.rendered',
    'letter.issued',
    'letter.rendered',
    'letter.signed',
  ]);
});

test('rendering again answers with the same file and leaves no second event', async () => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  const first = await render(letterId);
  expect(await render(letterId)).toBe(first);
  expect((await eventsOf(database.db, letterId)).filter((type) => type === 'letter.rendered')).toHaveLength(1);
});

test('a letter signed on paper says nothing of electronic approval', async () => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  await issueLetter(database.db, {
    letterId,
    signer: signerOf(offices.head),
    today,
    number: '500.12/700/DISKOMINFO/XI/2026',
    ...stamp,
  });
  const { text } = await readPdf(await bytesOf(await render(letterId)));
  expect(text).toContain('500.12/700/DISKOMINFO/XI/2026');
  expect(text).not.toContain('elektronik di Griya');
});

test('a letter that changes while it is rendered ends with the PDF of the new text', async () => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  const [fileId] = await Promise.all([
    render(letterId),
    reviseLetter(database.db, { letterId, data: { ...reply, remark: 'Teks yang baru.' }, ...stamp }),
  ]);
  const last = await render(letterId);
  const { text } = await readPdf(await bytesOf(last));
  expect(text).toContain('Teks yang baru.');
  expect((await getLetter(database.db, letterId)).file_id).toBe(last);
  expect(fileId).toBeTruthy();
});

test('characters that no font has are replaced, named at the letter, and stop nothing', async () => {
  const input = { ...replyOf(offices.hostOfficeId), data: { ...reply, application: 'Layanan 李明' } };
  const { letterId } = await draftLetter(database.db, input);
  const { text } = await readPdf(await bytesOf(await render(letterId)));
  expect(text).toContain('Layanan □□');
  expect((await getLetter(database.db, letterId)).render_error).toContain('李 明');
});

test('a logo that is no picture is told at the letter; a good one makes the next try succeed', async () => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  await storeLogo('image/png', Buffer.from('not a picture'));
  await expect(render(letterId)).rejects.toThrow('Typst');
  expect(await getLetter(database.db, letterId)).toMatchObject({
    render_state: 'failed',
    render_error: expect.stringContaining('Typst'),
  });
  await storeLogo('image/svg+xml', Buffer.from(exampleLogo));
  await render(letterId);
  expect(await getLetter(database.db, letterId)).toMatchObject({ render_state: 'done', render_error: null });
});

test('an unknown letter is not found', async () => {
  await expect(render(newId())).rejects.toMatchObject({ code: 'not_found' });
});
