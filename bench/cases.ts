import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate, openOwnerPool, openPool, startEmbedded, withDb } from '../src/db/index.ts';
import { silentLog } from '../src/lib/log.ts';
import { applicationFacts, goodRequest, makeCity, smallPdf } from '../test/support/city.ts';
import { keyFor, type Program, program } from '../test/support/program.ts';
import { makeServer } from '../test/support/registry.ts';
import { dataDirectory, startServer } from '../test/support/server.ts';

// npm run bench:cases: whole cases through HTTP with 8 people at once, beside the bare SQL of ten committed transactions
// (an update and an event each) on the same database in the same run.

const people = 8;
const cases = Number(process.argv[2] ?? 160);

const { data, remove } = await dataDirectory();
const fresh = await startServer({ data });
const freshStartS = fresh.firstPageMs / 1000;
await fresh.stop();

/** Fills the database while no server runs on it. */
const fill = async () => {
  const embedded = await startEmbedded({ data, log: silentLog });
  const owner = openOwnerPool(embedded.ownerUrl);
  await migrate(owner);
  await owner.end();
  const pools = withDb(openPool(embedded.url));
  const city = await makeCity(pools.db, data);
  const serverId = await makeServer(pools.db, city.siteId, {
    name: 'besar-01',
    cpu: 4096,
    memoryMb: 33_554_432,
    diskGb: 4_194_304,
  });
  const { assignAddress } = await import('../src/registry/index.ts');
  const { act } = await import('../test/support/registry.ts');
  await assignAddress(pools.db, { ...act, networkId: city.networkId, address: 'next', serverId });
  const now = Temporal.Now.instant();
  const keys = {
    applicantHead: await keyFor(pools.db, city.applicantHead, now),
    agencyHead: await keyFor(pools.db, city.agencyHead, now),
    divisionHead: await keyFor(pools.db, city.divisionHead, now),
    applicationHead: await keyFor(pools.db, city.applicationHead, now),
  };
  await pools.close();
  await embedded.stop();
  return { keys, serverId };
};
const { keys, serverId } = await fill();

const again = await startServer({ data });
const restartS = again.firstPageMs / 1000;
await new Promise((resolve) => setTimeout(resolve, 3000));
const restingMb = (await again.memory()) / 1e6;
await again.stop();

// The database in this process' hands, so that the bare SQL reaches it on the same socket.
const embedded = await startEmbedded({ data, log: silentLog });
const server = await startServer({ data, env: { DATABASE_URL: embedded.url, DATABASE_OWNER_URL: embedded.ownerUrl } });

const programs = {
  applicantHead: program(server.url, keys.applicantHead),
  agencyHead: program(server.url, keys.agencyHead),
  divisionHead: program(server.url, keys.divisionHead),
  applicationHead: program(server.url, keys.applicationHead),
};

const times = new Map<string, number[]>();

