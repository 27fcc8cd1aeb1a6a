import { AppError } from '#lib/errors.ts';
import { type Auth, authPath } from './auth.ts';
import { type Caller, forwarded, note, refusing } from './sign-in.ts';

/** What the passkey scripts may call: `authPath` and one of these. */
const open: Readonly<Record<string, string>> = {
  '/passkey/generate-register-options': 'GET',
  '/passkey/verify-registration': 'POST',
  '/passkey/generate-authenticate-options': 'GET',
  '/passkey/verify-authentication': 'POST',
};

/**
 * Answers the scripts that make and use a passkey (JSON, as the browser's WebAuthn asks). Everything else of better-auth
 * stays closed, so that no request goes around the throttle and the audit trail. Throws `not_found`, `too_large`.
 */
export const handlePasskey = async (auth: Auth, request: Request, ip: string): Promise<Response> => {
  const path = new URL(request.url).pathname.replace(authPath, '');
  if (open[path] !== request.method) throw new AppError('not_found', { what: path });
  const headers = forwarded({ headers: request.headers, ip });
  for (const name of ['content-type', 'origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest']) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  const body = request.method === 'POST' ? await readBody(request) : null;
  const { search } = new URL(request.url);
  const response = await auth.handler(
    new Request(new URL(`${authPath}${path}${search}`, auth.baseUrl), { method: request.method, headers, body }),
  );
  if (response.ok && path.startsWith('/passkey/verify-')) await noteUse(auth, path, (await response.clone().json()) as Answer);
  return response;
};

/** An answer of an authenticator has a few kilobytes. */
const longestBody = 64 * 1024;

const readBody = async ({ body }: Request): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > longestBody) throw new AppError('too_large', { limit: '64 kB' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

type Answer = { userId?: string; name?: string; user?: { id: string } };

const noteUse = async (auth: Auth, path: string, answer: Answer) => {
  if (path === '/passkey/verify-authentication' && answer.user) {
    await note(auth, answer.user.id, 'account.signed_in', { with: 'passkey' });
  }
  if (path === '/passkey/verify-registration' && answer.userId) {
    await note(auth, answer.userId, 'account.passkey_added', { name: answer.name ?? '' });
  }
};

export type Passkey = { id: string; name: string; createdAt: Temporal.Instant | null };

/** The passkeys of who is signed in. Throws `signed_out`. */
export const listPasskeys = async (auth: Auth, input: Caller): Promise<Passkey[]> => {
  const found = await refusing(() => auth.api.listPasskeys({ headers: forwarded(input) }));
  return found.map((each) => ({
    id: each.id,
    name: each.name ?? '',
    createdAt: each.createdAt ? Temporal.Instant.fromEpochMilliseconds(each.createdAt.getTime()) : null,
  }));
};

/** Removes one's own passkey. Another's is not found. */
export const removePasskey = async (auth: Auth, input: { passkeyId: string; accountId: string } & Caller): Promise<void> => {
  const mine = await listPasskeys(auth, input);
  if (!mine.some((each) => each.id === input.passkeyId)) throw new AppError('not_found', { what: 'passkey' });
  await refusing(() => auth.api.deletePasskey({ body: { id: input.passkeyId }, headers: forwarded(input) }));
  await note(auth, input.accountId, 'account.passkey_removed');
};
