import { sql } from 'kysely';
import nodemailer from 'nodemailer';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { composeMail, type MailedNotice } from './compose.ts';

/** Where mails are handed in: `smtp://user:password@host:587`, and who they come from. */
export type MailServer = { url: string; from: string };

export type Post = (mail: { to: string; mail: ReturnType<typeof composeMail> }) => Promise<void>;

/** Hands mails to an SMTP server, within a minute or not at all. */
export const smtpPost =
  ({ url, from }: MailServer): Post =>
  async ({ to, mail }) => {
    const transport = nodemailer.createTransport({
      url,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 30_000,
    });
    try {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId: mail.messageId,
        ...(mail.thread ? { inReplyTo: mail.thread, references: [mail.thread] } : {}),
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    } finally {
      transport.close();
    }
  };

type Mailed = MailedNotice & { id: string };

const waiting = sql`mailed_at is null and mail_error is null and read_at is null`;

/**
 * Sends a person one mail of all notices that are due by `now`, unread and not mailed yet. A failure is thrown, for the job to
 * try again later; a recipient whom the server refuses for good is noted at the notices and not tried again. A mail bears the
 * same Message-ID at every try: one that was taken just before a crash is known as the same by whoever receives it twice.
 */
export const sendMailOf = async (
  db: Db,
  input: { personId: string; now: Temporal.Instant; baseUrl: string; post: Post },
): Promise<void> => {
  const { personId, now } = input;
  await sql`
    update notification set mail_id = ${newId()} where id in (
      select id from notification where person_id = ${personId} and mail_id is null and mail_due_at <= ${now} and ${waiting}
      for update skip locked)`.execute(db);
  const { rows } = await sql<{ mailId: string }>`
    select distinct mail_id as "mailId" from notification
    where person_id = ${personId} and mail_id is not null and ${waiting}`.execute(db);
  for (const { mailId } of rows) await db.transaction().execute((tx) => sendOne(tx, { ...input, mailId }));
};

/** The notices stay locked while the mail is handed over: another worker finds none and sends none. */
const sendOne = async (
  tx: Db,
  {
    mailId,
    personId,
    now,
    baseUrl,
    post,
  }: { mailId: string; personId: string; now: Temporal.Instant; baseUrl: string; post: Post },
): Promise<void> => {
  const { rows: notices } = await sql<Mailed>`
    select id, kind, subject_label as label, path, subject_id as "subjectId" from notification
    where mail_id = ${mailId} and ${waiting} order by at, id for update skip locked`.execute(tx);
  if (notices.length === 0) return;
  const to = await addressOf(tx, personId);
  const refusal =
    to === null ? 'no open account' : await refusalOf(post({ to, mail: composeMail(notices, { baseUrl, mailId }) }));
  await tx
    .updateTable('notification')
    .set(refusal === null ? { mailed_at: now } : { mail_error: refusal.slice(0, 300) })
    .where(sql<boolean>`id = any(${notices.map((notice) => notice.id)}::uuid[])`)
    .execute();
};

/** The address of a person's open account, or null. */
const addressOf = async (db: Db, personId: string): Promise<string | null> => {
  const row = await db
    .selectFrom('account')
    .innerJoin('auth_user', 'auth_user.id', 'account.id')
    .select('auth_user.email')
    .where('account.person_id', '=', personId)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirst();
  return row?.email ?? null;
};

/** Null when it was sent; the server's words when it will never take this recipient (RFC 5321: 550 to 553). Else throws. */
const refusalOf = async (sending: Promise<void>): Promise<string | null> => {
  try {
    await sending;
    return null;
  } catch (error) {
    const { responseCode, response } = error as { responseCode?: number; response?: string };
    if (responseCode === undefined || responseCode < 550 || responseCode > 553) throw error;
    return response ?? String(responseCode);
  }
};
