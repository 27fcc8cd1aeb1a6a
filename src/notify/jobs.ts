import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { mailJobName } from './mail/job-name.ts';
import { sendMailOf, smtpPost } from './mail/send-mail.ts';

/** Sends a person the mail of what is due. Without a mail server nothing is sent, and nothing waits. */
const mailJob = defineJob({
  name: mailJobName,
  maxAttempts: 12,
  payload: z.object({ personId: z.uuid() }),
  handler: async ({ personId }, { db, now, config }) => {
    if (!config.mail) return;
    await sendMailOf(db, { personId, now: now(), baseUrl: config.baseUrl, post: smtpPost(config.mail) });
  },
});

export const jobs = [mailJob];
