import type { ActInput as CaseInput } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { type ActInput, act, type Done } from '../../../act.ts';
import type { Ctx } from '../../../context.ts';
import { type FormState, type FormValues, text } from '../../../form.ts';
import type { UploadRule } from '../../../read-form.ts';
import { type OpenCase, openCase } from './open-case.ts';
import { paperUpload, readPaper } from './paper.tsx';

export type CaseActOptions = {
  /** Calls one command of the cases room with what every act takes. */
  run: (tx: Db, input: CaseInput & { actor: Actor }, form: ActInput) => Promise<Done>;
  /** The same page with what was typed; the case is read afresh. */
  again: (open: OpenCase, state: FormState) => Response | Promise<Response>;
  uploads?: readonly UploadRule[];
  /** The form has the section for what was done on paper. */
  paper?: boolean;
};

const seenVersion = (values: FormValues): number => {
  const version = text(values, 'version');
  if (!/^\d{1,9}$/.test(version)) throw new AppError('bad_request', { why: 'version' });
  return Number(version);
};

/** An act on the case in the address: what `act` gives, with the version that the person saw and the paper section read. */
export const caseAct = (c: Ctx, options: CaseActOptions): Promise<Response> =>
  act(c, {
    uploads: [...(options.uploads ?? []), ...(options.paper ? [paperUpload] : [])],
    run: async (tx, form) => {
      const timeZone = c.var.installation?.timeZone ?? 'UTC';
      const onPaper = options.paper ? readPaper(form.values, timeZone) : undefined;
      const input = {
        number: c.req.param('number') ?? '',
        actor: form.actor,
        now: form.now,
        seen: seenVersion(form.values),
        ...(onPaper ? { onPaper } : {}),
      };
      return options.run(tx, input, form);
    },
    again: async (state, actor) => options.again(await openCase(c, actor), state),
  });

/**
 * The version that a form shown now belongs to. A form with a fault keeps the one it was made from, so that a change in
 * between is still noticed; after a stale page the person has seen the change and goes on from the new one.
 */
export const shownVersion = (state: FormState, { found }: Pick<OpenCase, 'found'>): number => {
  const typed = Number(text(state.values, 'version'));
  return state.error?.code === 'stale_page' || !Number.isInteger(typed) || typed < 1 ? found.row.version : typed;
};
