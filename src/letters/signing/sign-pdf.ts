import type { Identity } from './certificates.ts';
import { signCms } from './cms.ts';
import { addPlaceholder, type SignatureFacts } from './placeholder.ts';

/**
 * Signs a PDF that Griya made with a certificate of its own: PAdES baseline B-B (ETSI.CAdES.detached), as an incremental
 * update. `chain`: the certificates above the signer's. Throws an Error when the PDF has not the form that Typst writes.
 */
export const signPdf = async (
  pdf: Uint8Array,
  signer: Identity,
  chain: readonly Buffer[],
  facts: SignatureFacts,
): Promise<Buffer> => {
  const { SignPdf, Signer } = await import('@signpdf/signpdf');
  class Cades extends Signer {
    override sign = (bytes: Buffer): Promise<Buffer> => signCms(bytes, signer, chain);
  }
  return new SignPdf().sign(addPlaceholder(pdf, facts), new Cades());
};
