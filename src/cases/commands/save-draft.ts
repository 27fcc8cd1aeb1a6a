import type { Db } from '#db/index.ts';
import { systemActor } from '#sop/index.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';
import type { RequestDraft } from '../request.ts';

/** Keeps the request as typed, valid or not (SOP step 1). Who writes at it counts among those who ask. */
export const saveDraft = (
  tx: Db,
  input: ActInput & { draft: RequestDraft; recommendationId?: string | null },
): Promise<ActResult> =>
  perform(tx, input, 'save-draft', async ({ found }) => {
    const request = { ...(found.row.request as RequestDraft), ...input.draft };
    const author = input.actor === systemActor ? [] : [input.actor.personId];
    return {
      patch: {
        request,
        application_name: request.application_name?.trim() ?? '',
        subdomain: request.subdomain?.trim().toLowerCase() ?? '',
        asked_by: [...new Set([...found.row.asked_by, ...author])],
        ...(input.recommendationId === undefined ? {} : { recommendation_id: input.recommendationId }),
      },
      data: { fields: Object.keys(input.draft).filter((key) => key !== 'administrator_nip') },
    };
  });
