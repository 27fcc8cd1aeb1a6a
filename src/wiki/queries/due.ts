import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Access } from '../choices.ts';
import { mayWrite } from '../policy.ts';
import { answering } from '../review/owner.ts';

export type DuePage = {
  id: string;
  title: string;
  access: Access;
  roles: string[];
  needsApproval: boolean;
  ownerPersonId: string | null;
  spaceOwnerPersonId: string | null;
};

/** So many due pages are told of in one week; the longest waiting come first. */
const most = 20_000;

/** Every page whose review is due by a day, with who answers for it, for a caller that tells each only of what he or she writes. */
export const listDuePages = async (db: Db, today: Temporal.PlainDate): Promise<DuePage[]> => {
  const { rows } = await sql<DuePage>`
    select p.id, p.title, s.access, s.roles, s.needs_approval as "needsApproval", owner.id as "ownerPersonId",
      s.owner_person_id as "spaceOwnerPersonId"
    from wiki_page p join wiki_space s on s.id = p.space_id ${answering}
    where p.state = 'live' and p.review_on <= ${today} order by p.review_on, p.id limit ${most}`.execute(db);
  return rows;
};

/** Whether a due page can be told to this person: only who writes there can say that it is still correct. */
export const mayHearOf = (actor: Actor, page: DuePage): boolean => mayWrite(actor, page);
