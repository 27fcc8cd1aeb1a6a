import { type CaseListRow, definitionOf } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { type SopDefinition, type SopState, stateOf } from '#sop/index.ts';

/** A listed case with the definition under which it runs. */
export type DefinedRow = { row: CaseListRow; definition: SopDefinition; state: SopState };

/** Listed cases with their definitions; each definition is read once. */
export const withDefinitions = async (db: Db, rows: readonly CaseListRow[]): Promise<DefinedRow[]> => {
  const ids = [...new Set(rows.map((row) => row.sop_version_id))];
  const known = new Map(await Promise.all(ids.map(async (id) => [id, await definitionOf(db, id)] as const)));
  return rows.map((row) => {
    const definition = known.get(row.sop_version_id);
    if (!definition) throw new Error(`no definition ${row.sop_version_id}`);
    return { row, definition, state: stateOf(definition, row.state) };
  });
};
