import { type RouteConfig, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import type { Api, ApiContext } from './context.ts';
import { routingPath } from './gate.ts';
import { changeHeaders } from './schemas.ts';

export type JsonSchema = Record<string, unknown>;

/** What a schema takes, as the JSON Schema that OpenAPI 3.1 speaks. */
export const schemaOf = (schema: z.ZodType): JsonSchema => {
  const { $schema: _, '~standard': __, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return rest;
};

/** Far above the longest installation list; a file goes to /uploads. */
const biggestBody = 1024 * 1024;

const limited = bodyLimit({
  maxSize: biggestBody,
  onError: () => {
    throw new AppError('too_large', { limit: '1 MB' });
  },
});

/** The JSON object of a request, whatever its type claims to be; nothing sent is an empty one. Throws bad_request. */
const readObject = async (c: ApiContext): Promise<Record<string, unknown>> => {
  const text = await c.req.text();
  let body: unknown = {};
  try {
    if (text.trim() !== '') body = JSON.parse(text);
  } catch {
    throw new AppError('bad_request', { why: 'JSON' });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new AppError('bad_request', { why: 'JSON object' });
  return body as Record<string, unknown>;
};

type JsonRoute<Body extends z.ZodType> = Omit<RouteConfig, 'request'> & {
  request?: Pick<NonNullable<RouteConfig['request']>, 'params'>;
  body: Body;
  /** How the body is described, where its schema alone would not say enough. */
  bodySchema?: JsonSchema;
};

/**
 * Adds a route that takes a JSON object, and describes it. A body that is none is a bad_request, one over 1 MB too_large;
 * every fault of a field comes out at once as `invalid`, in our own words.
 */
export const jsonRoute = <Body extends z.ZodType>(
  api: Api,
  { body, bodySchema, request, ...route }: JsonRoute<Body>,
  handle: (c: ApiContext, body: z.output<Body>) => Promise<Response>,
): void => {
  const schema = bodySchema ?? schemaOf(body);
  api.openAPIRegistry.registerPath({
    ...route,
    request: {
      ...request,
      headers: changeHeaders,
      body: { required: Boolean(schema.required), content: { 'application/json': { schema } } },
    },
  });
  api.on(route.method.toUpperCase(), routingPath(route.path), limited, async (c) => handle(c, parse(body, await readObject(c))));
};
