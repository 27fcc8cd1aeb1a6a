import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drainJobs } from '#jobs/index.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, morning, setUpOffice, today } from '../../../test/support/identity.ts';
import { addressesOf, type TestSmtp, testSmtp } from '../../../test/support/smtp.ts';
import { announce, chooseMail, findMailChoice, jobs, listBounced, type MailMode, markRead } from '../index.ts';
import { composeMail } from './compose.ts';
import { sendMailOf, smtpPost } from './send-mail.ts';

let database: TestDatabase;
let smtp: TestSmtp;
let hostOfficeId: string;
let head: Awaited<ReturnType<typeof hire>>;

beforeAll(async () => {
  database = await testDatabase();
  ({ hostOfficeId } = await setUpOffice(database.db, { posts: [] }));
  head = await hire(database.db, hostOfficeId, 'Hendra Gunawan', ['division-head']);
});
afterAll(() => database.close());
beforeEach(async () => {
  smtp = await testSmtp();
  await database.ownerPool.query(
    'delete from notification; delete from mail_preference; delete from graphile_worker._private_jobs',
  );
  await database.ownerPool.query('update account set disabled_at = null');
});
afterEach(() => smtp.close());

const evening = morning.add({ hours: 9 });
const nextMorning = morning.add({ hours: 22 });
const baseUrl = 'https://griya.contoh.go.id';

const tell = (part: Partial<Parameters<typeof announce>[1]> = {}) =>
  announce(database.db, {
    to: [{ officeId: hostOfficeId, role: 'division-head' }],
    kind: 'task-opened',
    subjectId: randomUUID(),
    label: 'K-2026-0042 SIAP-Sehat',
    path: '/cases/K-2026-0042',
    except: null,
    at: evening,
    mail: { working: nextMorning, daily: nextMorning.add({ hours: 24 }) },
    today,
    ...part,
  });

const work = (now: Temporal.Instant) =>
  drainJobs(
    {
      db: database.db,
      now: () => now,
      log: silentLog,
      config: { baseUrl, dataDirectory: '', secret: '', mail: { url: smtp.url, from: 'Griya <griya@contoh.go.id>' } },
    },
    jobs,
  );

const choose = (mode: MailMode, muted: string[] = []) =>
  chooseMail(database.db, { personId: head.personId, choice: { mode, muted: muted as never }, now: morning });

describe('a notice goes by mail', () => {
  test('in both languages, as text and HTML, with its link, sender, thread and no invitation to answer', async () => {
    const subjectId = randomUUID();
    await choose('at-once');
    await tell({ subjectId });
    expect(await work(evening)).toEqual({ done: 1, failed: [] });
    const [mail] = smtp.mails;
    expect(mail?.envelopeTo).toEqual([head.email]);
    expect(addressesOf(mail?.from)).toEqual(['griya@contoh.go.id']);
    expect(mail?.subject).toBe('[Griya] Tugas baru untuk Anda: K-2026-0042 SIAP-Sehat');
    for (const form of [mail?.text ?? '', String(mail?.html)]) {
      expect(form).toContain('Tugas baru untuk Anda: K-2026-0042 SIAP-Sehat');
      expect(form).toContain('A new task for you: K-2026-0042 SIAP-Sehat');
      expect(form).toContain(`${baseUrl}/cases/K-2026-0042`);
    }
    expect(mail?.inReplyTo).toBe(`<${subjectId}@griya.contoh.go.id>`);
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  test.each([
    ['at-once', evening],
    ['working-hours', nextMorning],
    ['daily', nextMorning.add({ hours: 24 })],
  ] as const)('as wished: %s', async (mode, due) => {
    await choose(mode);
    await tell();
    await work(due.subtract({ seconds: 1 }));
    expect(smtp.mails).toHaveLength(0);
    await work(due);
    expect(smtp.mails).toHaveLength(1);
  });

  test('in working hours to who has not chosen', async () => {
    await tell();
    await work(nextMorning.subtract({ seconds: 1 }));
    expect(smtp.mails).toHaveLength(0);
    await work(nextMorning);
    expect(smtp.mails).toHaveLength(1);
  });

  test('together with what else is due: a night of notices is one mail in the morning', async () => {
    for (let no = 1; no <= 200; no += 1)
      await tell({ label: `K-2026-${String(no).padStart(4, '0')}`, at: evening.add({ seconds: no }) });
    await work(nextMorning);
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]?.subject).toBe('[Griya] 200 kabar di Griya');
    expect(smtp.mails[0]?.text).toContain('K-2026-0100');
  });
});

