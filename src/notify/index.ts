export { type Announcement, announce } from './announce.ts';
export { type NoticeKind, noticeKinds } from './choices.ts';
export { countUnread, listNotices, markRead, type Notice } from './queries.ts';
