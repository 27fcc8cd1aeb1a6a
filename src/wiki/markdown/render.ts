import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Rendering } from './rendering.ts';
import { escapeHtml } from './tags.ts';
import type { Answered, Asked } from './thread.ts';

/** How long one text may take; then it is shown plainly. */
export const patienceMs = 1500;
/** A thread that does not even start is as good as one that does not answer. */
const startMs = 20_000;

type Thread = { worker: Worker; ready: Promise<boolean> };

const state: { thread: Thread | null; last: Promise<unknown>; n: number } = { thread: null, last: Promise.resolve(), n: 0 };

const startThread = (): Thread => {
  // Node reads TypeScript by itself; what the main process was started with (tsx, a test runner) is not needed there.
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  worker.unref();
  const ready = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), startMs);
    worker.once('message', () => {
      clearTimeout(timer);
      resolve(true);
    });
    worker.once('error', () => resolve(false));
  });
  const thread = { worker, ready };
  worker.on('error', () => drop(thread));
  worker.on('exit', () => drop(thread));
  return thread;
};

const drop = (thread: Thread): void => {
  if (state.thread === thread) state.thread = null;
  void thread.worker.terminate();
};

const inThread = async (markdown: string, mark: string, patience: number): Promise<Answered['made']> => {
  state.thread ??= startThread();
  const { thread } = state;
  if (!thread || !(await thread.ready)) {
    if (thread) drop(thread);
    return null;
  }
  state.n += 1;
  const asked: Asked = { n: state.n, markdown, mark };
  const made = await new Promise<Answered['made']>((resolve) => {
    const done = (answer: Answered['made']): void => {
      clearTimeout(timer);
      thread.worker.off('message', hear);
      thread.worker.off('exit', gone);
      resolve(answer);
    };
    const hear = (answer: Answered): void => {
      if (answer.n === asked.n) done(answer.made);
    };
    const gone = (): void => done(null);
    const timer = setTimeout(() => {
      drop(thread);
      done(null);
    }, patience);
    thread.worker.on('message', hear);
    thread.worker.once('exit', gone);
    thread.worker.postMessage(asked);
  });
  return made;
};

/** A text as it was typed, when nothing better can be made of it. */
const plainly = (markdown: string, mark: string): Rendering => ({
  mark,
  html: `<pre tabindex="0">${escapeHtml(markdown)}</pre>`,
  outline: [],
  includes: [],
  links: [],
  plainly: true,
});

/**
 * Renders Markdown in a thread of its own, one text after the other. It never throws and takes at most 1.5 s of work: what
 * cannot be rendered by then, or at all, comes back as plain text (`plainly`). `patience`: another limit, in ms.
 */
export const renderMarkdown = (markdown: string, { patience = patienceMs } = {}): Promise<Rendering> => {
  const mark = `w${randomBytes(12).toString('hex')}`;
  const next = state.last.then(async () => {
    const made = await inThread(markdown, mark, patience).catch(() => null);
    return made ? { ...made, plainly: false } : plainly(markdown, mark);
  });
  state.last = next;
  return next;
};
