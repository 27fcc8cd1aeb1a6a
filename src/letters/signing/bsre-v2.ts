import { askBsre, readJson, statusOf, verdictOf } from './ask-bsre.ts';
import { SigningFailure } from './failures.ts';
import type { BsreSetting, Patience, Provider } from './provider.ts';

/** Esign Client Service v2: JSON with the files in base64; a passphrase or a TOTP code. */
export const bsreV2 = (setting: BsreSetting, patience: Patience): Provider => {
  const ask = async (path: string, body: unknown): Promise<Record<string, unknown>> =>
    readJson(
      await askBsre(setting, patience, {
        method: 'POST',
        path,
        body: () => JSON.stringify(body),
        type: 'application/json',
      }),
    );
  return {
    status: async ({ nik }) =>
      ask('/api/v2/user/check/status', { nik }).then(statusOf, (error) => {
        if (error instanceof SigningFailure && error.code === 'unknown_signer') return 'unknown';
        throw error;
      }),

    sign: async (pdf, { nik, given, reason, location }) => {
      const answer = await ask('/api/v2/sign/pdf', {
        nik,
        ...given,
        signatureProperties: [{ tampilan: 'INVISIBLE', reason, location }],
        file: [pdf.toString('base64')],
      });
      return { pdf: pdfIn(answer), reference: null };
    },

    verify: async (pdf) => ({ valid: verdictOf(await ask('/api/v2/verify/pdf', { file: pdf.toString('base64') })) }),
  };
};

const pdfIn = (answer: Record<string, unknown>): Buffer => {
  const files = answer.file;
  const [first] = Array.isArray(files) ? (files as unknown[]) : [files];
  if (typeof first !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(first)) throw new SigningFailure('bad_answer');
  return Buffer.from(first, 'base64');
};
