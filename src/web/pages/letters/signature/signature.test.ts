import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { getLetter, listLettersOf, saveNik, saveSigningSetting } from '#letters/index.ts';
import { hostingSop } from '#sop/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { type Bsre, credentials, nik, passphrase } from '../../../../../test/support/bsre.ts';
import { startBsreV1 } from '../../../../../test/support/bsre-v1.ts';
import { type City, goodRequest, makeCity, type OpenCase, walkTo } from '../../../../../test/support/city.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { goodPassword, morning } from '../../../../../test/support/identity.ts';
import { makeScan } from '../../../../../test/support/pdf.ts';
import { paths } from '../../../paths.ts';

const secret = 'a secret of forty characters for tests only';
let app: TestApp;
let city: City;
let bsre: Bsre;
let directory: string;
let head: Client;

const enter = async (actor: Actor & { email?: string }): Promise<Client> => {
  const client = app.visitor();
  await client.post('/sign-in', { email: actor.email ?? '', password: goodPassword });
  await app.database.db
    .updateTable('auth_session')
    .set({ expiresAt: Temporal.Instant.from('2100-01-01T00:00:00Z') })
    .execute();
  return client;
};

const choose = (provider: string): Promise<void> =>
  saveSigningSetting(app.database.db, {
    officeId: city.hostOfficeId,
    setting: { provider, baseAddress: bsre.address, ...credentials },
    secret,
    by: 'system',
    now: morning,
  });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-signing-'));
  app = await testApp({ setUp: false });
  city = await makeCity(app.database.db, directory);
  bsre = await startBsreV1('Ratna Puspitasari');
  await saveNik(app.database.db, { personId: city.agencyHead.personId, nik, secret, by: 'system', now: morning });
  head = await enter(city.agencyHead);
});
afterAll(async () => {
  await bsre.close();
  await app.close();
  await rm(directory, { recursive: true, force: true });
});

/** A case whose refusal awaits the signature of the head of the agency. */
const refusing = async (subdomain: string): Promise<OpenCase> => {
  const open = await walkTo(app.database.db, city, 'completeness-check', { request: goodRequest({ subdomain }) });
  const reasons = hostingSop.refusalReasons.slice(0, 1).map((reason) => reason.key);
  await open.do(city.divisionHead, 'refuse', { reasons, explanation: 'Tidak dapat dipenuhi.' });
  await open.jobs();
  app.time.now = open.later();
  return open;
};

const letterOf = async (open: OpenCase, kind: string) => {
  const letter = (await listLettersOf(app.database.db, open.id)).find((each) => each.kind === kind && each.status !== 'void');
  if (!letter) throw new Error(`no ${kind}`);
  return letter;
};

/** Posts, with the worker at work beside it as it always is. */
const withWorker = async <T>(open: OpenCase, posting: Promise<T>): Promise<T> => {
  const state = { over: false };
  const done = posting.finally(() => {
    state.over = true;
  });
  while (!state.over) await open.jobs();
  return done;
};

test('step 10 asks for the passphrase, numbers, signs through BSrE and sends, all in one act', async () => {
  await choose('bsre_v1');
  const open = await walkTo(app.database.db, city, 'reply-signing');
  await open.jobs();
  app.time.now = open.later();
  const path = paths.caseStep(open.number, 10);
  expect((await head.get(path)).html).toContain('Passphrase BSrE');
  const without = await head.submit(path, {});
  expect(without.status).toBe(422);
  expect(without.html).toContain('Isi passphrase BSrE untuk menandatangani surat ini.');
  expect((await letterOf(open, 'reply')).status).not.toBe('issued');

  const answer = await withWorker(open, head.submit(path, { passphrase }));
  expect(answer).toMatchObject({ status: 303, location: paths.case(open.number) });
  expect(await letterOf(open, 'reply')).toMatchObject({ sign_state: 'signed', sign_provider: 'bsre_v1' });
  await open.jobs();
  expect(await open.row()).toMatchObject({ state: 'completed' });
  const page = await head.get(paths.letterSignature((await letterOf(open, 'reply')).id));
  expect(page.html).toContain('Tanda tangan utuh');
  expect(page.html).toContain('Griya Balai Sertifikasi Contoh');
});

