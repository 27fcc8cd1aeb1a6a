import { spawnSync } from 'node:child_process';
import { migrate, openOwnerPool, startScratch } from '../../src/db/index.ts';
import { silentLog } from '../../src/lib/log.ts';

// npm run db:types: writes src/db/types.ts from the schema that the migrations make.
const server = await startScratch(silentLog);
const owner = openOwnerPool(server.ownerUrl);
await migrate(owner);
await owner.end();
const mapping = {
  timestamptz: 'Temporal.Instant',
  date: 'Temporal.PlainDate',
  time: 'Temporal.PlainTime',
  int8: 'number',
  numeric: 'number',
  inet: 'string',
  cidr: 'string',
  macaddr: 'string',
};
const { status } = spawnSync(
  'kysely-codegen',
  [
    ...['--url', server.ownerUrl, '--dialect', 'postgres', '--default-schema', 'public'],
    ...['--exclude-pattern', 'graphile_worker.*', '--out-file', 'src/db/types.ts'],
    ...['--type-mapping', JSON.stringify(mapping), '--numeric-parser', 'number', ...process.argv.slice(2)],
  ],
  { stdio: 'inherit' },
);
await server.stop();
process.exitCode = status ?? 1;
