// The program of the thread that renders (render.ts starts it, and ends it when a text takes too long).
import { parentPort } from 'node:worker_threads';
import { toHtml } from './to-html.ts';

export type Asked = { n: number; markdown: string; mark: string };
export type Answered = { n: number; made: Awaited<ReturnType<typeof toHtml>> | null };

parentPort?.on('message', async ({ n, markdown, mark }: Asked) => {
  const made = await toHtml(markdown, mark).catch(() => null);
  parentPort?.postMessage({ n, made } satisfies Answered);
});
parentPort?.postMessage('ready');
