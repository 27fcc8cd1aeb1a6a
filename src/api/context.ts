import { OpenAPIHono } from '@hono/zod-openapi';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { faultsOf } from '#lib/input.ts';
import type { Language } from '#lib/words.ts';

export type ApiOptions = {
  db: Db;
  clock: () => Temporal.Instant;
  /** Largest upload, in bytes, where the office has not set its own. */
  uploadLimit: number;
};

export type ApiEnv = {
  Variables: { options: ApiOptions; actor: Actor; now: Temporal.Instant; timeZone: string; language: Language };
};

export type Api = OpenAPIHono<ApiEnv>;

/** An API part whose requests are refused with the closed list's errors: every fault of the input at once. */
export const newApi = (): Api =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(faultsOf(result.error as never));
    },
  });

/** The JSON body of a request. Throws bad_request for one that is none, so that a program hears what was wrong with it. */
export const readJson = async (request: { text: () => Promise<string> }): Promise<unknown> => {
  const body = await request.text();
  if (body.trim() === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new AppError('bad_request', { why: 'JSON' });
  }
};
