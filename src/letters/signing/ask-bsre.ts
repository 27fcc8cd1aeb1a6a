import { setTimeout as pause } from 'node:timers/promises';
import { SigningFailure, type SigningFailureCode } from './failures.ts';
import type { BsreSetting, Patience } from './provider.ts';

/** A letter has some hundred kilobytes; with a visible picture some megabytes. */
const longestAnswer = 64 * 1024 * 1024;

export type Answer = { headers: Headers; body: Buffer };
type Question = { method: 'GET' | 'POST'; path: string; body?: () => FormData | string; type?: string };

/**
 * Asks a BSrE client service, with HTTP Basic. Asked again when it is away or answers 5xx, as patience allows; a refusal is
 * final. Throws a SigningFailure; neither address, question nor answer gets into it.
 */
export const askBsre = async (setting: BsreSetting, patience: Patience, question: Question): Promise<Answer> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await askOnce(setting, patience.timeoutMs, question);
    } catch (error) {
      const failure = error instanceof SigningFailure ? error : new SigningFailure('away');
      const wait = patience.pausesMs[attempt];
      if ((failure.code !== 'away' && failure.code !== 'server_error') || wait === undefined) throw failure;
      await pause(wait);
    }
  }
};

const askOnce = async (setting: BsreSetting, timeoutMs: number, { method, path, body, type }: Question): Promise<Answer> => {
  const credentials = Buffer.from(`${setting.username}:${setting.password}`).toString('base64');
  const response = await fetch(`${setting.baseAddress.replace(/\/+$/, '')}${path}`, {
    method,
    headers: { authorization: `Basic ${credentials}`, ...(type ? { 'content-type': type } : {}) },
    ...(body ? { body: body() } : {}),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const answer = await readAll(response);
  if (!response.ok) throw new SigningFailure(codeOf(response.status, answer.toString('utf8', 0, 4096)));
  return { headers: response.headers, body: answer };
};

const readAll = async (response: Response): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > longestAnswer) throw new SigningFailure('bad_answer');
    parts.push(part);
  }
  return Buffer.concat(parts);
};

/** What a refusal means. The texts are those that agencies report from the service; anything else counts as refused. */
const codeOf = (status: number, text: string): SigningFailureCode => {
  if (status >= 500) return 'server_error';
  if (/passphrase|totp|otp/i.test(text)) return 'passphrase';
  if (status === 401 || status === 403) return 'settings';
  if (status === 404 || /terdaftar|regist|sertifikat|certificate|nik/i.test(text)) return 'unknown_signer';
  return 'refused';
};

/** The answer as JSON. Throws bad_answer for anything else. */
export const readJson = ({ body }: Answer): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (value !== null && typeof value === 'object') return value as Record<string, unknown>;
  } catch {
    // Falls through to the failure: what is no JSON is as bad as the wrong JSON.
  }
  throw new SigningFailure('bad_answer');
};

/** The state of a signer's certificate, as both versions call it. */
export const statusOf = (answer: Record<string, unknown>): 'active' | 'inactive' | 'unknown' => {
  const status = String(answer.status ?? '').toUpperCase();
  if (status === 'ISSUE' || status === 'ISSUED') return 'active';
  return status === 'NOT_REGISTERED' || status === '' ? 'unknown' : 'inactive';
};

/** Whether the service found a document's signatures good, in the words of either version. */
export const verdictOf = (answer: Record<string, unknown>): boolean => {
  const text = String(answer.summary ?? answer.conclusion ?? '').toUpperCase();
  return text === 'VALID' || text === 'DOCUMENT VALID' || text === 'WARNING';
};
