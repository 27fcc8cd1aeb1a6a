export { type Announcement, announce } from './announce.ts';
export { type NoticeKind, noticeKinds } from './choices.ts';
export { countNotices, countUnread, listNotices, markRead, type Notice } from './queries.ts';
