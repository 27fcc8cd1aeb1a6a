import type { Db } from '#db/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { returnLetter } from '../letters/outgoing.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';
import { checkedRequirements } from '../requirements.ts';

/**
 * SOP step 3 "tidak": back to the head of the office with coded reasons, the missing items and a letter. The case, with
 * all that was filed, stays; the agency's clock stands still until it is sent again (readings 1 and 5).
 */
export const returnCase = (
  tx: Db,
  input: ActInput & { reasons: readonly string[]; missing: readonly string[]; explanation: string },
): Promise<ActResult> =>
  perform(tx, input, 'return', async (context) => {
    const { found, now } = context;
    const known = found.definition.returnReasons.map((each) => each.key);
    const faults: FieldFault[] = [];
    if (input.reasons.length === 0 || input.reasons.some((key) => !known.includes(key))) {
      faults.push({ field: 'reasons', message: { id: 'Pilih sedikitnya satu alasan.', en: 'Choose at least one reason.' } });
    }
    if (input.missing.some((key) => !checkedRequirements(found).includes(key))) {
      faults.push({ field: 'missing', message: { id: 'Pilih kelengkapan dari daftar.', en: 'Choose items from the list.' } });
    }
    if (faults.length > 0) throw invalid(faults);
    const letterId = await returnLetter(context, input);
    await tx
      .insertInto('case_return')
      .values({
        id: newId(),
        case_id: found.row.id,
        round: found.row.round,
        final: false,
        reasons: [...input.reasons],
        missing: [...input.missing],
        explanation: input.explanation,
        letter_id: letterId,
        at: now,
      })
      .execute();
    return { data: { reasons: input.reasons, missing: input.missing, explanation: input.explanation, letter_id: letterId } };
  });
