import { createHash, webcrypto } from 'node:crypto';
import { type Identity, privateKey } from './certificates.ts';

const data = '1.2.840.113549.1.7.1';
const signedData = '1.2.840.113549.1.7.2';
const contentType = '1.2.840.113549.1.9.3';
const messageDigest = '1.2.840.113549.1.9.4';
const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';

/**
 * A detached CAdES signature (ETSI EN 319 122-1, level B-B as PAdES wants it): content type, message digest and
 * signing-certificate-v2 are signed; the time stands in the PDF's own entry, as PAdES asks.
 */
export const signCms = async (content: Uint8Array, signer: Identity, chain: readonly Buffer[]): Promise<Buffer> => {
  const [pki, asn1js] = await Promise.all([import('pkijs'), import('asn1js')]);
  const certificate = pki.Certificate.fromBER(signer.certificate);
  const octets = (bytes: Uint8Array) => new asn1js.OctetString({ valueHex: new Uint8Array(bytes).buffer });
  const digest = await webcrypto.subtle.digest('SHA-256', new Uint8Array(content));
  // ESSCertIDv2 with its default algorithm, SHA-256, left out as DER demands.
  const certificateId = new asn1js.Sequence({
    value: [
      new asn1js.Sequence({
        value: [new asn1js.Sequence({ value: [octets(createHash('sha256').update(signer.certificate).digest())] })],
      }),
    ],
  });
  const attribute = (type: string, value: InstanceType<typeof asn1js.BaseBlock>) => new pki.Attribute({ type, values: [value] });
  const signed = new pki.SignedData({
    version: 1,
    encapContentInfo: new pki.EncapsulatedContentInfo({ eContentType: data }),
    certificates: [certificate, ...chain.map((each) => pki.Certificate.fromBER(each))],
    signerInfos: [
      new pki.SignerInfo({
        version: 1,
        sid: new pki.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new pki.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attribute(contentType, new asn1js.ObjectIdentifier({ value: data })),
            attribute(messageDigest, octets(new Uint8Array(digest))),
            attribute(signingCertificateV2, certificateId),
          ],
        }),
      }),
    ],
  });
  await signed.sign(await privateKey(signer), 0, 'SHA-256');
  const info = new pki.ContentInfo({ contentType: signedData, content: signed.toSchema(true) });
  return Buffer.from(info.toSchema().toBER());
};
