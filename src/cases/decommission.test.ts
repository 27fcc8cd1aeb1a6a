import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '#audit/index.ts';
import { nameOf, requestRecord, reserveName } from '#dns/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { findLetter, listLettersOf } from '#letters/index.ts';
import { newId } from '#lib/ids.ts';
import { findApplication, findClaim, findServer } from '#registry/index.ts';
import { type City, goodRequest, makeCity, runJobs, walkTo } from '../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { refusalOf } from '../../test/support/registry.ts';
import { decommissionApplication, endLetterOf, issueEndLetter, planDecommission } from './index.ts';

let database: TestDatabase;
let city: City;
let directory: string;
const now = Temporal.Instant.from('2027-03-01T03:00:00Z');

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-cases-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
}, 60_000);

afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const end = (applicationId: string, version: number, reason = 'Diganti aplikasi baru') =>
  database.db
    .transaction()
    .execute((tx) => decommissionApplication(tx, { applicationId, version, reason, actor: city.applicationHead, now }));

const applicationOf = async (origin: string) => {
  const application = await findApplication(database.db, { origin });
  if (!application) throw new Error('no application');
  return application;
};

describe('the request in reverse', () => {
  test('on a shared server: name, records and capacity are freed together, the server stays, the entry says why', async () => {
    const open = await walkTo(database.db, city, 'completed', { request: goodRequest({ subdomain: 'akhir' }) });
    const application = await applicationOf(open.id);
    expect(await findClaim(database.db, application.id)).toMatchObject({ serverName: 'app-01', state: 'allotted' });
    expect(await findClaim(database.db, open.id)).toMatchObject({ serverName: 'app-01' });

    const stale = await refusalOf(end(application.id, application.version - 1));
    expect(stale.code).toBe('stale_page');
    expect(Object.keys((await refusalOf(end(application.id, application.version, ' '))).faults)).toEqual(['reason']);
    expect(await findClaim(database.db, application.id)).not.toBeNull();

    const plan = await end(application.id, application.version);
    expect(plan.letter.number).not.toBe('');
    const [letter] = await listLettersOf(database.db, application.id);
    expect(letter).toMatchObject({ kind: 'decommission', status: 'issued', number: plan.letter.number });
    const { content } = (await findLetter(database.db, plan.letter.letterId)) ?? {};
    expect(content).toMatchObject({
      application: application.name,
      domainName: 'akhir.contoh.go.id',
      reason: 'Diganti aplikasi baru',
      resources: { cpu: expect.any(Number) },
    });
    // What leaves the office names no server and no address.
    expect(JSON.stringify(content)).not.toMatch(/app-01|10\.\d+\.\d+/);
    expect(plan).toMatchObject({ name: { fqdn: 'akhir.contoh.go.id' }, servers: [], staying: [{ name: 'app-01' }] });
    expect(await findApplication(database.db, { id: application.id })).toMatchObject({
      status: 'retired',
      retiredReason: 'Diganti aplikasi baru',
      retiredAt: now,
    });
    expect(await nameOf(database.db, open.id)).toBeNull();
    expect(await findClaim(database.db, open.id)).toBeNull();
    const { rows } = await database.pool.query("select state from dns_record where label = 'akhir'");
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['removing']));
    expect((await refusalOf(end(application.id, application.version + 1))).code).toBe('not_possible_now');
    await runJobs(database.db, city, now);
    expect((await listLettersOf(database.db, application.id))[0]).toMatchObject({ status: 'sent' });
    const told = await database.pool.query("select count(*)::int as n from notification where kind = 'service-ended'");
    expect(told.rows[0].n).toBe(1);
    expect((await verify(database.db)).broken).toBeNull();
  });

  test('with a server of its own: that is retired too and its address is free; a foreign name to it forbids that', async () => {
    const open = await walkTo(database.db, city, 'completed', {
      request: goodRequest({ subdomain: 'sendiri' }),
      branch: 'server',
    });
    const application = await applicationOf(open.id);
    // The new server was offered to other applications as well: then it stays.
    expect((await planDecommission(database.db, city.applicationHead, application.id)).staying).toHaveLength(1);
    const { server_id: serverId } = await open.row();
    await database.ownerPool.query('update server set accepts_applications = false where id = $1', [serverId]);
    const plan = await planDecommission(database.db, city.applicationHead, application.id);
    const [server] = plan.servers;
    expect(plan.servers).toHaveLength(1);
    const holder = newId();
    await reserveName(database.db, { label: 'tetangga', holder, holderLabel: 'K-2026-0099', now });
    await requestRecord(database.db, { holder, addresses: server?.addresses ?? [], now });
    const refusal = await refusalOf(end(application.id, application.version));
    expect(refusal.faults.applicationId).toBe(`tetangga.contoh.go.id (K-2026-0099) masih mengarah ke ${server?.name}.`);
    expect(await findServer(database.db, server?.id ?? '')).toMatchObject({ status: 'active' });
    await database.ownerPool.query('delete from dns_record where holder = $1', [holder]);
    await end(application.id, application.version);
    expect(await findServer(database.db, server?.id ?? '')).toMatchObject({ status: 'retired', addresses: [] });
  });
});

test('ended by who signs no letters, it leaves a draft that the section head signs; nobody else may', async () => {
  const open = await walkTo(database.db, city, 'completed', { request: goodRequest({ subdomain: 'konsep' }) });
  const application = await applicationOf(open.id);
  const administrator = { ...city.applicationHead, posts: [], administrator: true };
  const { letter } = await database.db.transaction().execute((tx) =>
    decommissionApplication(tx, {
      applicationId: application.id,
      version: application.version,
      reason: 'Selesai.',
      actor: administrator,
      now,
    }),
  );
  expect(letter.number).toBe('');
  const sign = (actor: Actor) =>
    database.db
      .transaction()
      .execute((tx) => issueEndLetter(tx, { applicationId: application.id, actor, doer: doerOf(actor), now }));
  expect(await endLetterOf(database.db, application.id)).toMatchObject({ status: 'draft' });
  await expect(sign(administrator)).rejects.toMatchObject({ code: 'forbidden' });
  await sign(city.applicationHead);
  expect(await endLetterOf(database.db, application.id)).toMatchObject({
    status: 'issued',
    number: expect.stringMatching(/500\.12/),
  });
  await expect(sign(city.applicationHead)).rejects.toMatchObject({ code: 'not_possible_now' });
});

test('an application whose request is still open cannot end', async () => {
  const open = await walkTo(database.db, city, 'reply-draft', { request: goodRequest({ subdomain: 'belum' }) });
  const application = await applicationOf(open.id);
  expect((await refusalOf(end(application.id, application.version))).faults.applicationId).toMatch(/belum selesai/);
});

test('only who keeps the list of all applications may end one; another office does not find it', async () => {
  const open = await walkTo(database.db, city, 'completed', { request: goodRequest({ subdomain: 'milik' }) });
  const { id } = await applicationOf(open.id);
  await expect(planDecommission(database.db, city.applicantHead, id)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(planDecommission(database.db, city.otherHead, id)).rejects.toMatchObject({ code: 'not_found' });
});
