import { startEmbedded } from '../../src/db/index.ts';
import { silentLog } from '../../src/lib/log.ts';

// A Griya that only holds its database: for tests that kill it. Says `ready URL` or the fault, and stops when its input ends.
const [data = '', port = '0'] = process.argv.slice(2);
try {
  const server = await startEmbedded({ data, log: silentLog });
  await server.publish(Number(port));
  console.log(`ready ${server.url}`);
  process.stdin.resume().once('end', () => void server.stop());
} catch (error) {
  console.log(`fault ${(error as Error).message}`);
}
