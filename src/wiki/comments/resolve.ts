import type { Db } from '#db/index.ts';
import { type Actor, findActor, listAccounts } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { findPage, type WikiPage } from '../queries/pages.ts';
import { findMentions } from './mentions.ts';

/** Why somebody who is named does not hear of it. */
export type Unreached = 'unknown' | 'several' | 'not-a-reader';

/** A name as it was typed, with the person who was told, or why nobody was. */
export type NamedIn = { typed: string; personId: string | null; why: Unreached | null };

/** At most so many people are called by one comment. */
const mostNamed = 20;

const tooMany = {
  id: `Sebut paling banyak ${mostNamed} orang dalam satu komentar.`,
  en: `Name at most ${mostNamed} people in one comment.`,
};

/**
 * Whom a comment names, as the people are today: only who may read the page is told. To who is not of the hosting office, a
 * person that cannot read the page is as unknown as one who is not there. `invalid` when more are named than anybody means to.
 */
export const resolveMentions = async (
  db: Db,
  { page, text, actor, now }: { page: WikiPage; text: string; actor: Actor; now: Temporal.Instant },
): Promise<NamedIn[]> => {
  if (!text.includes('@')) return [];
  const accounts = (await listAccounts(db)).filter(({ disabledAt }) => !disabledAt);
  const named = findMentions(
    text,
    accounts.map(({ personId, personName: name, email }) => ({ personId, name, email })),
  );
  if (named.length > mostNamed) throw invalid([{ field: 'comment', message: tooMany }]);
  const inside = actor.host || actor.administrator || actor.auditor;
  const resolved: NamedIn[] = [];
  for (const { typed, people } of named) {
    const [personId] = people;
    if (!personId || people.length > 1) {
      resolved.push({ typed, personId: null, why: personId && inside ? 'several' : 'unknown' });
      continue;
    }
    const account = accounts.find((each) => each.personId === personId);
    const reader = account ? await findActor(db, { accountId: account.id, now }) : null;
    const reads = reader !== null && (await findPage(db, reader, page.id)) !== null;
    resolved.push(reads ? { typed, personId, why: null } : { typed, personId: null, why: inside ? 'not-a-reader' : 'unknown' });
  }
  return resolved;
};
