import type { MiddlewareHandler } from 'hono';
import { findActorByApiKey } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Api, ApiContext, ApiEnv, ApiOptions } from './context.ts';

/** `{number}` of OpenAPI as Hono writes it; a file's ending stays outside the parameter's name. */
export const routingPath = (path: string): string =>
  path.replaceAll(/\{(\w+)\}(\.\w+)?/g, (_, name: string, ending?: string) =>
    ending ? `:${name}{[^/]+\\${ending}}` : `:${name}`,
  );

/** The methods that each described path answers. */
const methodsByPath = (api: Api): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const definition of api.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { path, method } = definition.route;
    found.set(path, [...(found.get(path) ?? []), method.toUpperCase()]);
  }
  return found;
};

/** Stands before a path that anybody may read. */
export const openGate =
  (methods: readonly string[]): MiddlewareHandler<ApiEnv> =>
  async (c, next) =>
    answerMethod(c, methods) ?? next();

/** Answers OPTIONS, and refuses a method that the path does not have, before anybody is asked for a key. */
const answerMethod = (c: ApiContext, methods: readonly string[]): Response | null => {
  const allowed = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
  const { method } = c.req;
  if (method !== 'OPTIONS' && allowed.includes(method)) return null;
  c.header('allow', allowed.join(', '));
  if (method === 'OPTIONS') return c.body(null, 204);
  throw new AppError('wrong_method', { method, allowed: allowed.join(', ') });
};

/** Knows the caller by its key (`Authorization: Bearer griya_…`). A browser's session is no key: no page can be made to call. */
const authenticate = async (c: ApiContext): Promise<void> => {
  const { options, now } = c.var;
  const key = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  const actor = key ? await findActorByApiKey(options.db, { key, now }) : null;
  if (!actor) {
    c.header('www-authenticate', 'Bearer');
    throw new AppError('no_key');
  }
  c.set('actor', actor);
  c.set('language', actor.language);
};

/** Stands before every path that `described` describes; whatever lies beside them is not found, with or without a key. */
export const gate = (api: Api, described: Api, options: ApiOptions): void => {
  for (const [path, methods] of methodsByPath(described)) {
    api.use(routingPath(path), async (c, next) => {
      const answer = answerMethod(c, methods);
      if (answer) return answer;
      c.set('options', options);
      c.set('now', options.clock());
      c.header('cache-control', 'no-store');
      await authenticate(c);
      return next();
    });
  }
};
