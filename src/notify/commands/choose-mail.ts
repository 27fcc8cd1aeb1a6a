import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { parse } from '#lib/input.ts';
import { type MailMode, mailModes, noticeKinds } from '../choices.ts';

export const mailChoice = z.object({
  mode: z.enum(Object.keys(mailModes) as [MailMode, ...MailMode[]]),
  /** Kinds of notices that come to the inbox only. */
  muted: z.array(z.enum(Object.keys(noticeKinds) as [keyof typeof noticeKinds, ...(keyof typeof noticeKinds)[]])),
});

/** Says when a person wants notices by e-mail; what waits already goes as it was to go. Throws `invalid`. */
export const chooseMail = async (
  tx: Db,
  input: { personId: string; choice: z.input<typeof mailChoice>; now: Temporal.Instant },
): Promise<void> => {
  const { mode, muted } = parse(mailChoice, input.choice);
  const chosen = { mode, muted: [...new Set(muted)], changed_at: input.now };
  await tx
    .insertInto('mail_preference')
    .values({ person_id: input.personId, ...chosen })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(chosen))
    .execute();
};
