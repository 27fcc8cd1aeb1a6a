import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { drainJobs } from '#jobs/index.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning, setUpOffice } from '../../../test/support/identity.ts';
import { refusalOf } from '../../../test/support/registry.ts';
import { jobs } from '../index.ts';
import { deliver, sweepDeliveries, tellHooks } from './deliver.ts';
import {
  callWebhook,
  createWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  takeUntoldPauses,
  updateWebhook,
} from './manage.ts';
import { mayReach } from './reach.ts';
import { callHook, signatureOf } from './send.ts';

const secret = 'a secret of forty characters for tests only';
const local = ['127.0.0.1/32'];

let database: TestDatabase;
let administrator: Actor;
let server: Server;
let port: number;
/** What the receiver got, and how it answers. */
const receiver: { got: { headers: IncomingHttpHeaders; body: string; url: string }[]; answer: number | 'never' } = {
  got: [],
  answer: 204,
};

beforeAll(async () => {
  database = await testDatabase();
  ({ administrator } = await setUpOffice(database.db, { posts: [] }));
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      receiver.got.push({ headers: request.headers, body, url: request.url ?? '' });
      if (receiver.answer === 'never') return;
      response.writeHead(receiver.answer, receiver.answer === 302 ? { location: `http://127.0.0.1:${port}/elsewhere` } : {});
      response.end('x'.repeat(100_000));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await database.close();
});
beforeEach(async () => {
  receiver.got.length = 0;
  receiver.answer = 204;
  await database.ownerPool.query('delete from webhook; delete from graphile_worker._private_jobs');
});

const inputOf = (part: object = {}) => ({
  name: 'Dasbor kota',
  url: `http://127.0.0.1:${port}/griya`,
  kinds: ['case.completed' as const],
  networks: local.join(','),
  active: true,
  ...part,
});

const make = (part: object = {}) =>
  createWebhook(database.db, { webhook: inputOf(part), secret, by: administrator, now: morning });

const work = (now = morning) =>
  drainJobs({ db: database.db, now: () => now, log: silentLog, config: { baseUrl: '', dataDirectory: '', secret } }, jobs);

const happen = (kinds: Parameters<typeof tellHooks>[1]['kinds'] = ['case.completed']) =>
  tellHooks(database.db, { kinds, at: morning, data: { case: { number: 'K-2026-0042' } } });

const logOf = (webhookId: string) => listDeliveries(database.db, webhookId, { limit: 10, offset: 0 });

