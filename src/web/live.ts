import { seesSubmitted } from '#cases/index.ts';
import type { Db, Listen } from '#db/index.ts';
import { findSession } from '#identity/index.ts';

/** What a reader may see of cases: an office's own, and (host, auditors) everything that was submitted. */
export type Sight = { officeId: string; seesSubmitted: boolean };

type Reader = {
  session: string;
  accountId: string;
  sight: Sight;
  send: (text: string) => void;
  end: () => void;
  /** Something changed since it was last told. */
  dirty: boolean;
};

export type LiveHub = {
  /** A stream of "look again" for one page; null when this account or the installation has too many open. */
  open: (reader: Pick<Reader, 'session' | 'accountId' | 'sight'>) => ReadableStream<Uint8Array> | null;
  /** Ends the streams of a session: its owner signs out. */
  endSession: (session: string) => void;
  close: () => Promise<void>;
};

export type LiveLimits = {
  /** Open streams of one account, and of all together. */
  perAccount: number;
  all: number;
  /** Changes within so many milliseconds are told together. */
  gatherMs: number;
  /** After so many milliseconds it is asked whether the session still stands, and a sign of life is sent. */
  beatMs: number;
  /** Pauses before a lost connection to the database is opened again. */
  pausesMs: readonly number[];
};

export const liveLimits: LiveLimits = {
  perAccount: 8,
  all: 500,
  gatherMs: 700,
  beatMs: 25_000,
  pausesMs: [1000, 5000, 15_000, 60_000],
};

const encoder = new TextEncoder();

/** What the owner of a session sees at this moment; null once the session has ended. */
export const sightFor =
  (db: Db, clock: () => Temporal.Instant) =>
  async (session: string): Promise<Sight | null> => {
    const found = await findSession(db, { sessionToken: session, now: clock() });
    return found && { officeId: found.actor.officeId, seesSubmitted: seesSubmitted(found.actor) };
  };

type Needs = {
  listen: Listen;
  /** What the owner of a session sees now; null once the session has ended. */
  sightOf: (session: string) => Promise<Sight | null>;
  warn: (error: unknown) => void;
  limits?: Partial<LiveLimits>;
};

/**
 * Tells open pages to look again when a case changes that their reader may see. Nothing of the case is sent: the page asks
 * for itself again and sees what it may. One connection listens while anybody reads; lost, it is opened again after a pause,
 * and everybody looks again, since something may have been missed.
 */
export const liveHub = ({ listen, sightOf, warn, limits: given = {} }: Needs): LiveHub => {
  const limits = { ...liveLimits, ...given };
  const readers = new Set<Reader>();
  const state: { unlisten: (() => Promise<void>) | null; connecting: boolean; closed: boolean; failures: number } = {
    unlisten: null,
    connecting: false,
    closed: false,
    failures: 0,
  };
  const timers: { flush: NodeJS.Timeout | null; retry: NodeJS.Timeout | null; beat: NodeJS.Timeout | null } = {
    flush: null,
    retry: null,
    beat: null,
  };

  const flush = (): void => {
    timers.flush = null;
    for (const reader of readers) {
      if (!reader.dirty) continue;
      reader.dirty = false;
      reader.send('event: look\ndata: again\n\n');
    }
  };

  const mark = (concerns: (reader: Reader) => boolean): void => {
    for (const reader of readers) if (concerns(reader)) reader.dirty = true;
    timers.flush ??= setTimeout(flush, limits.gatherMs);
  };

  const notice = (payload: string): void => {
    const [officeId, stage] = payload.split(':');
    mark(({ sight }) => sight.officeId === officeId || (sight.seesSubmitted && stage === 'submitted'));
  };

  const connect = async (): Promise<void> => {
    if (state.unlisten || state.connecting || state.closed || readers.size === 0) return;
    state.connecting = true;
    try {
      state.unlisten = await listen('griya_cases', { notice, lost });
      // What changed between the pages' own reading and now was told to nobody.
      mark(() => true);
      state.failures = 0;
    } catch (error) {
      warn(error);
      later();
    }
    state.connecting = false;
    if (state.closed || readers.size === 0) await rest();
  };

  const later = (): void => {
    const pause = limits.pausesMs[Math.min(state.failures, limits.pausesMs.length - 1)] ?? 60_000;
    state.failures += 1;
    timers.retry ??= setTimeout(() => {
      timers.retry = null;
      void connect();
    }, pause);
  };

  const lost = (): void => {
    state.unlisten = null;
    if (!state.closed && readers.size > 0) later();
  };

  /** Nobody reads: the connection is given back. */
  const rest = async (): Promise<void> => {
    const { unlisten } = state;
    state.unlisten = null;
    for (const key of ['flush', 'retry', 'beat'] as const) {
      if (timers[key]) clearTimeout(timers[key]);
      timers[key] = null;
    }
    await unlisten?.().catch(warn);
  };

  /** Whoever has lost the session is let go; who has lost or gained a post sees accordingly. */
  const beat = async (): Promise<void> => {
    for (const session of new Set([...readers].map((reader) => reader.session))) {
      const sight = await sightOf(session).catch(() => undefined);
      for (const reader of readers) {
        if (reader.session !== session) continue;
        if (sight === null) reader.end();
        else {
          if (sight) reader.sight = sight;
          reader.send(': beat\n\n');
        }
      }
    }
  };

  const leave = (reader: Reader): void => {
    readers.delete(reader);
    if (readers.size === 0) void rest();
  };

  const open: LiveHub['open'] = ({ session, accountId, sight }) => {
    const own = [...readers].filter((reader) => reader.accountId === accountId).length;
    if (state.closed || readers.size >= limits.all || own >= limits.perAccount) return null;
    let reader: Reader | undefined;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const made: Reader = {
          session,
          accountId,
          sight,
          dirty: false,
          send: (text) => {
            // A reader that takes nothing any more is let go, so that nothing piles up.
            if ((controller.desiredSize ?? 0) < -50) made.end();
            else controller.enqueue(encoder.encode(text));
          },
          end: () => {
            if (!readers.has(made)) return;
            leave(made);
            controller.close();
          },
        };
        reader = made;
        readers.add(made);
        controller.enqueue(encoder.encode('retry: 5000\n\n'));
      },
      cancel: () => {
        if (reader) leave(reader);
      },
    });
    timers.beat ??= setInterval(() => void beat(), limits.beatMs);
    void connect();
    return stream;
  };

  return {
    open,
    endSession: (session) => {
      for (const reader of [...readers]) if (reader.session === session) reader.end();
    },
    close: async () => {
      state.closed = true;
      for (const reader of [...readers]) reader.end();
      await rest();
    },
  };
};
