import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { AppError } from '#lib/errors.ts';

/** Layouts that are kept: a picture whose data did not change is not laid out again. */
const mostKept = 64;
const idleMs = 60_000;
/** No picture that Griya makes takes a tenth of it; a layout that does is stopped with its thread. */
const longestMs = 20_000;
const mostWaiting = 16;

type Reply = { no: number; graph?: ElkNode; fault?: string };
type Waiting = { settle: (reply: Reply) => void };

const state = {
  thread: null as Worker | null,
  idle: null as NodeJS.Timeout | null,
  no: 0,
  waiting: new Map<number, Waiting>(),
  kept: new Map<string, Promise<ElkNode>>(),
};

/** Ends the thread; the next layout starts another. */
export const endLayout = async (): Promise<void> => {
  const { thread } = state;
  state.thread = null;
  if (state.idle) clearTimeout(state.idle);
  await thread?.terminate();
};

const startThread = (): Worker => {
  const thread = new Worker(new URL('./layout-thread.ts', import.meta.url), { execArgv: [] });
  const fail = (fault: string) => {
    if (state.thread === thread) state.thread = null;
    for (const [no, { settle }] of state.waiting) settle({ no, fault });
  };
  thread.on('message', (reply: Reply) => state.waiting.get(reply.no)?.settle(reply));
  thread.on('error', (error) => fail(String(error)));
  thread.on('exit', () => fail('the layout thread ended'));
  thread.unref();
  return thread;
};

const restLater = (): void => {
  if (state.idle) clearTimeout(state.idle);
  state.idle = setTimeout(() => void endLayout(), idleMs);
  state.idle.unref();
};

const layOut = (graph: ElkNode): Promise<ElkNode> => {
  if (state.waiting.size >= mostWaiting) throw new AppError('unavailable', { what: 'the layout of pictures' });
  state.thread ??= startThread();
  state.thread.ref();
  if (state.idle) clearTimeout(state.idle);
  state.no += 1;
  const { no, thread } = { no: state.no, thread: state.thread };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => void endLayout(), longestMs);
    state.waiting.set(no, {
      settle: ({ graph: placed, fault }) => {
        clearTimeout(timer);
        state.waiting.delete(no);
        if (state.waiting.size === 0) {
          thread.unref();
          restLater();
        }
        if (placed) resolve(placed);
        else reject(new AppError('unavailable', { what: `the layout of a picture: ${fault}` }));
      },
    });
    thread.postMessage({ no, graph });
  });
};

/**
 * Gives every box of a graph its place, in a thread of its own so that no request waits for it. The same graph is laid out
 * once and kept by its fingerprint. Throws `unavailable` when too many wait or one takes over 20 s.
 */
export const layoutOf = (graph: ElkNode): Promise<ElkNode> => {
  const fingerprint = createHash('sha256').update(JSON.stringify(graph)).digest('base64');
  const known = state.kept.get(fingerprint);
  if (known) {
    state.kept.delete(fingerprint);
    state.kept.set(fingerprint, known);
    return known;
  }
  const placed = Promise.resolve().then(() => layOut(graph));
  state.kept.set(fingerprint, placed);
  placed.catch(() => state.kept.delete(fingerprint));
  const [oldest] = state.kept.keys();
  if (state.kept.size > mostKept && oldest !== undefined) state.kept.delete(oldest);
  return placed;
};
