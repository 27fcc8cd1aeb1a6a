import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';
import { checkedRequirements } from '../requirements.ts';

export type Verdict = { requirement: string; verdict: 'complete' | 'incomplete'; reason?: string; note?: string };

/** SOP step 3: the division head's verdicts on the requirements, kept per round. An incomplete one needs a coded reason. */
export const checkRequirements = (tx: Db, input: ActInput & { verdicts: readonly Verdict[] }): Promise<ActResult> =>
  perform(tx, input, 'check-requirement', async ({ found, signer, now }) => {
    const known = checkedRequirements(found);
    const reasons = found.definition.returnReasons.map((each) => each.key);
    const faults: FieldFault[] = [];
    const seen = new Set<string>();
    for (const each of input.verdicts) {
      if (seen.has(each.requirement)) {
        faults.push({
          field: each.requirement,
          message: { id: 'Persyaratan ini disebut dua kali.', en: 'This requirement is named twice.' },
        });
      }
      seen.add(each.requirement);
      if (!known.includes(each.requirement)) {
        faults.push({
          field: each.requirement,
          message: { id: 'Persyaratan ini tidak dikenal.', en: 'This requirement is unknown.' },
        });
      } else if (each.verdict === 'incomplete' && !reasons.includes(each.reason ?? '')) {
        faults.push({
          field: `reason_${each.requirement}`,
          message: { id: 'Pilih alasan mengapa belum lengkap.', en: 'Choose why it is not complete.' },
        });
      }
    }
    if (faults.length > 0) throw invalid(faults);
    if (input.verdicts.length > 0) {
      await tx
        .insertInto('case_check')
        .values(
          input.verdicts.map((each) => ({
            case_id: found.row.id,
            round: found.row.round,
            requirement: each.requirement,
            verdict: each.verdict,
            reason: each.verdict === 'incomplete' ? (each.reason ?? null) : null,
            note: each.note ?? '',
            checked_by: signer.personId,
            checked_at: now,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(['case_id', 'round', 'requirement']).doUpdateSet({
            verdict: sql`excluded.verdict`,
            reason: sql`excluded.reason`,
            note: sql`excluded.note`,
            checked_by: sql`excluded.checked_by`,
            checked_at: sql`excluded.checked_at`,
          }),
        )
        .execute();
    }
    return { data: { verdicts: input.verdicts.map(({ requirement, verdict, reason }) => ({ requirement, verdict, reason })) } };
  });
