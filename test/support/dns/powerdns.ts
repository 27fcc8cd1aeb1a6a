import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { answersFor, freePort, give, type NameServerUnderTest, serverFolder, startProcess } from './process.ts';

const schema = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql';

export const powerdnsApiKey = 'an-api-key-for-tests-only';

/** PowerDNS on the loopback with its HTTP API, on SQLite, with one zone. */
export const startPowerdns = async (zone: string): Promise<NameServerUnderTest & { api: string }> => {
  const folder = await serverFolder('powerdns');
  const [port, apiPort] = [await freePort(), await freePort()];
  const path = join(folder, 'pdns.sqlite3');
  const database = new DatabaseSync(path);
  database.exec(await readFile(schema, 'utf8'));
  database.close();
  await give(path);
  await writeFile(
    join(folder, 'pdns.conf'),
    `launch=gsqlite3
gsqlite3-database=${path}
gsqlite3-pragma-synchronous=0
socket-dir=${folder}
local-address=127.0.0.1
local-port=${port}
api=yes
api-key=${powerdnsApiKey}
default-api-rectify=no
webserver=yes
webserver-address=127.0.0.1
webserver-port=${apiPort}
webserver-allow-from=127.0.0.1
allow-axfr-ips=127.0.0.1
cache-ttl=0
query-cache-ttl=0
negquery-cache-ttl=0
zone-cache-refresh-interval=0
receiver-threads=1
`,
  );
  const api = `http://127.0.0.1:${apiPort}`;
  const url = `${api}/api/v1/servers/localhost/zones`;
  const headers = { 'x-api-key': powerdnsApiKey };
  const up = async () => (await fetch(url, { headers })).ok;
  const server = await startProcess('pdns_server', [`--config-dir=${folder}`, '--daemon=no', '--guardian=no'], folder, up);
  const made = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      name: `${zone}.`,
      kind: 'Native',
      nameservers: [`ns1.${zone}.`],
      rrsets: [{ name: `ns1.${zone}.`, type: 'A', ttl: 3600, records: [{ content: '203.0.113.1', disabled: false }] }],
    }),
  });
  if (!made.ok || !(await answersFor(port, zone))) {
    await server.stop();
    throw new Error(`PowerDNS did not take the zone: ${made.status} ${await made.text()}`);
  }
  return { ...server, port, address: `127.0.0.1:${port}`, api };
};
