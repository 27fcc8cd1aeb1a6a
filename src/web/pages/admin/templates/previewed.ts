import type { Actor } from '#identity/index.ts';
import { act } from '../../../act.ts';
import type { Ctx } from '../../../context.ts';
import type { FormState, FormValues } from '../../../form.ts';
import { readFields } from '../../../read-form.ts';
import { readSession } from '../../../session.ts';
import { administrator } from '../shared/guard.ts';

/**
 * A form that is posted only to be looked at: nothing is stored, so no key is used up. When the session is over, what was
 * typed is kept as an act's would be. Throws forbidden.
 */
export const previewed = async (
  c: Ctx,
  options: {
    show: (values: FormValues, actor: Actor) => Promise<Response>;
    again: (state: FormState, actor: Actor) => Promise<Response>;
    back: string;
  },
): Promise<Response> => {
  const session = c.env?.replay ? null : await readSession(c, c.var.services.db);
  if (!session) return act(c, { run: async () => ({ to: options.back }), again: options.again });
  const actor = administrator(c);
  return options.show(await readFields(c), actor);
};
