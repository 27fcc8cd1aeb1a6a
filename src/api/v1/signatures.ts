import { createRoute, z } from '@hono/zod-openapi';
import { bringSignedLetter, findVisibleLetter, signIssuedLetter } from '#cases/index.ts';
import {
  findSignature,
  type Given,
  type LetterPage,
  type LetterSignature,
  type SigningFailureCode,
  type SigningOutcome,
  signingFailures,
  signingProviders,
} from '#letters/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { id } from '#lib/input.ts';
import { type Language, say, type Words } from '#lib/words.ts';
import type { Api, ApiContext } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, moment, readRefusals, refusals } from '../schemas.ts';

/** How long a signer waits for the letter's PDF, which the worker makes in a moment. */
const usualRenderMs = 10_000;

const nexts = ['none', 'wait', 'passphrase', 'upload'] as const;

export const signing = z
  .object({
    letter_id: z.string(),
    provider: z
      .string()
      .nullable()
      .openapi({ description: 'local, bsre_v1, bsre_v2, manual; null: signed in ink before it came' }),
    state: z.string().nullable().openapi({ example: 'waiting' }),
    next: z.enum(nexts).openapi({
      description:
        'What it still needs. `wait`: Griya signs it by itself. `passphrase`: its signer sends passphrase or TOTP code to `/letters/{letter_id}/signature`. `upload`: the signed file goes to `/letters/{letter_id}/signature/file`.',
    }),
    detail: z.string().openapi({ description: 'The same in words, with the reason of the last attempt' }),
    failure: z.enum(Object.keys(signingFailures) as [SigningFailureCode, ...SigningFailureCode[]]).nullable(),
    attempts: z.number(),
    signed_by: z.string().nullable(),
    signed_at: moment.nullable(),
  })
  .openapi('Signing');

type Next = (typeof nexts)[number];

const nextWords: Record<Next, Words> = {
  none: { id: 'Surat sudah lengkap; tidak ada yang ditunggu.', en: 'The letter is complete; nothing is waited for.' },
  wait: {
    id: 'Griya menandatangani berkasnya sendiri sebentar lagi.',
    en: 'Griya signs the file by itself in a moment.',
  },
  passphrase: {
    id: 'Surat bernomor dan menunggu passphrase atau kode TOTP penanda tangannya; belum dikirim.',
    en: 'The letter is numbered and awaits the passphrase or TOTP code of its signer; it is not sent yet.',
  },
  upload: {
    id: 'Surat bernomor dan menunggu berkas yang ditandatangani di luar Griya; belum dikirim.',
    en: 'The letter is numbered and awaits the file that is signed outside of Griya; it is not sent yet.',
  },
};

const nextOf = ({ sign_provider: provider, sign_state: state, status }: LetterPage): Next => {
  if (provider === null || state === 'signed' || status === 'void') return 'none';
  if (signingProviders[provider].asks !== null) return 'passphrase';
  return provider === 'manual' ? 'upload' : 'wait';
};

const viewOf = (letter: LetterPage, signature: LetterSignature | undefined, language: Language): z.output<typeof signing> => {
  const next = nextOf(letter);
  const failure = next === 'none' ? null : (signature?.lastError ?? null);
  const reasons = [nextWords[next], ...(failure ? [signingFailures[failure]] : [])];
  return {
    letter_id: letter.id,
    provider: letter.sign_provider,
    state: letter.sign_state,
    next,
    detail: reasons.map((reason) => say(reason, language)).join(' '),
    failure,
    attempts: signature?.attempts ?? 0,
    signed_by: signature?.subject ?? null,
    signed_at: signature?.signedAt?.toString() ?? null,
  };
};

/** How far the signature of a letter is, and what it still needs. Throws not_found. */
export const signingOf = async (c: ApiContext, letterId: string): Promise<z.output<typeof signing>> => {
  const { actor, options, language } = c.var;
  const letter = await findVisibleLetter(options.db, actor, letterId);
  if (!letter) throw new AppError('not_found', { what: `letter ${letterId}` });
  return viewOf(letter, await findSignature(options.db, letter.id), language);
};

