import { X509Certificate } from 'node:crypto';
import type { SignatureFinding } from './verify-pdf.ts';

/** An issuer that is trusted, with its list of revoked certificates where there is one. */
export type TrustedIssuer = { name: string; certificate: Buffer; crl: Buffer | null; crlUntil: Temporal.Instant | null };

/**
 * What can be said of a signature without asking anybody:
 * `changed` it does not fit the file; `revoked` its issuer has withdrawn the certificate (whenever: that the signature is older
 * is the signer's word alone); `expired` its certificate did not
 * hold when it was made; `trusted` it leads to a trusted issuer; `unknown-issuer` it is intact, and the issuer is not known here.
 */
export type Standing = 'trusted' | 'unknown-issuer' | 'expired' | 'revoked' | 'changed';

export type Judged = {
  standing: Standing;
  /** The trusted issuer that it leads to. */
  anchor: string | null;
  /** Whether a list of revoked certificates was at hand that holds at the moment of judging. */
  revocationChecked: boolean;
};

/** Chains of public authorities have three or four links. */
const longestChain = 6;

/**
 * Judges a signature by the issuers that the administrator trusts and the certificates that the file itself brings. The time is
 * the signature's own (the signer's clock), or `now` where it tells none. Nothing is asked over the network.
 */
export const judgeSignature = async (
  finding: Pick<SignatureFinding, 'valid' | 'certificate' | 'chain' | 'at'>,
  issuers: readonly TrustedIssuer[],
  now: Temporal.Instant,
): Promise<Judged> => {
  const nothing = { anchor: null, revocationChecked: false };
  if (!finding.valid || !finding.certificate) return { standing: 'changed', ...nothing };
  const at = finding.at ?? now;
  const own = read(finding.certificate);
  if (!own) return { standing: 'unknown-issuer', ...nothing };
  const path = climb(
    own,
    finding.chain.flatMap((each) => read(each) ?? []),
    issuers,
  );
  const links = path ? [own, ...path.links] : [own];
  const found = { anchor: path?.issuer.name ?? null, revocationChecked: false };
  if (links.some((link) => !holdsAt(link, at))) return { standing: 'expired', ...found };
  if (!path) return { standing: 'unknown-issuer', ...nothing };
  const revoked = await isRevoked(path.issuer, links.at(-1) ?? own);
  if (revoked === true) return { standing: 'revoked', anchor: path.issuer.name, revocationChecked: true };
  const until = path.issuer.crlUntil;
  const fresh = until === null || Temporal.Instant.compare(now, until) <= 0;
  return { standing: 'trusted', anchor: path.issuer.name, revocationChecked: revoked === false && fresh };
};

const read = (der: Buffer): X509Certificate | null => {
  try {
    return new X509Certificate(der);
  } catch {
    return null;
  }
};

const holdsAt = ({ validFromDate, validToDate }: X509Certificate, at: Temporal.Instant): boolean =>
  validFromDate.getTime() <= at.epochMilliseconds && at.epochMilliseconds <= validToDate.getTime();

const signedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean => {
  try {
    return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
};

type Path = { issuer: TrustedIssuer; links: X509Certificate[] };

/** The way from a certificate over those that came with it up to a trusted one; `links` are the ones between. */
const climb = (own: X509Certificate, given: readonly X509Certificate[], issuers: readonly TrustedIssuer[]): Path | null => {
  const links: X509Certificate[] = [];
  let current = own;
  for (let step = 0; step < longestChain; step += 1) {
    const top = current;
    const issuer = issuers.find((each) => {
      const certificate = read(each.certificate);
      return certificate !== null && (signedBy(top, certificate) || top.raw.equals(certificate.raw));
    });
    if (issuer) return { issuer, links };
    const next = given.find((each) => each.raw.equals(top.raw) === false && signedBy(top, each) && !links.includes(each));
    if (!next) return null;
    links.push(next);
    current = next;
  }
  return null;
};

/** Whether the issuer's list names the certificate as revoked; null without a list. */
const isRevoked = async (issuer: TrustedIssuer, certificate: X509Certificate): Promise<boolean | null> => {
  if (!issuer.crl) return null;
  const pki = await import('pkijs');
  const list = pki.CertificateRevocationList.fromBER(new Uint8Array(issuer.crl));
  const serial = BigInt(`0x${certificate.serialNumber}`);
  const named = list.revokedCertificates?.some(
    ({ userCertificate }) =>
      BigInt(`0x${Buffer.from(userCertificate.valueBlock.valueHexView).toString('hex') || '0'}`) === serial,
  );
  return named ?? false;
};