/** One act, timed; a refusal ends the benchmark, except where the case waits for a job of its own. */
const timed = async (name: string, call: () => ReturnType<Program['post']>): Promise<Record<string, unknown>> => {
  for (let attempt = 0; ; attempt += 1) {
    const began = performance.now();
    const { status, body } = await call();
    const took = performance.now() - began;
    if (status < 300) {
      times.set(name, [...(times.get(name) ?? []), took]);
      return body;
    }
    const waits = status === 409 && body.code === 'missing' && attempt < 2000;
    if (!waits) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const requirements = ['request-complete', 'recommendation', 'appointment-letter', 'installation-guide'];
const disposition = { instructions: ['process'], note: 'Mohon ditindaklanjuti.' };
const uploads: string[] = [];

/** Everything up to the drafting of the reply needs no finished job but the record and the documents. */
const playCase = async (index: number): Promise<void> => {
  const { applicantHead, agencyHead, divisionHead, applicationHead } = programs;
  const opened = await timed('create', () =>
    applicantHead.post('/cases', goodRequest({ subdomain: `bench-${index}`, cpu: '1', memory_gb: '1', disk_gb: '1' })),
  );
  const path = `/cases/${opened.number as string}`;
  const kinds = ['recommendation', 'appointment-letter', 'installation-guide'];
  for (const [at, kind] of kinds.entries()) {
    await timed('attach', () => applicantHead.post(`${path}/documents`, { kind, upload_id: uploads[at] }));
  }
  const act = (who: Program, action: string, body: unknown = {}) => timed(action, () => who.post(`${path}/acts/${action}`, body));
  await act(applicantHead, 'submit');
  await act(agencyHead, 'dispose', disposition);
  await act(divisionHead, 'check-requirement', {
    verdicts: requirements.map((requirement) => ({ requirement, verdict: 'complete' })),
  });
  await act(divisionHead, 'accept', disposition);
  await act(applicationHead, 'capacity-available', { server_id: serverId });
  await act(applicationHead, 'edit-installation', { add: [{ title: 'Pasang paket' }] });
  const detail = await applicationHead.get(path);
  const [item] = detail.body.installation as { id: string }[];
  await act(applicationHead, 'tick-item', { item_id: item?.id, done: true, evidence: 'selesai' });
  await act(applicationHead, 'publish-subdomain');
  await act(applicationHead, 'finish-installation');
  await act(applicationHead, 'describe-application', { fields: applicationFacts });
  await act(applicationHead, 'document-application');
  await act(applicationHead, 'draft-reply', { note: '' });
  await act(divisionHead, 'initial-reply');
  await act(agencyHead, 'override-name', { reason: 'tolok ukur tanpa server DNS' }).catch(() => undefined);
  await act(agencyHead, 'sign-reply');
};

for (const kind of ['recommendation', 'appointment-letter', 'installation-guide']) {
  const { body } = await programs.applicantHead.post(
    `/uploads?name=${kind}.pdf&purpose=${kind}`,
    new Uint8Array(Buffer.from(smallPdf)),
  );
  uploads.push(body.upload_id as string);
}

/** `work` for every number, by so many people at once. Returns how many were done per second. */
const together = async (count: number, work: (index: number) => Promise<void>): Promise<number> => {
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: people }, async () => {
      while (next < count) {
        next += 1;
        await work(next);
      }
    }),
  );
  return count / ((performance.now() - began) / 1000);
};

await together(16, (index) => playCase(100_000 + index));
times.clear();
const casesPerSecond = await together(cases, playCase);

/** The floor: ten committed transactions of an update and an event, nothing else, over the same socket. */
const bareSql = async (): Promise<number> => {
  const pool = new pg.Pool({ connectionString: embedded.ownerUrl, max: people });
  await pool.query('create table bench_case (id integer primary key, state integer not null)');
  await pool.query(
    'create table bench_event (id uuid primary key, case_id integer not null, at timestamptz not null, data jsonb not null)',
  );
  const count = cases * 10;
  await pool.query('insert into bench_case select n, 0 from generate_series(1, $1::int) n', [count]);
  const rate = await together(count, async (index) => {
    const client = await pool.connect();
    for (let step = 1; step <= 10; step += 1) {
      await client.query('begin');
      await client.query('update bench_case set state = $2 where id = $1', [index, step]);
      await client.query('insert into bench_event values ($1, $2, now(), $3)', [
        randomUUID(),
        index,
        { action: 'act', from: step - 1, to: step },
      ]);
      await client.query('commit');
    }
    client.release();
  });
  await pool.query('drop table bench_event, bench_case');
  await pool.end();
  return rate;
};
const barePerSecond = await bareSql();

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

console.log(
  `${cases} cases by ${people} people at once: ${rounded(casesPerSecond, 2)} cases/s; bare SQL: ${rounded(barePerSecond)} cases/s`,
);
for (const [name, values] of times) {
  console.log(
    `${name.padEnd(24)} p50 ${rounded(percentile(values, 0.5)).toFixed(1).padStart(7)} ms   p95 ${rounded(percentile(values, 0.95)).toFixed(1).padStart(7)} ms`,
  );
}
const all = [...times.values()].flat();
await server.stop();
await embedded.stop();
await remove();
console.log(
  JSON.stringify({
    ratio: rounded(casesPerSecond / barePerSecond, 3),
    cases_per_s: rounded(casesPerSecond, 2),
    act_p95_ms: rounded(percentile(all, 0.95)),
    fresh_start_s: rounded(freshStartS, 2),
    restart_s: rounded(restartS, 2),
    rss_mb: rounded(restingMb),
  }),
);
