import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { visibleTo } from '../find-case.ts';

/** What a letter or an entry of a register belongs to. `open`: work still goes on with it, or a running case rests on it. */
export type Subject = { kind: 'case' | 'recommendation'; id: string; number: string; name: string; open: boolean };

/** The case or recommendation behind a subject's id, as far as the actor may see it. */
export const findSubject = async (db: Db, actor: Actor, subjectId: string): Promise<Subject | undefined> => {
  const found = await db
    .selectFrom('hosting_case')
    .select(['hosting_case.id', 'hosting_case.number', 'application_name as name', 'closed_at'])
    .where('hosting_case.id', '=', subjectId)
    .where(visibleTo(actor))
    .executeTakeFirst();
  if (found) return { kind: 'case', id: found.id, number: found.number, name: found.name, open: found.closed_at === null };
  let query = db
    .selectFrom('recommendation')
    .select(['id', 'number', 'application_name as name'])
    .select(
      sql<boolean>`exists (select from hosting_case c where c.recommendation_id = recommendation.id and c.closed_at is null)`.as(
        'open',
      ),
    )
    .where('id', '=', subjectId);
  if (!actor.host && !actor.auditor) query = query.where('office_id', '=', actor.officeId);
  const recommendation = await query.executeTakeFirst();
  return recommendation && { kind: 'recommendation', ...recommendation };
};
