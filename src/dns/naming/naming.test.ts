import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeOffice, refusalOf } from '../../../test/support/registry.ts';
import { createZone, getNamingPolicy, judgeName, reserveName, saveNamingPolicy } from '../index.ts';
import { distance, lookOf, similarNames } from './similar.ts';

describe('names that can be mistaken for one another', () => {
  test.each([
    ['siap-sehat', 'siapsehat'],
    ['siapsehat', 's1apsehat'],
    ['modern', 'modem'],
    ['layanan', 'layanam'],
    ['kepegawaian', 'kepegawiaan'],
    ['perizinan', 'perijinan'],
  ])('%s and %s are', (a, b) => {
    expect(similarNames(a, [b])).toEqual([b]);
    expect(similarNames(b, [a])).toEqual([a]);
  });

  test.each([
    ['siap', 'siak'],
    ['antrean', 'perizinan'],
    ['pajak', 'pajak-daerah'],
    ['siap', 'siap'],
  ])('%s and %s are not', (a, b) => {
    expect(similarNames(a, [b])).toEqual([]);
  });

  test('the distance is the same both ways, nought only for the same text, and bounded by the longer one', () => {
    const word = fc.stringMatching(/^[a-z]{0,8}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        const far = distance(a, b, 20);
        expect(far).toBe(distance(b, a, 20));
        expect(far === 0).toBe(a === b);
        expect(far).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
      { seed: 20_261_124, numRuns: 200 },
    );
    expect(lookOf('s1ap-5ehat')).toBe(lookOf('siapsehat'));
  });
});

describe('the policy of the office', () => {
  let database: TestDatabase;
  let officeId: string;
  beforeAll(async () => {
    database = await testDatabase();
    officeId = await makeOffice(database.db, 'Dinas Kesehatan');
    const zone = { name: 'kota.go.id', primaryServer: 'ns1.kota.go.id', mailbox: 'hostmaster@kota.go.id' };
    await createZone(database.db, { ...act, ...zone });
    const application = { name: 'SIAP Sehat', officeId };
    await reserveName(database.db, { ...act, label: 'siapsehat', holder: newId(), holderLabel: 'K-1', application });
  });
  afterAll(() => database.close());

  const save = async (part: object) => {
    const { version, ...policy } = await getNamingPolicy(database.db);
    await saveNamingPolicy(database.db, { ...act, version, typed: { ...policy, ...part } });
  };
  const ask = (label: string, name = 'Antrean RSUD') =>
    judgeName(database.db, { label, holder: newId(), application: { name, officeId } });
  const reserve = (label: string, name = 'Antrean RSUD') =>
    reserveName(database.db, { ...act, label, holder: newId(), holderLabel: 'K-2', application: { name, officeId } });

  test('warns of a name like that of a pending request, and of a second name for the same application', async () => {
    const { faults, warnings } = await ask('siap-sehat', 'SIAP Sehat');
    expect(faults).toEqual([]);
    expect(warnings.map(({ en }) => en)).toEqual([
      '“siap-sehat” is much like a name that exists: siapsehat. Make sure that they are not mistaken.',
      'This application has the name “siapsehat” already.',
    ]);
  });

  test('offers names that are free where one is taken or reserved', async () => {
    for (const label of ['siapsehat', 'www']) {
      const { faults, free } = await ask(label);
      expect(faults.map(({ en }) => en)).toEqual([`“${label}” is in use or already reserved.`]);
      expect(free).toContain('antreanrsud');
    }
  });

  test('is data: what the office forbids is refused at the reservation too', async () => {
    await save({ shortest: 5, longest: 12, hyphens: false, digitFirst: false, similarNames: 'refuse', perApplication: 'refuse' });
    for (const label of ['abcd', 'a'.repeat(13), 'a-b-c-d', '1antrean', 'siapsehatt'])
      expect([label, (await refusalOf(reserve(label))).code]).toEqual([label, 'invalid']);
    expect((await refusalOf(reserve('kesehatan', 'siap sehat'))).code).toBe('invalid');
    expect((await ask('antrean')).faults).toEqual([]);
    await expect(reserve('antrean')).resolves.toMatchObject({ nameId: expect.any(String) });
  });

  test('refuses a policy that contradicts itself, and one that was made on an old page', async () => {
    expect((await refusalOf(save({ shortest: 20, longest: 10 }))).code).toBe('invalid');
    expect((await refusalOf(save({ shortest: 99 }))).code).toBe('invalid');
    const old = saveNamingPolicy(database.db, { ...act, version: 0, typed: { ...(await getNamingPolicy(database.db)) } });
    expect((await refusalOf(old)).code).toBe('stale_page');
  });
});
