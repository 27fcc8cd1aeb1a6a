import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { getAgendaEntry } from '../books/agenda.ts';
import { keeperDoer, needKeeper } from '../policy.ts';

/**
 * Says to which case or other record a letter that came on paper belongs; whether the actor may see that record is the
 * caller's question. The latest word counts. Throws not_found, `forbidden`, and not_possible_now for a letter that Griya
 * made, which belongs to its record already.
 */
export const linkAgenda = async (
  tx: Db,
  input: { actor: Actor; agendaId: string; subjectId: string; label: string; now: Temporal.Instant },
): Promise<void> => {
  const { actor, agendaId, subjectId, label, now } = input;
  await tx.selectFrom('agenda_entry').select('id').where('id', '=', agendaId).forUpdate().execute();
  const entry = await getAgendaEntry(tx, actor, agendaId);
  needKeeper(actor, entry.officeId);
  if (entry.letterId) {
    throw new AppError('not_possible_now', { action: 'agenda.link', state: 'dibuat di Griya', possible: 'melihat' });
  }
  if (entry.subjectId === subjectId) return;
  await tx
    .with('linked', (db) =>
      db
        .updateTable('agenda_entry')
        .set({ subject_id: subjectId, version: entry.version + 1 })
        .where('id', '=', agendaId)
        .returning('id'),
    )
    .selectFrom('linked')
    .select(
      appended({
        subjectKind: 'agenda',
        subjectId: agendaId,
        at: now,
        type: 'agenda.linked',
        doer: keeperDoer(actor, entry.officeId),
        data: { subject_id: subjectId, label },
      }).as('event'),
    )
    .execute();
};
