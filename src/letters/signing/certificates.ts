import { randomBytes, webcrypto } from 'node:crypto';

/** A certificate and its private key, both in DER (the key as PKCS #8). */
export type Identity = { certificate: Buffer; key: Buffer };

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const commonName = '2.5.4.3';
const organization = '2.5.4.10';
const organizationalUnit = '2.5.4.11';
const country = '2.5.4.6';

/** For how long a certificate holds: an authority longer than what it signs. */
const authorityYears = 20;
export const signerYears = 5;

/** What every certificate of Griya says of itself, so that nobody takes it for a certified one. */
const disclaimer = 'Sertifikat lokal Griya (bukan BSrE)';

const load = async () => ({ ...(await import('pkijs')), asn1js: await import('asn1js') });

/** An authority of its own for an installation, named after the office that runs it. */
export const makeAuthority = async (input: { organization: string; now: Temporal.Instant }): Promise<Identity> => {
  const pair = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const name = { [commonName]: `Griya ${input.organization}`.slice(0, 64), [organization]: input.organization };
  return makeCertificate({
    subject: name,
    issuer: name,
    pair,
    issuerKey: pair.privateKey,
    authority: true,
    now: input.now,
    years: authorityYears,
  });
};

/** A certificate of one signer, signed by the installation's authority. It names the person and the office, no NIP or NIK. */
export const makeSignerCertificate = async (input: {
  name: string;
  organization: string;
  authority: Identity;
  now: Temporal.Instant;
}): Promise<Identity> => {
  const pair = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  return makeCertificate({
    subject: { [commonName]: input.name, [organization]: input.organization },
    issuer: input.authority.certificate,
    pair,
    issuerKey: await privateKey(input.authority),
    authority: false,
    now: input.now,
    years: signerYears,
  });
};

export const privateKey = ({ key }: Pick<Identity, 'key'>): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey('pkcs8', new Uint8Array(key), curve, false, ['sign']);

type Making = {
  subject: Readonly<Record<string, string>>;
  issuer: Readonly<Record<string, string>> | Buffer;
  pair: webcrypto.CryptoKeyPair;
  issuerKey: webcrypto.CryptoKey;
  authority: boolean;
  now: Temporal.Instant;
  years: number;
};

const makeCertificate = async (making: Making): Promise<Identity> => {
  const { Certificate, Extension, BasicConstraints, Time, asn1js } = await load();
  const certificate = new Certificate();
  certificate.version = 2;
  // Positive and never all zero.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  certificate.serialNumber = new asn1js.Integer({ valueHex: new Uint8Array(serial).buffer });
  certificate.subject = nameOf(await load(), making.subject);
  certificate.issuer = Buffer.isBuffer(making.issuer)
    ? Certificate.fromBER(making.issuer).subject
    : nameOf(await load(), making.issuer);
  // A little before now, for machines whose clocks are behind.
  const from = making.now.subtract({ hours: 1 }).toZonedDateTimeISO('UTC');
  const time = (at: Temporal.ZonedDateTime) =>
    new Time({
      type: at.year < 2050 ? 0 : 1,
      value: new asn1js.GeneralizedTime({ value: compact(at) }).toDate(),
    });
  certificate.notBefore = time(from);
  certificate.notAfter = time(from.add({ years: making.years }));
  const usage = making.authority ? 0x06 : 0xc0; // certificates and lists; or signature and non-repudiation
  certificate.extensions = [
    new Extension({
      extnID: '2.5.29.19',
      critical: true,
      extnValue: new BasicConstraints({ cA: making.authority, ...(making.authority ? { pathLenConstraint: 0 } : {}) })
        .toSchema()
        .toBER(),
    }),
    new Extension({
      extnID: '2.5.29.15',
      critical: true,
      extnValue: new asn1js.BitString({
        valueHex: new Uint8Array([usage]).buffer,
        unusedBits: making.authority ? 1 : 6,
      }).toBER(),
    }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(making.pair.publicKey);
  await certificate.sign(making.issuerKey, 'SHA-256');
  return {
    certificate: Buffer.from(certificate.toSchema(true).toBER()),
    key: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', making.pair.privateKey)),
  };
};

/** A distinguished name with one part per level, as every reader expects it; the library's own way puts all into one. */
const nameOf = (
  { RelativeDistinguishedNames, asn1js }: Awaited<ReturnType<typeof load>>,
  parts: Readonly<Record<string, string>>,
) => {
  const all = { [country]: 'ID', [organizationalUnit]: disclaimer, ...parts };
  const levels = Object.entries(all).map(([type, text]) => {
    const value =
      type === country ? new asn1js.PrintableString({ value: text }) : new asn1js.Utf8String({ value: text.slice(0, 64) });
    return new asn1js.Set({ value: [new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] })] });
  });
  return RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: levels }).toBER());
};

/** "20261124020000Z", as ASN.1 and PDF write a moment. */
const compact = (at: Temporal.ZonedDateTime): string =>
  `${at.toPlainDateTime().toString({ smallestUnit: 'second' }).replace(/\D/g, '')}Z`;
