import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestFields } from '#cases/index.ts';
import { errorKinds } from '#lib/errors.ts';
import { hostingSop } from '#sop/index.ts';
import { type TestApi, testApi } from '../../test/support/api.ts';

type Schema = {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
  anyOf?: Schema[];
};
type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
};
type Document = {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  security: Record<string, unknown[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
};

let api: TestApi;
let document: Document;
let text: string;
let operations: [path: string, method: string, operation: Operation][];

beforeAll(async () => {
  api = await testApi();
  const answer = await api.send('GET', '/openapi.json');
  expect(answer.status).toBe(200);
  text = answer.text;
  document = answer.body as unknown as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation] as [string, string, Operation]),
  );
}, 60_000);

afterAll(() => api.close());

/** Every object in a document, with the way to it. */
const nodesOf = function* (node: unknown, way = ''): Generator<[string, Record<string, unknown>]> {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) yield [way, node as Record<string, unknown>];
  for (const [key, value] of Object.entries(node))
    yield* nodesOf(value, `${way}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
};

const at = (way: string): unknown =>
  way
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (node, key) => (node as Record<string, unknown>)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );

describe('the description', () => {
  test('is OpenAPI 3.1, needs no key, and says that everything else does', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Griya', version: '1' },
      servers: [{ url: '/api/v1' }],
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    });
  });

  test('holds together: references lead somewhere, types are those of JSON Schema, nothing of 3.0 is left', () => {
    const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
    for (const [way, node] of nodesOf(document)) {
      if (typeof node.$ref === 'string') expect(at(node.$ref), `${way} → ${node.$ref}`).toBeTypeOf('object');
      if (way.endsWith('/properties')) continue;
      expect('nullable' in node, way).toBe(false);
      if (typeof node.type === 'string' && /schema|items|anyOf|properties/.test(way) && !way.endsWith('/key')) {
        expect(types, way).toContain(node.type);
      }
      if (Array.isArray(node.required) && node.properties) {
        expect(Object.keys(node.properties), way).toEqual(expect.arrayContaining(node.required));
      }
    }
  });

  test('names every operation once, with its part, its words, its parameters and its refusals', () => {
    expect(new Set(operations.map(([, , operation]) => operation.operationId)).size).toBe(operations.length);
    for (const [path, method, operation] of operations) {
      const where = `${method} ${path}`;
      expect(operation.operationId, where).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary.length, where).toBeGreaterThan(3);
      expect(operation.tags, where).toHaveLength(1);
      const inPath = (operation.parameters ?? []).filter((each) => each.in === 'path');
      expect(
        inPath.map((each) => `{${each.name}}`),
        where,
      ).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(
        inPath.every((each) => each.required === true),
        where,
      ).toBe(true);
      expect(
        Object.keys(operation.responses).some((status) => status.startsWith('2')),
        where,
      ).toBe(true);
      for (const status of ['401', '404', '422', ...(method === 'get' ? [] : ['400', '403', '409', '413'])]) {
        expect(operation.responses[status]?.content?.['application/problem+json']?.schema, `${where} ${status}`).toEqual({
          $ref: '#/components/schemas/Problem',
        });
      }
    }
  });

  test('gives every change an Idempotency-Key, but for uploads, which are stored once anyway', () => {
    for (const [path, method, operation] of operations) {
      if (method === 'get' || path === '/uploads') continue;
      expect(operation.parameters, path).toContainEqual(
        expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
      );
    }
  });

  test('says what a body is made of, and that nothing else may be in it', () => {
    for (const [path, method, operation] of operations) {
      if (method === 'get' || path === '/uploads' || path.endsWith('/assignment')) continue;
      const schema = operation.requestBody?.content['application/json']?.schema;
      expect(schema, path).toMatchObject({ type: 'object', additionalProperties: false });
      expect(Object.keys(schema?.properties ?? {}).length, path).toBeGreaterThan(0);
    }
    const created = document.paths['/cases']?.post?.requestBody?.content['application/json']?.schema;
    expect(Object.keys(created?.properties ?? {})).toEqual([...requestFields]);
  });

  test('holds no person: no NIP, no telephone, no address, no name', () => {
    expect(text).not.toMatch(/\b\d{18}\b|\b08\d{2}[ -]?\d{4}|@[a-z]/);
    for (const name of ['Bimo', 'Ratna', 'Batam', 'DISKOMINFO']) expect(text).not.toContain(name);
  });
});

describe('the acts', () => {
  const human = hostingSop.actions.filter((action) => action.by.length > 0);

  test('are those of the process that a person may do, every one', () => {
    const described = operations.flatMap(([path]) => /^\/cases\/\{number\}\/acts\/(.+)$/.exec(path)?.[1] ?? []);
    expect(described.sort()).toEqual(human.map((action) => action.key).sort());
  });

  test('say by whom and when, and take a version; on_paper where the process allows it, and only there', () => {
    for (const action of human) {
      const operation = document.paths[`/cases/{number}/acts/${action.key}`]?.post;
      expect(operation).toMatchObject({
        summary: action.label.en,
        description: expect.stringContaining(`\`${action.from[0]}\``),
      });
      const properties = operation?.requestBody?.content['application/json']?.schema.properties ?? {};
      expect(properties.version, action.key).toMatchObject({ type: 'integer' });
      expect('on_paper' in properties, action.key).toBe(action.onPaper);
    }
  });

  test('list the words that they take', () => {
    const words = (action: string): string => document.paths[`/cases/{number}/acts/${action}`]?.post?.description ?? '';
    for (const { key } of hostingSop.dispositionInstructions) expect(words('dispose')).toContain(`\`${key}\``);
    for (const { key } of hostingSop.returnReasons) expect(words('return')).toContain(`\`${key}\``);
    for (const { key } of hostingSop.refusalReasons) expect(words('refuse')).toContain(`\`${key}\``);
  });
});

test('every server field that is described is one of the register’s', async () => {
  const schema = document.paths['/cases/{number}/acts/provide-server']?.post?.requestBody?.content['application/json']?.schema;
  const named = Object.keys(schema?.properties?.server?.properties ?? {});
  const { rows } = await api.database.pool.query<{ column_name: string }>(
    "select column_name from information_schema.columns where table_name = 'server'",
  );
  const columns = rows.map((row) => row.column_name);
  const elsewhere = ['network_id', 'address', 'interface', 'rack'];
  expect(named.filter((name) => !columns.includes(name) && !elsewhere.includes(name))).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});

test('the page about the interface names every error code and every path', async () => {
  const page = await readFile(new URL('../../docs/api.md', import.meta.url), 'utf8');
  const browserOnly = ['signed_out', 'bad_origin', 'too_many'];
  for (const code of Object.keys(errorKinds)) {
    if (!browserOnly.includes(code)) expect(page, code).toContain(`\`${code}\``);
  }
  for (const path of Object.keys(document.paths)) {
    const short = path.replace(/\/acts\/.+/, '/acts/').replace(/^\/cases\/\{number\}/, '');
    expect(page, path).toContain(short);
  }
});
