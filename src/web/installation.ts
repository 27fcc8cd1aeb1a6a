import type { Db } from '#db/index.ts';
import { findInstallation, type Installation } from '#identity/index.ts';

/**
 * The installation with a short memory: it changes once a year, and every page needs it. `forget` after a change; other
 * processes notice within `keepMs`. Before the set-up nothing is remembered.
 */
export const installationMemory = (db: Db, keepMs = 5000) => {
  let known: { value: Installation; until: number } | null = null;
  const read = async (): Promise<Installation | null> => {
    if (known && performance.now() < known.until) return known.value;
    const value = await findInstallation(db);
    known = value ? { value, until: performance.now() + keepMs } : null;
    return value;
  };
  const forget = (): void => {
    known = null;
  };
  return { read, forget };
};