const letterParams = z.object({ letter_id: z.string() });

const readRoute = createRoute({
  method: 'get',
  path: '/letters/{letter_id}/signature',
  operationId: 'readSignature',
  tags: ['Letters'],
  summary: 'How far the signature of a letter is, and what it still needs',
  request: { params: letterParams },
  responses: { ...readRefusals, 200: answer(signing, 'The signature') },
});

const givenBody = z.strictObject({
  passphrase: z.string().max(200).default('').describe('Used for this call only; not kept and not logged'),
  totp: z.string().max(20).default('').describe('With BSrE v2 in place of the passphrase'),
});

const either: Words = {
  id: 'Isi passphrase atau kode TOTP, salah satu saja.',
  en: 'Give the passphrase or a TOTP code, one of the two.',
};

const givenOf = ({ passphrase, totp }: z.output<typeof givenBody>): Given => {
  if ((passphrase === '') === (totp === '')) throw invalid([{ field: 'passphrase', message: either }]);
  return totp === '' ? { passphrase } : { totp };
};

const unrendered: Words = {
  id: 'PDF surat ini belum selesai dibuat. Coba lagi sebentar.',
  en: 'The PDF of this letter is not made yet. Try again in a moment.',
};

/** What the answer to an attempt adds: the signature's own record says the rest. */
const after = (outcome: SigningOutcome, found: z.output<typeof signing>, language: Language): z.output<typeof signing> =>
  outcome.state === 'unrendered' ? { ...found, detail: say(unrendered, language) } : found;

/** Signatures of letters: where they are, signing through the office's service, bringing a file that was signed elsewhere. */
export const signatureRoutes = (api: Api): void => {
  api.openapi(readRoute, async (c) => c.json(await signingOf(c, c.req.valid('param').letter_id), 200));

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/letters/{letter_id}/signature',
      operationId: 'signLetter',
      tags: ['Letters'],
      summary: 'The signer signs a numbered letter through the office’s signing service (BSrE)',
      description:
        'Answers 200 also when the service did not sign: `state` is `signed` only when it did, `failure` says why not. The letter keeps its number, and the call can be repeated. A letter that waits to be sent is sent then.',
      request: { params: letterParams },
      body: givenBody,
      responses: { ...refusals, 200: answer(signing, 'The signature afterwards') },
    },
    async (c, body) => {
      const { actor, now, options, language } = c.var;
      const letterId = c.req.param('letter_id') ?? '';
      const before = await signingOf(c, letterId);
      if (before.next === 'none') return c.json(before, 200);
      if (before.next !== 'passphrase') {
        throw new AppError('not_possible_now', { action: 'letter.sign', state: before.detail, possible: before.next });
      }
      const { renderMs, ...limits } = options.signing ?? { renderMs: usualRenderMs };
      const given = givenOf(body);
      const { db, secret } = options;
      const outcome = await signIssuedLetter(db, { actor, letterId, given, secret, now, renderMs, ...limits });
      return c.json(after(outcome, await signingOf(c, letterId), language), 200);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/letters/{letter_id}/signature/file',
      operationId: 'bringSignedLetter',
      tags: ['Letters'],
      summary: 'Bring the file of a numbered letter that was signed in ink or in another application',
      description: 'The file is an upload of yours with the purpose `signed-letter`. Signatures inside a PDF are checked.',
      request: { params: letterParams },
      body: z.strictObject({ upload_id: id() }),
      responses: { ...refusals, 200: answer(signing, 'The signature afterwards') },
    },
    async (c, { upload_id: uploadId }) => {
      const { actor, now } = c.var;
      const letterId = c.req.param('letter_id') ?? '';
      await once(c, (tx) => bringSignedLetter(tx, { actor, letterId, uploadId, now }));
      return c.json(await signingOf(c, letterId), 200);
    },
  );
};
