import { verify } from '#audit/index.ts';
import type { Db } from '#db/index.ts';

const faults = {
  gap: 'a number is missing before it',
  link: 'it does not follow the event before it',
  hash: 'its content was changed',
  head: 'the end of its chain was cut off or replaced',
} as const;

/**
 * Checks every hash chain of the audit trail and prints what was found: 0 when all hold, otherwise 1 with the first broken
 * link.
 */
export const runVerify = async (db: Db, print: (line: string) => void): Promise<number> => {
  const { events, chains, broken } = await verify(db);
  if (!broken) {
    print(`${events} events in ${chains} chains: every chain holds.`);
    return 0;
  }
  print(`Broken: ${broken.subjectKind} ${broken.subjectId}, event ${broken.seq}: ${faults[broken.fault]}.`);
  print(
    `${events} events in ${chains} chains were read; this is the first broken link. Keep the database as it is and compare it with a backup.`,
  );
  return 1;
};
