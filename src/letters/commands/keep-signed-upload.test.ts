import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBytes } from '#files/index.ts';
import { credentials } from '../../../test/support/bsre.ts';
import { uploadAs } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning, today } from '../../../test/support/identity.ts';
import { type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import { makeScan } from '../../../test/support/pdf.ts';
import {
  completeLetter,
  draftLetter,
  findSignature,
  getLetter,
  issueLetter,
  keepSignedUpload,
  renderLetter,
  saveSigningSetting,
  signedUploadPurpose,
} from '../index.ts';
import { makeAuthority, makeSignerCertificate } from '../signing/certificates.ts';
import { signPdf } from '../signing/sign-pdf.ts';

const secret = 'a secret of forty characters for tests only';
let database: TestDatabase;
let offices: LetterOffices;

const choose = (provider: string) =>
  saveSigningSetting(database.db, {
    officeId: offices.hostOfficeId,
    setting: { provider, baseAddress: 'https://esign.contoh.go.id', ...credentials },
    secret,
    by: 'system',
    now: morning,
  });

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
beforeEach(() => choose('manual'));
afterAll(() => database.close());

const issued = async (): Promise<{ letterId: string; sent: Buffer }> => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  await issueLetter(database.db, { letterId, signer: signerOf(offices.head), today, ...stamp });
  await renderLetter(database.db, { letterId, now: morning });
  return { letterId, sent: await readBytes(database.db, (await getLetter(database.db, letterId)).file_id ?? '') };
};

/** As another application would sign it, with a certificate of this name. */
const signedElsewhere = async (pdf: Buffer, name = 'RATNA PUSPITASARI'): Promise<Buffer> => {
  const authority = await makeAuthority({ organization: 'Penyelenggara Lain', now: morning });
  const signer = await makeSignerCertificate({ name, organization: 'Instansi', authority, now: morning });
  return signPdf(pdf, signer, [authority.certificate], { name, reason: '-', location: '-', at: morning });
};

const bring = async (letterId: string, bytes: Uint8Array, owner = offices.division) => {
  const uploadId = await uploadAs(database.db, owner, 'surat.pdf', signedUploadPurpose, bytes);
  const { accountId, personId } = offices.division;
  const doer = { accountId, personId, postId: null, acting: null };
  await database.db.transaction().execute((tx) => keepSignedUpload(tx, { letterId, uploadId, accountId, doer, now: morning }));
};

test('a letter to be signed by hand leaves room for the ink and waits for its file', async () => {
  const { letterId } = await issued();
  expect(await completeLetter(database.db, { letterId, secret, now: morning })).toBe('waiting');
  expect((await getLetter(database.db, letterId)).sheet?.signature).toMatchObject({
    electronic: false,
    name: 'Ratna Puspitasari',
  });
});

test('a scan is kept as a scan; from then on it is the letter', async () => {
  const { letterId } = await issued();
  await bring(letterId, await makeScan());
  expect(await getLetter(database.db, letterId)).toMatchObject({ sign_state: 'signed' });
  expect(await findSignature(database.db, letterId)).toMatchObject({ form: 'scan', subject: null, findings: { scan: true } });
  expect(await completeLetter(database.db, { letterId, secret, now: morning })).toBe('ready');
  const { file_id } = await getLetter(database.db, letterId);
  expect(await renderLetter(database.db, { letterId, now: morning })).toBe(file_id);
});

test('a PDF signed elsewhere is checked, and what was found is kept', async () => {
  const { letterId, sent } = await issued();
  await bring(letterId, await signedElsewhere(sent));
  expect(await findSignature(database.db, letterId)).toMatchObject({
    form: 'electronic',
    subject: 'RATNA PUSPITASARI',
    issuer: 'Griya Penyelenggara Lain',
    findings: { valid: true, covers_whole_file: true, original_kept: true, signer_named: true },
  });
});

test('another text and another name are told, not hidden', async () => {
  const { letterId } = await issued();
  const other = await issued();
  await bring(letterId, await signedElsewhere(other.sent, 'Orang Lain'));
  expect((await findSignature(database.db, letterId))?.findings).toMatchObject({ original_kept: false, signer_named: false });
});

test('the unsigned file itself, a changed one and one with additions are refused; the letter waits on', async () => {
  const { letterId, sent } = await issued();
  const signed = await signedElsewhere(sent);
  const changed = Buffer.from(signed);
  changed[sent.length - 200] = (changed[sent.length - 200] ?? 0) ^ 1;
  const added = Buffer.concat([signed, Buffer.from('\n% ditambah\n'), signed.subarray(-400)]);
  for (const bytes of [sent, changed, added]) {
    await expect(bring(letterId, bytes)).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'file' }] });
  }
  expect(await getLetter(database.db, letterId)).toMatchObject({ sign_state: 'waiting' });
});

test('a letter that speaks of BSrE takes a signed PDF, but no scan', async () => {
  await choose('bsre_v1');
  const { letterId, sent } = await issued();
  await expect(bring(letterId, await makeScan())).rejects.toMatchObject({ code: 'invalid' });
  await bring(letterId, await signedElsewhere(sent));
  expect(await getLetter(database.db, letterId)).toMatchObject({ sign_state: 'signed' });
});

test('somebody else’s upload is not found, a second file changes nothing, a local letter takes none', async () => {
  const { letterId } = await issued();
  await expect(bring(letterId, await makeScan(), offices.head)).rejects.toMatchObject({ code: 'not_found' });
  await bring(letterId, await makeScan());
  const { file_id } = await getLetter(database.db, letterId);
  await bring(letterId, await signedElsewhere((await issued()).sent));
  expect((await getLetter(database.db, letterId)).file_id).toBe(file_id);
  await choose('local');
  const local = await issued();
  await expect(bring(local.letterId, await makeScan())).rejects.toMatchObject({ code: 'not_possible_now' });
});