test('when the service is away the letter keeps its number, the page says why, and a second try sends it', async () => {
  await choose('bsre_v1');
  const open = await refusing('layanan-a');
  bsre.moods = ['drop', 'drop'];
  const answer = await withWorker(open, head.submit(paths.caseStep(open.number, 3, 'refusal'), { passphrase }));
  const { id, number } = await letterOf(open, 'refusal');
  expect(answer).toMatchObject({ status: 303, location: paths.letterSignature(id) });
  await open.jobs();
  expect(await open.row()).toMatchObject({ state: 'refusal-sending' });
  const page = await head.get(paths.letterSignature(id));
  expect(page.html).toContain('tidak dapat dihubungi');
  expect(page.html).toContain(number);
  const tasks = await head.get(paths.home());
  expect(tasks.html).toContain(paths.letterSignature(id));
  expect(tasks.html).toContain('tidak dapat dihubungi');
  const told = app.database.db.selectFrom('notification').select('person_id').where('subject_id', '=', id);
  expect(await told.where('kind', '=', 'letter-signing-failed').execute()).toEqual([{ person_id: city.divisionHead.personId }]);
  expect((await head.get(paths.case(open.number))).html).toContain('menunggu tanda tangan');

  // Nobody of the other office sees it before it is signed, and nobody else can sign it.
  const applicant = await enter(city.applicantHead);
  expect((await applicant.get(paths.letterSignature(id))).status).toBe(404);
  expect((await applicant.get(paths.letterPdf(id))).status).toBe(404);
  const other = await enter(city.divisionHead);
  expect((await other.get(paths.letterSignature(id))).html).not.toContain('name="passphrase"');

  const again = await head.submit(paths.letterSignature(id), { passphrase });
  expect(again).toMatchObject({ status: 303, location: paths.case(open.number) });
  await open.jobs();
  expect(await open.row()).toMatchObject({ state: 'refused' });
  expect(await getLetter(app.database.db, id)).toMatchObject({ number, sign_state: 'signed', status: 'sent' });
  expect((await applicant.get(paths.letterPdf(id))).status).toBe(200);
});

test('signed in ink: the letter is numbered, its scan is brought, and only then it is sent', async () => {
  await choose('manual');
  const open = await refusing('layanan-b');
  const path = paths.caseStep(open.number, 3, 'refusal');
  expect((await head.get(path)).html).not.toContain('name="passphrase"');
  const answer = await head.submit(path, {});
  const { id } = await letterOf(open, 'refusal');
  expect(answer).toMatchObject({ status: 303, location: paths.letterSignature(id) });
  await open.jobs();
  expect(await open.row()).toMatchObject({ state: 'refusal-sending' });
  expect((await getLetter(app.database.db, id)).sheet?.signature).toMatchObject({ electronic: false });

  expect((await head.submit(paths.letterSigned(id), {}, { at: paths.letterSignature(id) })).status).toBe(422);
  const unsigned = await head.get(paths.letterPdf(id));
  expect(unsigned.status).toBe(200);
  const scan = new File([new Uint8Array(await makeScan())], 'pindaian.pdf', { type: 'application/pdf' });
  const kept = await head.submit(paths.letterSigned(id), { file: scan }, { at: paths.letterSignature(id) });
  expect(kept.status).toBe(303);
  await open.jobs();
  expect(await open.row()).toMatchObject({ state: 'refused' });
  expect((await head.get(paths.letterSignature(id))).html).toContain('Pindaian surat bertanda tangan tinta');
});

test('the passphrase is neither in the log nor in the database', async () => {
  expect(JSON.stringify(app.log)).not.toContain(passphrase);
  const { rows } = await app.database.ownerPool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')`,
  );
  for (const { name } of rows) {
    const found = await app.database.ownerPool.query(`select 1 from ${name} t where t::text like $1 limit 1`, [
      `%${passphrase}%`,
    ]);
    expect(found.rowCount, name).toBe(0);
  }
});
