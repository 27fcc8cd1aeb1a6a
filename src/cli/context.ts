import type { AnyJob } from '#jobs/index.ts';
import type { Log } from '#lib/log.ts';

/** What a command of the command line works with; `main.ts` provides it. */
export type CliContext = {
  log: Log;
  /** Writes one line for the person at the console. */
  print: (line: string) => void;
  /** Writes what went wrong, apart from what was asked for. */
  complain: (line: string) => void;
  /** Every job of every room. */
  jobs: readonly AnyJob[];
  /** Where people reach this Griya; null where that is not set. Letters print it with their code. */
  publicUrl?: string | null;
};
