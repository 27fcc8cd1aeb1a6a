import { afterAll, beforeAll, expect, test } from 'vitest';
import { createZone } from '#dns/index.ts';
import { newId } from '#lib/ids.ts';
import { wib } from '../../test/support/calendar.ts';
import { type City, makeCity } from '../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { act } from '../../test/support/registry.ts';
import { tellDrift } from './drift-notices.ts';

const morning = wib('2026-11-24 09:00');

let database: TestDatabase;
let city: City;
beforeAll(async () => {
  database = await testDatabase();
  city = await makeCity(database.db, '/nowhere');
});
afterAll(() => database.close());

test('what a comparison found is told once, to who keeps the infrastructure', async () => {
  const { db } = database;
  const zone = { name: 'uji.go.id', primaryServer: 'ns1.uji.go.id', mailbox: 'hostmaster@uji.go.id' };
  const { zoneId } = await createZone(db, { ...act, ...zone });
  const finding = (label: string) => ({
    id: newId(),
    zone_id: zoneId,
    kind: 'foreign',
    label,
    type: 'A',
    value: '203.0.113.9',
    detail: JSON.stringify({ id: 'x', en: 'x' }),
    first_seen_at: morning,
    last_seen_at: morning,
  });
  await db
    .insertInto('dns_finding')
    .values([finding('satu'), finding('dua')])
    .execute();
  await tellDrift(db, morning);
  await tellDrift(db, morning);
  const told = await db
    .selectFrom('notification')
    .where('kind', '=', 'dns-drift')
    .select(['person_id', 'subject_label', 'path'])
    .where('person_id', '=', city.infrastructureHead.personId)
    .execute();
  expect(told).toMatchObject([{ subject_label: 'uji.go.id (2)', path: `/zones/${zoneId}/comparison` }]);
  await db.insertInto('dns_finding').values(finding('tiga')).execute();
  await tellDrift(db, morning);
  const all = await db
    .selectFrom('notification')
    .where('kind', '=', 'dns-drift')
    .select('id')
    .where('person_id', '=', city.infrastructureHead.personId)
    .execute();
  expect(all).toHaveLength(2);
});
