import type { Db } from '#db/index.ts';
import { type Actor, findActor, listAccounts } from '#identity/index.ts';

/** Those of these people, by their ids, who may do something today, whatever office they come from; nobody whose account is closed. */
export const thoseWho = async (
  tx: Db,
  { people, now }: { people: ReadonlySet<string>; now: Temporal.Instant },
  may: (actor: Actor) => Promise<boolean>,
): Promise<string[]> => {
  const allowed: string[] = [];
  for (const { id, personId, disabledAt } of people.size === 0 ? [] : await listAccounts(tx)) {
    if (!people.has(personId) || disabledAt) continue;
    const actor = await findActor(tx, { accountId: id, now });
    if (actor && (await may(actor))) allowed.push(personId);
  }
  return allowed;
};
