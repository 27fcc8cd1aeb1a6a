export { type Announcement, announce } from './announce.ts';
export { type MailMode, mailModes, type NoticeKind, noticeKinds } from './choices.ts';
export { chooseMail } from './commands/choose-mail.ts';
export { jobs } from './jobs.ts';
export { countNotices, countUnread, findMailChoice, listNotices, markRead, type Notice } from './queries.ts';
export { pingKind, type WebhookKind, webhookKinds } from './webhook/choices.ts';
export { tellHooks } from './webhook/deliver.ts';
export {
  callWebhook,
  createWebhook,
  type Delivery,
  listBounced,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  renewWebhookSecret,
  takeUntoldPauses,
  updateWebhook,
  type Webhook,
} from './webhook/manage.ts';
