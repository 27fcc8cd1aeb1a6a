import { z } from '@hono/zod-openapi';
import type { Db } from '#db/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { optionalText } from '#lib/input.ts';
import { needServerKeeper } from '#registry/index.ts';
import type { Api, ApiContext } from '../../context.ts';
import { jsonRoute, schemaOf } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, refusals } from '../../schemas.ts';
import { byId } from './shapes.ts';

type Doing = { now: Temporal.Instant; doer: ReturnType<typeof doerOf>; because?: string };
type Values = Record<string, unknown>;
type Shape = Record<string, z.ZodType>;

/** A record as it is now, in the register's own names, with the version that a change is made upon; null: it has none. */
type Current = { version: number | null; record: Values };

type KeptRecord = {
  /** "Rack", "Vlan": part of the names of the calls. */
  noun: string;
  /** "a rack" */
  a: string;
  /** Where such records are entered, and where one of them is changed. */
  entered?: {
    path: string;
    create: (tx: Db, values: Values, doing: Doing, parent: { id: string; actor: Actor }) => Promise<string>;
  };
  path: string;
  /** Its fields as a program sends them; the register itself reads their values. */
  fields: Shape;
  /** False for a part of another record, which has no version of its own. */
  versioned?: false;
  /** Fields that are said when it is entered and never change. */
  fixed?: Shape;
  needed: readonly string[];
  read: (tx: Db, actor: Actor, id: string) => Promise<Current>;
  change: (tx: Db, change: { id: string; version: number; values: Values; given: Values }, doing: Doing) => Promise<unknown>;
  /** The register's names of fields that this interface calls otherwise. */
  called?: Readonly<Record<string, string>>;
};

const because = optionalText(200).describe('What caused it, for the journal: the number of a case, for example.');
const version = z
  .number()
  .int()
  .min(1)
  .optional()
  .describe('As you read it; refused with 409 `stale_page` when it has changed since.');

const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Runs a change of the register; a fault stands at the field as this interface calls it. */
export const inItsNames = async <Result>(
  run: () => Promise<Result>,
  called: Readonly<Record<string, string>> = {},
): Promise<Result> => {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError) || error.faults.length === 0) throw error;
    const faults = error.faults.map((fault) => ({ ...fault, field: called[fault.field] ?? snake(fault.field) }));
    throw new AppError(error.code, error.values, faults);
  }
};

/** Takes these names and no others; what they hold is read by the register, in its own words. */
const namesOf = (shape: Shape) =>
  z.strictObject(Object.fromEntries(Object.keys(shape).map((key) => [key, z.unknown().optional()])));

const registerNames = (values: Values, called: Readonly<Record<string, string>> = {}): Values => {
  const known = new Map(Object.entries(called).map(([own, theirs]) => [theirs, own]));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [known.get(name) ?? camel(name), value ?? '']));
};

const doingOf = (c: ApiContext, cause: unknown): Doing => ({
  now: c.var.now,
  doer: doerOf(c.var.actor),
  ...(typeof cause === 'string' && cause.trim() !== '' ? { because: cause.trim().slice(0, 200) } : {}),
});

const optionalBut = (shape: Shape, needed: readonly string[]): Shape =>
  Object.fromEntries(Object.entries(shape).map(([key, field]) => [key, needed.includes(key) ? field : field.optional()]));

/** The calls by which a program enters and changes records of one kind, as far as its holder keeps the register. */
export const keptRecord = (api: Api, kind: KeptRecord): void => {
  const { noun, entered, called } = kind;
  if (entered) {
    const shape = { ...kind.fixed, ...kind.fields, because };
    jsonRoute(
      api,
      {
        method: 'post',
        path: entered.path,
        operationId: `create${noun}`,
        tags: ['Register'],
        summary: `Enter ${kind.a}`,
        ...(entered.path.includes('{id}') ? { request: { params: byId } } : {}),
        body: namesOf(shape),
        bodySchema: schemaOf(z.strictObject(optionalBut(shape, kind.needed))),
        responses: { ...refusals, 201: answer(z.object({ id: z.string().nullable(), repeated: z.boolean() }), 'Entered') },
      },
      async (c, { because: cause, ...body }) => {
        const done = await once(
          c,
          (tx) => {
            needServerKeeper(c.var.actor);
            const values = registerNames(body, called);
            return inItsNames(
              () => entered.create(tx, values, doingOf(c, cause), { id: c.req.param('id') ?? '', actor: c.var.actor }),
              called,
            );
          },
          (id) => id,
        );
        return c.json({ id: done.repeated ? done.made : done.result, repeated: done.repeated }, 201);
      },
    );
  }
  const shape = { ...kind.fields, ...(kind.versioned === false ? {} : { version }), because };
  jsonRoute(
    api,
    {
      method: 'patch',
      path: kind.path,
      operationId: `change${noun}`,
      tags: ['Register'],
      summary: `Change fields of ${kind.a}; those that are left out stay as they are`,
      request: { params: byId },
      body: namesOf(shape),
      bodySchema: schemaOf(z.strictObject(optionalBut(shape, []))),
      responses: { ...refusals, 200: answer(z.object({ version: z.number().nullable(), repeated: z.boolean() }), 'Changed') },
    },
    async (c, { because: cause, version: seen, ...body }) => {
      const id = c.req.param('id') ?? '';
      const done = await once(c, async (tx) => {
        needServerKeeper(c.var.actor);
        const { version: now, record } = await kind.read(tx, c.var.actor, id);
        const given = registerNames(body, called);
        const on = typeof seen === 'number' ? seen : (now ?? 0);
        await inItsNames(
          () => kind.change(tx, { id, version: on, values: { ...record, ...given }, given }, doingOf(c, cause)),
          called,
        );
        return kind.read(tx, c.var.actor, id);
      });
      return c.json({ version: done.result?.version ?? null, repeated: done.repeated }, 200);
    },
  );
};

type Removal = {
  path: string;
  operationId: string;
  summary: string;
  remove: (tx: Db, id: string, doing: Doing, actor: Actor) => Promise<unknown>;
};

/** A call by which a program takes a record out of the register. */
export const removal = (api: Api, { path, operationId, summary, remove }: Removal): void =>
  jsonRoute(
    api,
    {
      method: 'post',
      path,
      operationId,
      tags: ['Register'],
      summary,
      request: { params: byId },
      body: z.strictObject({ because }),
      responses: { ...refusals, 200: answer(z.object({ repeated: z.boolean() }), 'Done') },
    },
    async (c, { because: cause }) => {
      const { repeated } = await once(c, async (tx) => {
        needServerKeeper(c.var.actor);
        await inItsNames(() => remove(tx, c.req.param('id') ?? '', doingOf(c, cause), c.var.actor));
      });
      return c.json({ repeated }, 200);
    },
  );
