import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { faultsOf } from '#lib/input.ts';
import type { Language } from '#lib/words.ts';

export type ApiOptions = { db: Db; clock: () => Temporal.Instant };

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
