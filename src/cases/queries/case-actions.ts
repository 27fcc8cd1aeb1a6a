import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { type AllowedAction, allowedActions, type Requirement, requirementOf } from '#sop/index.ts';
import type { FoundCase } from '../find-case.ts';
import { factsOf } from '../perform.ts';
import { metRequirements } from '../requirements.ts';

/** What the actor may do with the case now; the same pure function that refuses the POST draws the buttons. */
export const actionsFor = async (db: Db, found: FoundCase, actor: Actor): Promise<AllowedAction[]> => {
  const needed = found.definition.actions
    .filter((action) => action.from.includes(found.row.state))
    .flatMap((action) => action.needs);
  const met = await metRequirements(db, found, needed);
  return allowedActions(found.definition, factsOf(found, met), actor);
};

/** What is still missing before the open step can be closed, whoever looks. */
export const missingNow = async (db: Db, found: FoundCase): Promise<Requirement[]> => {
  const forward = found.definition.actions.find(
    (action) =>
      action.from.includes(found.row.state) && action.to !== null && action.tone === 'primary' && action.needs.length > 0,
  );
  if (!forward) return [];
  const met = await metRequirements(db, found, forward.needs);
  return forward.needs.filter((key) => !met.has(key)).map((key) => requirementOf(found.definition, key));
};
