import { type Db, json } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { hostingSop, type SopDefinition } from '#sop/index.ts';

/** Versions never change once a case may run under them, so a process reads each at most once. */
const known = new Map<string, SopDefinition>();

/** The definition of a stored version. */
export const definitionOf = async (db: Db, sopVersionId: string): Promise<SopDefinition> => {
  const held = known.get(sopVersionId);
  if (held) return held;
  const row = await db.selectFrom('sop_version').select('definition').where('id', '=', sopVersionId).executeTakeFirstOrThrow();
  const definition = row.definition as unknown as SopDefinition;
  known.set(sopVersionId, definition);
  return definition;
};

/** The version under which a new case starts: the latest that is in effect today. */
export const currentSopVersion = async (
  db: Db,
  today: Temporal.PlainDate,
): Promise<{ id: string; definition: SopDefinition }> => {
  const row = await db
    .selectFrom('sop_version')
    .select('id')
    .where('code', '=', hostingSop.code)
    .where('effective_from', '<=', today)
    .orderBy('effective_from', 'desc')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
  return { id: row.id, definition: await definitionOf(db, row.id) };
};

/** Stores the shipped definition if this database does not have its version yet. Called at every start. */
export const ensureSopVersion = async (db: Db, now: Temporal.Instant): Promise<void> => {
  await db
    .insertInto('sop_version')
    .values({
      id: newId(),
      code: hostingSop.code,
      version: hostingSop.version,
      definition: json(hostingSop) as never,
      effective_from: Temporal.PlainDate.from(hostingSop.effectiveFrom),
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['code', 'version']).doNothing())
    .execute();
};