test('ten thousand notices at once become one mail that can still be read, and each is sent once', async () => {
  await tell();
  await database.ownerPool.query(
    `insert into notification (id, person_id, kind, subject_id, subject_label, path, data, at, mail_due_at)
     select gen_random_uuid(), person_id, kind, gen_random_uuid(), 'K-2026-' || n, path, data, at + n * interval '1 ms', mail_due_at
     from notification, generate_series(1, 9999) n`,
  );
  await work(nextMorning);
  await work(nextMorning.add({ hours: 1 }));
  expect(smtp.mails).toHaveLength(1);
  expect(smtp.mails[0]?.subject).toBe('[Griya] 10000 kabar di Griya');
  expect(smtp.mails[0]?.text).toContain('dan 9900 kabar lagi di kotak masuk');
  const { rows } = await database.ownerPool.query('select count(*)::int as sent from notification where mailed_at is not null');
  expect(rows[0].sent).toBe(10_000);
});

describe('no mail', () => {
  test('of a kind that the person wants in the inbox only, nor to who wants none', async () => {
    await choose('at-once', ['task-opened']);
    await tell();
    await choose('none');
    await tell({ kind: 'task-late' });
    await work(nextMorning.add({ hours: 48 }));
    expect(smtp.mails).toHaveLength(0);
  });

  test('of what was read before it was due', async () => {
    await tell();
    await markRead(database.db, { personId: head.personId, now: evening });
    await work(nextMorning);
    expect(smtp.mails).toHaveLength(0);
  });

  test('to a closed account', async () => {
    await tell();
    await database.ownerPool.query('update account set disabled_at = now() where id = $1', [head.accountId]);
    expect((await work(nextMorning)).failed).toEqual([]);
    expect(smtp.mails).toHaveLength(0);
  });
});

describe('a mail server that is', () => {
  test('down or busy delays the mail and loses none; it arrives once, as the same mail', async () => {
    await choose('at-once');
    await tell();
    const { port } = new URL(smtp.url);
    await smtp.close();
    expect((await work(evening)).failed).toMatchObject([{ error: expect.stringContaining('ECONNREFUSED') }]);
    smtp = await testSmtp(Number(port));
    smtp.answer('busy');
    expect((await work(evening.add({ minutes: 1 }))).failed).toMatchObject([{ error: expect.stringContaining('451') }]);
    smtp.answer('takes');
    expect(await work(evening.add({ hours: 1 }))).toEqual({ done: 1, failed: [] });
    await work(evening.add({ hours: 9 }));
    expect(smtp.mails).toHaveLength(1);
  });

  test('sure that the address is wrong is not asked again, and the person is told', async () => {
    await choose('at-once');
    await tell();
    smtp.answer('unknown-recipient');
    expect(await work(evening)).toEqual({ done: 1, failed: [] });
    smtp.answer('takes');
    await work(evening.add({ hours: 1 }));
    expect(smtp.mails).toHaveLength(0);
    expect((await findMailChoice(database.db, head.personId)).refused).toContain('No such user here');
    expect(await listBounced(database.db), 'the administrator sees whose address it is').toMatchObject([
      { personId: head.personId, error: expect.stringContaining('No such user here') },
    ]);
    await tell();
    await work(evening.add({ hours: 2 }));
    expect(smtp.mails).toHaveLength(1);
    expect((await findMailChoice(database.db, head.personId)).refused).toBeNull();
  });
});

test('two workers at once send one mail', async () => {
  await choose('at-once');
  await tell();
  const post = smtpPost({ url: smtp.url, from: 'griya@contoh.go.id' });
  const send = () => sendMailOf(database.db, { personId: head.personId, now: evening, baseUrl, post });
  await Promise.all([send(), send(), send(), send()]);
  expect(smtp.mails).toHaveLength(1);
});

test('a mail that is sent again after a crash bears the same Message-ID', async () => {
  await choose('at-once');
  await tell();
  const ids: string[] = [];
  const dying = async ({ mail }: { mail: { messageId: string } }) => {
    ids.push(mail.messageId);
    throw new Error('the process died');
  };
  const send = () => sendMailOf(database.db, { personId: head.personId, now: evening, baseUrl, post: dying });
  await expect(send()).rejects.toThrow('died');
  await expect(send()).rejects.toThrow('died');
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('a label with line breaks and HTML begins no header and no element', () => {
  const mail = composeMail(
    [{ kind: 'task-opened', label: 'A\r\nBcc: x@y.id <script>alert(1)</script>', path: '/cases/K"><b>', subjectId: 's' }],
    { baseUrl, mailId: 'm' },
  );
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.html).not.toContain('<script>');
  expect(mail.html).not.toContain('"><b>');
});
