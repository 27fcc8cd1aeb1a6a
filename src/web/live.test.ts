import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openListener } from '#db/index.ts';
import { type City, goodRequest, makeCity, openCase } from '../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { type LiveHub, type LiveLimits, liveHub, type Sight } from './live.ts';

let database: TestDatabase;
let city: City;
const hubs: LiveHub[] = [];

beforeAll(async () => {
  database = await testDatabase();
  city = await makeCity(database.db, '');
}, 60_000);
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});
afterAll(() => database.close());

const make = (options: { limits?: Partial<LiveLimits>; sightOf?: (session: string) => Promise<Sight | null> } = {}) => {
  const heard = { listening: Promise.withResolvers<void>() };
  const listen = openListener(database.url);
  const hub = liveHub({
    listen: async (channel, handlers) => {
      const end = await listen(channel, handlers);
      heard.listening.resolve();
      return end;
    },
    sightOf: options.sightOf ?? (async () => ({ officeId: '', seesSubmitted: false })),
    warn: () => undefined,
    limits: { gatherMs: 20, ...options.limits },
  });
  hubs.push(hub);
  return { hub, listening: heard.listening.promise };
};

/** Reads a stream and says what it said, piece by piece. */
const reading = (stream: ReadableStream<Uint8Array> | null) => {
  const reader = stream?.getReader();
  if (!reader) throw new Error('no stream');
  const next = async () => {
    const { value, done } = await reader.read();
    return done ? null : Buffer.from(value).toString();
  };
  return { next, cancel: () => reader.cancel() };
};

const host: Sight = { officeId: '00000000-0000-0000-0000-000000000000', seesSubmitted: true };

test('who may see a case is told to look again, with nothing of the case; others hear nothing', async () => {
  const { hub, listening } = make();
  const own = reading(hub.open({ session: 'a', accountId: 'a', sight: { officeId: city.health, seesSubmitted: false } }));
  const agency = reading(hub.open({ session: 'b', accountId: 'b', sight: host }));
  const other = reading(hub.open({ session: 'c', accountId: 'c', sight: { officeId: city.transport, seesSubmitted: false } }));
  for (const each of [own, agency, other]) expect(await each.next()).toContain('retry');
  await listening;
  for (const each of [own, agency, other]) expect(await each.next(), 'once it listens, everybody looks').toContain('look');
  // A draft is its own office's alone.
  const open = await openCase(database.db, city, goodRequest({ subdomain: 'langsung' }));
  expect(await own.next()).toBe('event: look\ndata: again\n\n');
  for (const kind of ['recommendation', 'appointment-letter', 'installation-guide']) await open.attach(kind, `${kind}.pdf`);
  await open.do(city.applicantHead, 'submit');
  expect(await agency.next(), 'the host hears once it was submitted').toBe('event: look\ndata: again\n\n');
  expect(await own.next()).toContain('look');
  hub.endSession('c');
  expect(await other.next(), 'the other office heard nothing before its stream ended').toBeNull();
});

test('signing out ends the streams of that session alone; a session that has ended is let go at the next beat', async () => {
  const { hub } = make({ limits: { beatMs: 20 }, sightOf: async (session) => (session === 'gone' ? null : host) });
  const first = reading(hub.open({ session: 'one', accountId: 'a', sight: host }));
  const second = reading(hub.open({ session: 'gone', accountId: 'a', sight: host }));
  await first.next();
  await second.next();
  expect(await second.next()).toBeNull();
  expect(await first.next(), 'the other lives').toBe(': beat\n\n');
  hub.endSession('one');
  // What was sent before may still be read.
  let said = await first.next();
  while (said !== null) said = await first.next();
});

test('an account may open only so many streams, and gets room again when one ends', () => {
  const { hub } = make({ limits: { perAccount: 2, all: 3 } });
  const open = (accountId: string) => hub.open({ session: accountId, accountId, sight: host });
  expect([open('a'), open('a')].every(Boolean)).toBe(true);
  expect(open('a')).toBeNull();
  expect(open('b')).not.toBeNull();
  expect(open('c'), 'all together').toBeNull();
  hub.endSession('a');
  expect(open('c')).not.toBeNull();
});

test('a lost connection to the database is opened again, and everybody looks', async () => {
  const { hub, listening } = make({ limits: { pausesMs: [5] } });
  const agency = reading(hub.open({ session: 'a', accountId: 'a', sight: host }));
  await agency.next();
  await listening;
  await agency.next();
  await database.ownerPool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()`,
  );
  expect(await agency.next()).toContain('look');
});
