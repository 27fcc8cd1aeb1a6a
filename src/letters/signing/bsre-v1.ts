import { askBsre, readJson, statusOf, verdictOf } from './ask-bsre.ts';
import { SigningFailure } from './failures.ts';
import type { BsreSetting, Patience, Provider } from './provider.ts';

const fileOf = (pdf: Buffer): File => new File([new Uint8Array(pdf)], 'surat.pdf', { type: 'application/pdf' });

/**
 * Esign Client Service v1: multipart forms, the signed PDF comes back as it is, the document's id in the header
 * `id_dokumen`. It knows a passphrase only.
 */
export const bsreV1 = (setting: BsreSetting, patience: Patience): Provider => ({
  status: async ({ nik }) => {
    const path = `/api/user/status/${encodeURIComponent(nik)}`;
    return askBsre(setting, patience, { method: 'GET', path }).then(
      (answer) => statusOf(readJson(answer)),
      (error) => {
        if (error instanceof SigningFailure && error.code === 'unknown_signer') return 'unknown';
        throw error;
      },
    );
  },

  sign: async (pdf, { nik, given, reason, location }) => {
    if (!('passphrase' in given)) throw new SigningFailure('passphrase');
    const form = (): FormData => {
      const fields = new FormData();
      fields.set('file', fileOf(pdf));
      fields.set('nik', nik);
      fields.set('passphrase', given.passphrase);
      // The letter has its own block; the signature itself is invisible.
      fields.set('tampilan', 'invisible');
      fields.set('reason', reason);
      fields.set('location', location);
      return fields;
    };
    const answer = await askBsre(setting, patience, { method: 'POST', path: '/api/sign/pdf', body: form });
    return { pdf: answer.body, reference: referenceOf(answer.headers.get('id_dokumen')) };
  },

  verify: async (pdf) => {
    const form = (): FormData => {
      const fields = new FormData();
      fields.set('signed_file', fileOf(pdf));
      return fields;
    };
    const answer = await askBsre(setting, patience, { method: 'POST', path: '/api/sign/verify', body: form });
    return { valid: verdictOf(readJson(answer)) };
  },
});

/** An id is kept only if it looks like one. */
const referenceOf = (header: string | null): string | null => (header && /^[\w-]{1,100}$/.test(header) ? header : null);
