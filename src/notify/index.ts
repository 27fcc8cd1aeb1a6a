export { type Announcement, announce } from './announce.ts';
export { type MailMode, mailModes, type NoticeKind, noticeKinds } from './choices.ts';
export { chooseMail } from './commands/choose-mail.ts';
export { jobs } from './jobs.ts';
export { countNotices, countUnread, findMailChoice, listNotices, markRead, type Notice } from './queries.ts';
