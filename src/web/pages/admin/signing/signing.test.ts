import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getSigningSetting, listInitialRules } from '#letters/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { type Bsre, credentials, nik, someAuthority } from '../../../../../test/support/bsre.ts';
import { startBsreV2 } from '../../../../../test/support/bsre-v2.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { foreignSignature } from '../../../../../test/support/foreign-signature.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let bsre: Bsre;
let administrator: Client;
let division: Awaited<ReturnType<TestApp['makeHolder']>>;
let section: Awaited<ReturnType<TestApp['makeHolder']>>;

beforeAll(async () => {
  app = await testApp();
  bsre = await startBsreV2();
  administrator = await app.signIn('administrator');
  division = await app.makeHolder('division-head', { name: 'Ratna Puspitasari' });
  section = await app.makeHolder('application-section-head');
});
afterAll(async () => {
  await bsre.close();
  await app.close();
});

const choose = (fields: Record<string, string>) => administrator.submit(paths.signingProvider(), fields, { at: paths.signing() });

test('only the administrator comes here', async () => {
  const head = await app.signIn('agency-head');
  expect((await head.get(paths.signing())).status).toBe(403);
  expect((await head.get(paths.signingAuthority())).status).toBe(403);
  expect((await head.get(paths.personNik(division.personId))).status).toBe(403);
});

test('the way of signing is chosen; what was typed stays where it is refused, the password never shows', async () => {
  const refused = await choose({ provider: 'bsre_v2', baseAddress: 'http://esign.contoh.go.id', ...credentials });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('http://esign.contoh.go.id');
  expect(refused.html).not.toContain(credentials.password);
  expect(await choose({ provider: 'bsre_v2', baseAddress: bsre.address, ...credentials })).toMatchObject({ status: 303 });
  expect(await getSigningSetting(app.database.db, app.hostOfficeId)).toMatchObject({ provider: 'bsre_v2', hasPassword: true });
  const page = await administrator.get(paths.signing());
  expect(page.html).toContain(bsre.address);
  expect(page.html).not.toContain(credentials.password);
});

test('a NIK goes in whole and is shown by its end; the connection is tested with it', async () => {
  const { personId } = division;
  const check = async (): Promise<string> => {
    const answer = await administrator.submit(paths.signingCheck(), { person: personId }, { at: paths.signing() });
    return (await administrator.follow(answer)).html;
  };
  await choose({ provider: 'bsre_v2', baseAddress: bsre.address, ...credentials });
  expect(await check()).toContain('NIK penanda tangan belum diisi');
  expect(await administrator.submit(paths.personNik(personId), { nik })).toMatchObject({ status: 303 });
  const person = await administrator.get(paths.person(personId));
  expect(person.html).toContain('••••••••••••0001');
  expect(person.html).not.toContain(nik);
  expect(await check()).toContain('sertifikat Ratna Puspitasari aktif');
  bsre.moods = ['drop', 'drop'];
  expect(await check()).toContain('tidak dapat dihubungi');
});

test('the order of initials is set for one kind of letter', async () => {
  const page = await administrator.get(paths.signing());
  const answer = await administrator.submit(
    paths.signingInitials(),
    { office: app.hostOfficeId, kind: 'reply', post1: section.postId, post2: division.postId },
    { html: page.html },
  );
  expect(answer.status).toBe(303);
  expect((await listInitialRules(app.database.db, app.hostOfficeId)).map((rule) => rule.postId)).toEqual([
    section.postId,
    division.postId,
  ]);
});

test('the authority is there to be downloaded once it is made, and can be replaced', async () => {
  expect((await administrator.get(paths.signingAuthority())).status).toBe(404);
  const { certificate } = await someAuthority();
  await app.database.db
    .insertInto('signing_authority')
    .values({ id: '01a20cdb-0000-7000-8000-000000000001', certificate, key_sealed: Buffer.alloc(1), created_at: app.time.now })
    .execute();
  const answer = await administrator.get(paths.signingAuthority());
  expect(new X509Certificate(answer.html).subject).toContain('bukan BSrE');
  expect(await administrator.submit(paths.signingAuthority(), {}, { at: paths.signing() })).toMatchObject({ status: 303 });
  expect((await administrator.get(paths.signingAuthority())).status).toBe(404);
});

test('an issuer that the administrator trusts is named where anybody drops a PDF that was signed with its certificate', async () => {
  const { pdf, issuerPem, fingerprint } = await foreignSignature('Balai Contoh', 'Hendra Gunawan');
  const drop = async () => {
    const file = new File([new Uint8Array(pdf)], 'surat.pdf', { type: 'application/pdf' });
    return (await app.visitor().post(paths.verifyFile(), { file })).html;
  };
  expect(await drop()).toContain('tidak dikenal di kantor ini');
  const head = await app.signIn('agency-head');
  expect((await head.get(paths.issuers())).status).toBe(403);
  const add = (fields: Record<string, string>) => administrator.submit(paths.issuers(), fields);
  const refused = await add({ name: 'Balai Contoh', certificate: 'bukan sertifikat' });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('bukan sertifikat');
  await add({ name: 'Balai Contoh', certificate: issuerPem });
  expect((await administrator.get(paths.issuers())).html).toContain(fingerprint);
  const said = await drop();
  expect(said).toContain('penerbitnya dipercaya: sertifikatnya berasal dari Balai Contoh');
  expect(said).toContain('Pencabutan sertifikat tidak diperiksa');
  expect(said).toContain('tidak ada cap waktu');
});
