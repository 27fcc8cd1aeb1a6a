// The thread that lays pictures out. It loads the engine (some 60 MB) and nothing of the house, and goes when it idles.
import { parentPort } from 'node:worker_threads';
import Engine from 'elkjs/lib/elk.bundled.js';
import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';

const engine = new (Engine as unknown as new () => ELK)();

parentPort?.on('message', async ({ no, graph }: { no: number; graph: ElkNode }) => {
  try {
    parentPort?.postMessage({ no, graph: await engine.layout(graph) });
  } catch (error) {
    parentPort?.postMessage({ no, fault: error instanceof Error ? error.message : String(error) });
  }
});
