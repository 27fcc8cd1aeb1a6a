import { X509Certificate } from 'node:crypto';
import { makeAuthority, makeSignerCertificate } from '../../src/letters/signing/certificates.ts';
import { signPdf } from '../../src/letters/signing/sign-pdf.ts';
import { morning } from './identity.ts';
import { makePdf } from './pdf.ts';

/** A PDF that somebody signed with a certificate of an issuer that Griya does not know, and that issuer's certificate. */
export const foreignSignature = async (organization: string, name: string) => {
  const authority = await makeAuthority({ organization, now: morning });
  const signer = await makeSignerCertificate({ name, organization, authority, now: morning });
  const facts = { name, reason: 'Uji', location: 'Contoh', at: morning };
  const pdf = await signPdf(Buffer.from(await makePdf(1)), signer, [authority.certificate], facts);
  const issuer = new X509Certificate(authority.certificate);
  return { pdf, issuerPem: issuer.toString(), fingerprint: issuer.fingerprint256 };
};