describe('a call', () => {
  test('goes to the hooks that asked for the event, signed over what is sent, and is logged', async () => {
    const { webhookId, signingSecret } = await make();
    await make({ name: 'Lain', kinds: ['case.late'] });
    await happen(['case.moved', 'case.completed']);
    expect(await work()).toEqual({ done: 1, failed: [] });
    const [call] = receiver.got;
    const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(call?.headers['griya-signature'])) ?? [];
    expect(Number(seconds)).toBe(morning.epochMilliseconds / 1000);
    expect(mac).toBe(createHmac('sha256', signingSecret).update(`${seconds}.${call?.body}`).digest('hex'));
    expect(JSON.parse(call?.body ?? '')).toMatchObject({ kind: 'case.completed', case: { number: 'K-2026-0042' } });
    expect(call?.headers['griya-event']).toBe('case.completed');
    expect(await logOf(webhookId)).toMatchObject([{ state: 'delivered', attempts: 1, status: 204, error: null }]);
  });

  test('is made of what is committed alone', async () => {
    await make();
    await database.db
      .transaction()
      .execute(async (tx) => {
        await tellHooks(tx, { kinds: ['case.completed'], at: morning, data: {} });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await work();
    expect(receiver.got).toEqual([]);
  });

  test('that fails is tried again by the job until it succeeds, with the same ids, and stands as failed after the last try', async () => {
    const { webhookId } = await make();
    await happen();
    receiver.answer = 500;
    expect((await work()).failed).toMatchObject([{ error: expect.stringContaining('500') }]);
    expect(await logOf(webhookId)).toMatchObject([{ state: 'waiting', attempts: 1, status: 500 }]);
    receiver.answer = 200;
    await work(morning.add({ hours: 1 }));
    expect(await logOf(webhookId)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    const [first, second] = receiver.got;
    expect(second?.headers['griya-delivery']).toBe(first?.headers['griya-delivery']);
    await happen();
    receiver.answer = 500;
    const waiting = (await logOf(webhookId)).find((each) => each.state === 'waiting');
    await deliver(database.db, { deliveryId: waiting?.id ?? '', secret, now: morning, last: true });
    expect((await logOf(webhookId)).find((each) => each.id === waiting?.id)).toMatchObject({
      state: 'failed',
      error: 'The receiver answered 500.',
    });
  });

  test('is given up for good when nothing got through for three days: the hook is switched off, said once, and counts anew when it is switched on', async () => {
    const { webhookId } = await make();
    const giveUp = async (now: Temporal.Instant) => {
      await tellHooks(database.db, { kinds: ['case.completed'], at: now, data: {} });
      const [newest] = await logOf(webhookId);
      await deliver(database.db, { deliveryId: newest?.id ?? '', secret, now, last: true });
      return (await listWebhooks(database.db, now, { id: webhookId }))[0];
    };
    const day = (n: number) => morning.add({ hours: 24 * n });
    await happen();
    await work();
    receiver.answer = 500;
    for (const n of [1, 1.5, 2, 2.5, 3, 3.5]) expect(await giveUp(day(n))).toMatchObject({ active: true, pausedAt: null });
    expect(await giveUp(day(4))).toMatchObject({ active: false, pausedAt: day(4) });
    expect(await takeUntoldPauses(database.db, day(4))).toEqual([{ webhookId, name: 'Dasbor kota' }]);
    expect(await takeUntoldPauses(database.db, day(5))).toEqual([]);
    await updateWebhook(database.db, { webhookId, webhook: inputOf(), by: administrator, now: day(5) });
    expect(await giveUp(day(6))).toMatchObject({ active: true, pausedAt: null });
  });

  test('can be sent again from the log, and tried with a test event', async () => {
    const { webhookId } = await make();
    await happen();
    await work();
    const [old] = await logOf(webhookId);
    await callWebhook(database.db, { webhookId, deliveryId: old?.id ?? '', by: administrator, now: morning });
    await callWebhook(database.db, { webhookId, by: administrator, now: morning });
    await work();
    expect(receiver.got).toHaveLength(3);
    expect(receiver.got[1]?.body).toBe(receiver.got[0]?.body);
    expect(receiver.got[2]?.headers['griya-event']).toBe('ping');
  });

  test('is not made by a hook that is off, nor kept in the log for ever', async () => {
    const { webhookId } = await make();
    await happen();
    await updateWebhook(database.db, { webhookId, webhook: inputOf({ active: false }), by: administrator, now: morning });
    await happen();
    await work();
    expect(receiver.got).toEqual([]);
    expect(await logOf(webhookId)).toMatchObject([{ state: 'failed', error: 'The hook is switched off.' }]);
    await sweepDeliveries(database.db, morning.add({ hours: 24 * 31 }));
    expect(await logOf(webhookId)).toEqual([]);
  });
});

describe('an endpoint', () => {
  const call = (part: Partial<Parameters<typeof callHook>[0]>, sending: Partial<Parameters<typeof callHook>[1]> = {}) =>
    callHook(
      {
        url: `http://127.0.0.1:${port}/`,
        allowed: local,
        secret: 's',
        deliveryId: 'd',
        kind: 'ping',
        body: '{}',
        now: morning,
        ...part,
      },
      { timeoutMs: 300, resolve: async () => ['127.0.0.1'], ...sending },
    );

  test('that is unreachable, slow or redirects is said so, and not followed', async () => {
    expect((await call({ url: 'http://127.0.0.1:1/' })).error).toContain('ECONNREFUSED');
    receiver.answer = 'never';
    expect((await call({})).error).toBe('No answer within 0.3 s.');
    receiver.answer = 302;
    expect(await call({})).toMatchObject({ status: 302, error: expect.stringContaining('not followed') });
    expect(
      receiver.got.map((each) => each.url),
      'nobody went elsewhere',
    ).not.toContain('/elsewhere');
    expect((await call({ url: 'http://tidak.ada/' }, { resolve: () => new Promise(() => undefined) })).error).toContain(
      'No answer',
    );
  });

  test('of an inner network is reached only where that is allowed, whatever its name says', async () => {
    expect((await call({ allowed: [] })).error).toContain('not an address that this hook may reach');
    expect((await call({ allowed: ['10.0.0.0/8'] })).error).toContain('may reach');
    expect((await call({ url: `http://dalam.contoh.go.id:${port}/`, allowed: [] })).error).toContain('127.0.0.1');
    expect(
      (await call({ url: `http://dua.contoh.go.id:${port}/` }, { resolve: async () => ['127.0.0.1', '10.0.0.1'] })).error,
    ).toContain('10.0.0.1');
    expect(receiver.got).toEqual([]);
    // The address that was judged is the one that is called: the name is asked once.
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return ['127.0.0.1'];
    };
    expect(await call({ url: `http://nama.contoh.go.id:${port}/` }, { resolve })).toEqual({ status: 204, error: null });
    expect(asked).toBe(1);
  });
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700:4700::1111', true],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['127.0.0.1', false],
  ['0.0.0.0', false],
  ['169.254.169.254', false],
  ['224.0.0.1', false],
  ['::1', false],
  ['::', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['64:ff9b::a00:1', false],
  ['nama', false],
])('%s may be called without being allowed: %s', (address, expected) => {
  expect(mayReach(address, { allowed: [], plain: false })).toBe(expected);
});

test('the metadata of clouds is out of reach also where somebody allows it, and http stays inside', () => {
  expect(mayReach('169.254.169.254', { allowed: ['169.254.0.0/16'], plain: true })).toBe(false);
  expect(mayReach('::ffff:169.254.169.254', { allowed: ['::ffff:0:0/96'], plain: true })).toBe(false);
  expect(mayReach('8.8.8.8', { allowed: [], plain: true })).toBe(false);
});

test('every inner IPv4 address is out of reach in each of its spellings', () => {
  const inside = fc.oneof(
    fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(127), fc.nat(255), fc.nat(255), fc.nat(255)),
  );
  fc.assert(
    fc.property(inside, (parts) => {
      const hex = parts.map((part) => part.toString(16).padStart(2, '0'));
      for (const spelling of [parts.join('.'), `::ffff:${parts.join('.')}`, `::ffff:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`]) {
        expect(mayReach(spelling, { allowed: [], plain: false }), spelling).toBe(false);
      }
    }),
    { numRuns: 100, seed: 3 },
  );
});

describe('the administrator', () => {
  test.each([
    ['an address that is none', { url: 'contoh' }, 'url'],
    ['another protocol', { url: 'file:///etc/passwd' }, 'url'],
    ['a password in the address', { url: 'https://a:b@contoh.go.id/' }, 'url'],
    ['http without an inner network', { networks: '' }, 'url'],
    ['networks that are none', { networks: '10.0.0.0/99' }, 'networks'],
    ['everything as a network', { networks: '0.0.0.0/0' }, 'networks'],
    ['no event', { kinds: [] }, 'kinds'],
    ['an unknown event', { kinds: ['x'] }, 'kinds.0'],
  ])('is refused %s', async (_, part, field) => {
    expect((await refusalOf(make(part))).faults).toHaveProperty([field]);
  });

  test('keeps hooks alone; the secret is sealed in the database; removed, a hook is gone with its log', async () => {
    const { webhookId, signingSecret } = await make();
    const { rows } = await database.ownerPool.query('select secret_sealed from webhook');
    expect(rows[0].secret_sealed.includes(signingSecret)).toBe(false);
    await expect(
      removeWebhook(database.db, { webhookId, by: { ...administrator, administrator: false }, now: morning }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await happen();
    await removeWebhook(database.db, { webhookId, by: administrator, now: morning });
    expect(await listWebhooks(database.db, morning)).toEqual([]);
    expect(await work(), 'what was asked for finds nothing').toEqual({ done: 1, failed: [] });
  });
});

test('a signature is told apart by its second and its body', () => {
  const signed = new Set([
    signatureOf('s', 'a', morning),
    signatureOf('s', 'b', morning),
    signatureOf('t', 'a', morning),
    signatureOf('s', 'a', morning.add({ seconds: 1 })),
  ]);
  expect(signed.size).toBe(4);
});
