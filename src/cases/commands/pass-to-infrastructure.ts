import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { totalDue } from '#sop/index.ts';
import { capacityNote } from '../letters/internal.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';
import { standingTimes } from './submit.ts';

/** SOP step 4 "tidak tersedia": coordination with the infrastructure section head, with a note. The longer standard time applies from here. */
export const passToInfrastructure = (tx: Db, input: ActInput & { note: string }): Promise<ActResult> =>
  perform(tx, input, 'capacity-unavailable', async (context) => {
    const { found, now, calendar } = context;
    if (input.note.trim() === '') {
      throw invalid([{ field: 'note', message: { id: 'Tuliskan apa yang dibutuhkan.', en: 'Write what is needed.' } }]);
    }
    const letterId = await capacityNote(context, input.note);
    return {
      patch: {
        server_branch: true,
        total_due_at: totalDue(
          calendar,
          found.row.submitted_at ?? now,
          found.definition.totals.withServer,
          await standingTimes(tx, found, now),
        ),
      },
      data: { note: input.note, letter_id: letterId },
    };
  });
