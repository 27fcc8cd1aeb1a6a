// Loaded into a server by the benchmark: on SIGUSR2 it writes how long the event loop was held at the longest, and starts anew.

import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolution = 5;
const delay = monitorEventLoopDelay({ resolution });
delay.enable();
process.on('SIGUSR2', () => {
  const held = { max: delay.max / 1e6 - resolution, p99: delay.percentile(99) / 1e6 - resolution };
  writeFileSync(`${process.env.LOOP_PROBE}/${process.pid}.json`, JSON.stringify(held));
  delay.reset();
});
