import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  answersFor,
  firstZone,
  freePort,
  give,
  type NameServerUnderTest,
  serverFolder,
  startProcess,
  testKeys,
} from './process.ts';

/** Knot DNS on the loopback with one zone, which the key may update and transfer. */
export const startKnot = async (zone: string, text = firstZone(zone)): Promise<NameServerUnderTest> => {
  const folder = await serverFolder('knot');
  const port = await freePort();
  const database = join(folder, 'database');
  await mkdir(database);
  const file = join(folder, `${zone}.zone`);
  await writeFile(file, text);
  const config = join(folder, 'knot.conf');
  await writeFile(
    config,
    `server:
  rundir: "${folder}"
  listen: 127.0.0.1@${port}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
log:
  - target: stderr
    any: info
database:
  storage: "${database}"
  journal-db-max-size: 64M
key:
  - id: ${testKeys.name}
    algorithm: hmac-sha256
    secret: ${testKeys.secret}
  - id: ${testKeys.powerless}
    algorithm: hmac-sha256
    secret: ${testKeys.powerlessSecret}
acl:
  - id: all
    key: ${testKeys.name}
    action: [update, transfer]
zone:
  - domain: ${zone}
    storage: "${folder}"
    file: "${zone}.zone"
    acl: all
    journal-max-usage: 32M
`,
  );
  for (const path of [database, file, config]) await give(path);
  const server = await startProcess('knotd', ['-c', config], folder, () => answersFor(port, zone));
  return { ...server, port, address: `127.0.0.1:${port}` };
};
