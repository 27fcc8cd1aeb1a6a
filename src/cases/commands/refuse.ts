import type { Db } from '#db/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { draftRefusalLetter } from '../letters/outgoing.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** The division head proposes a final refusal (reading 1): coded reasons and a draft letter for the head of the agency to sign. */
export const refuse = (tx: Db, input: ActInput & { reasons: readonly string[]; explanation: string }): Promise<ActResult> =>
  perform(tx, input, 'refuse', async (context) => {
    const { found, now } = context;
    const known = found.definition.refusalReasons.map((each) => each.key);
    const faults: FieldFault[] = [];
    if (input.reasons.length === 0 || input.reasons.some((key) => !known.includes(key))) {
      faults.push({ field: 'reasons', message: { id: 'Pilih sedikitnya satu alasan.', en: 'Choose at least one reason.' } });
    }
    if (input.explanation.trim() === '') {
      faults.push({
        field: 'explanation',
        message: { id: 'Tuliskan penjelasan bagi pemohon.', en: 'Write an explanation for the applicant.' },
      });
    }
    if (faults.length > 0) throw invalid(faults);
    const letterId = await draftRefusalLetter(context, input);
    await tx
      .insertInto('case_return')
      .values({
        id: newId(),
        case_id: found.row.id,
        round: found.row.round,
        final: true,
        reasons: [...input.reasons],
        explanation: input.explanation,
        letter_id: letterId,
        at: now,
      })
      .execute();
    return { data: { reasons: input.reasons, explanation: input.explanation, letter_id: letterId } };
  });
