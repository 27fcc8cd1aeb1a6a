import type { Actor } from '#identity/index.ts';
import { mayAdminister, mayReadAudit, needAdministrator } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import type { Ctx } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';

const onlyReaders = {
  id: 'hanya administrator dan auditor yang boleh melihat ini',
  en: 'only administrators and auditors may see this',
};

/** The administrator who is at work. Throws signed_out, forbidden. */
export const administrator = (c: Ctx): Actor => {
  const actor = signedIn(c);
  needAdministrator(actor);
  return actor;
};

/** Who may look at the administration: administrators, who also change it, and auditors, who only read. Throws signed_out, forbidden. */
export const adminReader = (c: Ctx): { actor: Actor; mayChange: boolean } => {
  const actor = signedIn(c);
  if (!mayReadAudit(actor)) throw new AppError('forbidden', { why: say(onlyReaders, actor.language) });
  return { actor, mayChange: mayAdminister(actor) };
};
