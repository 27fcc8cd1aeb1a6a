import { say, type Words } from '#lib/words.ts';
import { noticeKinds } from '../choices.ts';

/** A notice as it goes into a mail. */
export type MailedNotice = { kind: string; label: string; path: string; subjectId: string };

export type Mail = {
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** The thread: every mail about one record stands under this id. Null for a mail about several. */
  thread: string | null;
};

/** So many notices are written out in one mail; the rest is in the inbox. */
const mostLines = 100;

const more: Words = { id: 'dan {count} kabar lagi di kotak masuk', en: 'and {count} more in the inbox' };
const several: Words = { id: '{count} kabar di Griya', en: '{count} notices in Griya' };
const why: Words = {
  id: 'Anda menerima surat ini karena jabatan Anda di Griya. Atur kapan surat dikirim di {profile}. Jangan membalas surat ini.',
  en: 'You receive this because of your post in Griya. Choose when mails are sent at {profile}. Please do not reply.',
};

const sentenceOf = (notice: MailedNotice): Words =>
  Object.hasOwn(noticeKinds, notice.kind)
    ? noticeKinds[notice.kind as keyof typeof noticeKinds]
    : { id: '{label}', en: '{label}' };

/** One line: a subject with a line break in it would begin a header of its own. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * One mail of one or several notices, in Indonesian and English, as text and as HTML. `baseUrl` is without a final slash;
 * `mailId` makes the Message-ID, so that a mail that had to be sent again is known as the same one.
 */
export const composeMail = (all: readonly MailedNotice[], { baseUrl, mailId }: { baseUrl: string; mailId: string }): Mail => {
  const host = URL.parse(baseUrl)?.hostname ?? 'localhost';
  const profile = `${baseUrl}/profile`;
  const notices = all.slice(0, mostLines);
  const rest = all.length - notices.length;
  const [first] = all;
  const subjects = new Set(all.map((notice) => notice.subjectId));
  const line = (notice: MailedNotice, language: 'id' | 'en'): string =>
    oneLine(say(sentenceOf(notice), language, { label: notice.label }));
  const text = (['id', 'en'] as const)
    .map((language) =>
      [
        ...notices.map((notice) => `${line(notice, language)}\n${baseUrl}${notice.path}`),
        ...(rest > 0 ? [`${say(more, language, { count: rest })}\n${baseUrl}/inbox`] : []),
        say(why, language, { profile }),
      ].join('\n\n'),
    )
    .join('\n\n-- \n\n');
  const html = (['id', 'en'] as const)
    .map(
      (language) =>
        `<div lang="${language}">${notices
          .map((notice) => `<p><a href="${escaped(`${baseUrl}${notice.path}`)}">${escaped(line(notice, language))}</a></p>`)
          .join(
            '',
          )}${rest > 0 ? `<p><a href="${escaped(`${baseUrl}/inbox`)}">${escaped(say(more, language, { count: rest }))}</a></p>` : ''}<p style="color:#555;font-size:13px">${escaped(say(why, language, { profile }))}</p></div>`,
    )
    .join('<hr>');
  return {
    subject: first && all.length === 1 ? `[Griya] ${line(first, 'id')}` : `[Griya] ${say(several, 'id', { count: all.length })}`,
    text,
    html: `<!doctype html><html lang="id"><meta charset="utf-8"><body style="font-family:sans-serif">${html}</body></html>`,
    messageId: `<${mailId}@${host}>`,
    thread: first && subjects.size === 1 ? `<${first.subjectId}@${host}>` : null,
  };
};
