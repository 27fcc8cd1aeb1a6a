import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { mailJobName } from './mail/job-name.ts';
import { sendMailOf, smtpPost } from './mail/send-mail.ts';
import { deliver, mostAttempts, sweepDeliveries, webhookJobName } from './webhook/deliver.ts';

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

/** Calls a hook of another system. */
const webhookJob = defineJob({
  name: webhookJobName,
  maxAttempts: mostAttempts,
  urgency: 'patient',
  payload: z.object({ deliveryId: z.uuid() }),
  handler: ({ deliveryId }, { db, now, config, attempt, maxAttempts }) =>
    deliver(db, { deliveryId, secret: config.secret, now: now(), last: attempt >= maxAttempts }),
});

const sweepJob = defineJob({
  name: 'notify.sweep-deliveries',
  schedule: '20 19 * * *',
  payload: z.object({}),
  handler: (_, { db, now }) => sweepDeliveries(db, now()),
});

export const jobs = [mailJob, webhookJob, sweepJob];
