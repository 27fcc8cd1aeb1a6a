import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { morning } from '../../../test/support/identity.ts';
import { makePdf } from '../../../test/support/pdf.ts';
import { haveTool } from '../../../test/support/tools.ts';
import { verifySignedPdf } from '../index.ts';
import { schemas } from '../kinds/index.ts';
import { content } from '../kinds/reply/example.ts';
import { exampleSheet } from '../kinds/shared/example.ts';
import { renderPdf } from '../render.ts';
import { type Identity, makeAuthority, makeSignerCertificate } from './certificates.ts';
import { signPdf } from './sign-pdf.ts';

const run = promisify(execFile);
const facts = { name: 'Ratna Puspitasari', reason: 'Menandatangani surat', location: 'Contoh', at: morning };

let authority: Identity;
let signer: Identity;
let plain: Buffer;
let signed: Buffer;

beforeAll(async () => {
  authority = await makeAuthority({ organization: 'Pemerintah Kota Contoh', now: morning });
  signer = await makeSignerCertificate({
    name: 'Ratna Puspitasari',
    organization: 'Dinas Komunikasi dan Informatika',
    authority,
    now: morning,
  });
  const { pdf } = await renderPdf('reply/template.typ', { content: schemas.reply.parse(content), sheet: exampleSheet() });
  plain = Buffer.from(pdf);
  signed = await signPdf(plain, signer, [authority.certificate], facts);
});

/** What an independent program says of a file. */
const ask = async (program: string, args: readonly string[], bytes: Uint8Array): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'griya-signed-'));
  const path = join(folder, 'letter.pdf');
  await writeFile(path, bytes);
  try {
    return (await run(program, [...args, path])).stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const changedAt = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
};

describe('a letter signed with a certificate of the installation', () => {
  test('keeps every byte of the PDF/A that was signed', () => {
    expect(signed.subarray(0, plain.length).equals(plain)).toBe(true);
    // PDF/A wants the file's id in the last trailer too.
    expect(signed.subarray(plain.length).toString('latin1')).toMatch(/trailer[\s\S]*\/ID \[/);
  });

  test('is found valid, with signer and time, covering the whole file', async () => {
    const { signatures } = await verifySignedPdf(signed);
    expect(signatures).toMatchObject([
      {
        valid: true,
        coversWholeFile: true,
        subject: 'Ratna Puspitasari',
        issuer: 'Griya Pemerintah Kota Contoh',
        kind: 'signature',
      },
    ]);
    expect(signatures[0]?.at?.toString()).toBe(morning.toString());
  });

  test('a changed byte is noticed: in the letter, in the signature, in its certificate', async () => {
    const inContents = signed.indexOf('/Contents <') + 400;
    for (const at of [100, plain.length - 100, signed.length - 3]) {
      const [first] = (await verifySignedPdf(changedAt(signed, at))).signatures;
      expect(first?.valid, `byte ${at}`).toBe(false);
    }
    const digit = signed.toString('latin1', inContents, inContents + 1);
    const other = Buffer.from(signed);
    other.write(digit === '0' ? '1' : '0', inContents, 'latin1');
    expect((await verifySignedPdf(other)).signatures[0]?.valid).not.toBe(true);
  });

  test('what is appended afterwards is not covered', async () => {
    const { signatures } = await verifySignedPdf(Buffer.concat([signed, Buffer.from('\n% more\n')]));
    expect(signatures).toMatchObject([{ valid: true, coversWholeFile: false }]);
  });

  test.skipIf(!haveTool('pdfsig'))('pdfsig finds it valid, and invalid after one changed byte', async () => {
    const said = await ask('pdfsig', ['-nocert'], signed);
    expect(said).toContain('Signature Validation: Signature is Valid.');
    expect(said).toContain('Signature Type: ETSI.CAdES.detached');
    expect(said).toContain('Total document signed');
    expect(said).toContain('Signer Certificate Common Name: Ratna Puspitasari');
    const broken = await ask('pdfsig', ['-nocert'], changedAt(signed, plain.length - 100));
    expect(broken).not.toContain('Signature is Valid');
  });

  test.skipIf(!haveTool('qpdf'))('is a sound PDF', async () => {
    expect(await ask('qpdf', ['--check'], signed)).toContain('No syntax or stream encoding errors');
  });
});

describe('verifySignedPdf', () => {
  test('a PDF without signatures has none, and no file is too odd', async () => {
    expect(await verifySignedPdf(await makePdf())).toEqual({ signatures: [] });
    expect(await verifySignedPdf(Buffer.alloc(0))).toEqual({ signatures: [] });
  });

  test.each([
    ['a gap that is none', '/ByteRange [0 10 20 10]'],
    ['numbers beyond the file', '/ByteRange [0 9999999999 9999999999 9999999999]'],
    ['nothing covered', '/ByteRange [5 0 0 0]'],
    ['no certificate', '0 obj << /ByteRange [0 81 89 50] /SubFilter /adbe.pkcs7.detached /Contents <3080ff>  >>'],
    ['hundreds of them', '/ByteRange [0 4 4 0] <> '.repeat(500)],
  ])('what only claims to be signed is not valid: %s', async (_what, text) => {
    const { signatures } = await verifySignedPdf(Buffer.from(`%PDF-1.7\n${text}\n${'x'.repeat(100)}`));
    expect(signatures.length).toBeLessThanOrEqual(20);
    expect(signatures.every((each) => !each.valid)).toBe(true);
  });

  test('a signature that carries another content of its own does not count', async () => {
    const { signCms } = await import('./cms.ts');
    const pki = await import('pkijs');
    const asn1js = await import('asn1js');
    const other = Buffer.from('another text');
    const info = pki.ContentInfo.fromBER(await signCms(other, signer, []));
    const cms = new pki.SignedData({ schema: info.content });
    cms.encapContentInfo.eContent = new asn1js.OctetString({ valueHex: new Uint8Array(other).buffer });
    info.content = cms.toSchema(true);
    const hex = Buffer.from(info.toSchema().toBER()).toString('hex');
    const start = signed.indexOf('/Contents <') + '/Contents <'.length;
    const forged = Buffer.from(signed);
    forged.write(hex.padEnd(16384, '0'), start, 'latin1');
    expect((await verifySignedPdf(forged)).signatures).toMatchObject([{ valid: false }]);
  });
});
