import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Patience } from '#letters/index.ts';
import { invalid } from '#lib/errors.ts';
import { faultsOf } from '#lib/input.ts';
import type { Language } from '#lib/words.ts';

export type ApiOptions = {
  db: Db;
  clock: () => Temporal.Instant;
  /** Of the installation: what the signing services are reached with is sealed by it. */
  secret: string;
  /** How long a signer waits for the letter's PDF and for the signing service; the usual where it is left out. */
  signing?: { renderMs: number; patience: Patience };
};

export type ApiEnv = { Variables: { options: ApiOptions; actor: Actor; now: Temporal.Instant; language: Language } };

export type ApiContext = Context<ApiEnv>;

export type Api = OpenAPIHono<ApiEnv>;

/** An API part whose query is refused with the closed list's errors: every fault at once. */
export const newApi = (): Api =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(faultsOf(result.error as never));
    },
  });
