import type { Certificate } from 'pkijs';

export type SignatureFinding = {
  /** The signature fits the bytes it covers, and they are unchanged. Whether the certificate is to be trusted is another question. */
  valid: boolean;
  /** It covers every byte of the file but itself: nothing was added afterwards. */
  coversWholeFile: boolean;
  /** Whose certificate it is: the common name. */
  subject: string;
  issuer: string;
  /** When, by the signer's own clock; null where the file does not say. */
  at: Temporal.Instant | null;
  /** 'timestamp': made by a time-stamping authority, not by a person. */
  kind: 'signature' | 'timestamp';
  /** The signer's certificate in DER; null where it could not be read. */
  certificate: Buffer | null;
  /** Every certificate that came with it, in DER. */
  chain: Buffer[];
  /** Whether it brings a time stamp of an authority along. It is not checked: the time told is the signer's own. */
  stamped: boolean;
};

/** Nobody signs a letter more often; a file that says so wants to keep us busy. */
const mostSignatures = 20;
const longestContents = 2_000_000;

/**
 * Every signature of a PDF from anywhere, in the order in which they stand in the file. What cannot be read is not valid;
 * nothing is thrown. A file without signatures gives an empty list.
 */
export const verifySignedPdf = async (bytes: Uint8Array): Promise<{ signatures: SignatureFinding[] }> => {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = pdf.toString('latin1');
  const places = [...text.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g)];
  const signatures: SignatureFinding[] = [];
  for (const place of places.slice(-mostSignatures)) {
    const [, a = '', b = '', c = '', d = ''] = place;
    signatures.push(await verifyOne(pdf, text, place.index, [Number(a), Number(b), Number(c), Number(d)]));
  }
  return { signatures };
};

type Range = readonly [number, number, number, number];

const nothing = (at: Temporal.Instant | null): SignatureFinding => ({
  valid: false,
  coversWholeFile: false,
  subject: '',
  issuer: '',
  at,
  kind: 'signature',
  certificate: null,
  chain: [],
  stamped: false,
});

const verifyOne = async (pdf: Buffer, text: string, place: number, range: Range): Promise<SignatureFinding> => {
  const [start, length, second, rest] = range;
  const dictionary = dictionaryAround(text, place, range);
  const finding = nothing(readDate(dictionary));
  const outside = start + length > second || second + rest > pdf.length || second - start - length > longestContents;
  const contents = outside ? null : /^<([0-9a-fA-F\s]*)>$/.exec(text.slice(start + length, second))?.[1];
  // The gap must be the signature itself and nothing else.
  if (contents === null || contents === undefined) return finding;
  const signed = Buffer.concat([pdf.subarray(start, start + length), pdf.subarray(second, second + rest)]);
  const coversWholeFile = start === 0 && second + rest === pdf.length;
  const subFilter = /\/SubFilter\s*\/([\w.]+)/.exec(dictionary)?.[1];
  const kind = subFilter === 'ETSI.RFC3161' ? 'timestamp' : 'signature';
  const known = kind === 'timestamp' || subFilter === 'ETSI.CAdES.detached' || subFilter === 'adbe.pkcs7.detached';
  const cms = known ? await verifyCms(Buffer.from(contents.replace(/\s/g, ''), 'hex'), signed, kind) : null;
  return { ...finding, coversWholeFile, kind, ...cms };
};

/** The text of the signature's dictionary, without its long value. */
const dictionaryAround = (text: string, place: number, [start, length, second]: Range): string => {
  const begin = Math.max(text.lastIndexOf(' obj', place), place - 4096);
  const gap = start + length;
  const end = text.indexOf('endobj', Math.max(place, second));
  const until = end < 0 ? place + 4096 : Math.min(end, Math.max(place, second) + 4096);
  return gap > begin && gap < until && second <= until
    ? text.slice(begin, gap) + text.slice(second, until)
    : text.slice(begin, until);
};

const readDate = (dictionary: string): Temporal.Instant | null => {
  const found = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?/.exec(dictionary);
  if (!found) return null;
  const [, year, month, day, hour, minute, seconds = '00', , sign = '+', hours = '00', minutes = '00'] = found;
  try {
    return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${seconds}${sign}${hours}:${minutes}`);
  } catch {
    return null;
  }
};

type CmsFinding = Pick<SignatureFinding, 'valid' | 'subject' | 'issuer' | 'certificate' | 'chain' | 'stamped'>;

const signatureTimeStamp = '1.2.840.113549.1.9.16.2.14';

/** A chain is short; a file that brings more wants to keep us busy. */
const mostCertificates = 20;

const verifyCms = async (der: Buffer, content: Buffer, kind: SignatureFinding['kind']): Promise<CmsFinding | null> => {
  const pki = await import('pkijs');
  try {
    const info = pki.ContentInfo.fromBER(exactDer(der));
    const signed = new pki.SignedData({ schema: info.content });
    // A content of its own would be checked instead of the file's.
    const detached = kind === 'timestamp' || signed.encapContentInfo.eContent === undefined;
    if (!detached || signed.signerInfos.length !== 1) return null;
    const result = await signed
      .verify({ signer: 0, data: new Uint8Array(content).buffer, extendedMode: true })
      .catch((error: unknown) => error as { signatureVerified?: boolean | null; signerCertificate?: unknown });
    const { signerCertificate } = result;
    if (!(signerCertificate instanceof pki.Certificate)) return null;
    const certificate = Buffer.from(signerCertificate.toSchema().toBER());
    const [subject, issuer] = [nameIn(signerCertificate.subject), nameIn(signerCertificate.issuer)];
    const chain = (signed.certificates ?? [])
      .filter((each) => each instanceof pki.Certificate)
      .slice(0, mostCertificates)
      .map((each) => Buffer.from(each.toSchema().toBER()));
    const stamped = signed.signerInfos[0]?.unsignedAttrs?.attributes.some(({ type }) => type === signatureTimeStamp) ?? false;
    return { valid: result.signatureVerified === true, subject, issuer, certificate, chain, stamped };
  } catch {
    return null;
  }
};

/** Without the zeros that fill the place up. */
const exactDer = (der: Buffer): Uint8Array<ArrayBuffer> => {
  const first = der[1] ?? 0;
  if (der[0] !== 0x30) throw new Error('no DER');
  // A signature of indefinite length carries its own end.
  if (first === 0x80) return new Uint8Array(der);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const length = lengthBytes === 0 ? first : der.readUIntBE(2, Math.min(lengthBytes, 6));
  return new Uint8Array(der.subarray(0, 2 + lengthBytes + length));
};

const commonName = '2.5.4.3';

/** The common name, or the last part of a name that has none. */
const nameIn = ({ typesAndValues }: Certificate['subject']): string => {
  const part = typesAndValues.find(({ type }) => type === commonName) ?? typesAndValues.at(-1);
  const text: unknown = part?.value.valueBlock.value;
  return typeof text === 'string' ? text.slice(0, 300) : '';
};
