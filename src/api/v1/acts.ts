import { z } from '@hono/zod-openapi';
import { acts, getCase, media, type OnPaper } from '#cases/index.ts';
import { listLettersOf } from '#letters/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { id, instant, parse, text } from '#lib/input.ts';
import { hostingSop, type SopAction, stateOf } from '#sop/index.ts';
import type { Api, ApiContext } from '../context.ts';
import { type JsonSchema, jsonRoute, schemaOf } from '../json-route.ts';
import { once } from '../once.ts';
import { actResult, answer, caseParams, choiceOf, refusals } from '../schemas.ts';
import { describeAct } from './act-words.ts';
import { readServerBody, serverBodySchema, serverField } from './server-body.ts';
import { signing, signingOf } from './signatures.ts';

const version = z
  .number()
  .int()
  .min(1)
  .max(2_147_483_647)
  .optional()
  .describe('The version of the case as you read it: 409 stale_page when it has changed since. Left out: whatever it is now.');

const onPaper = z
  .strictObject({
    medium: choiceOf(media),
    happened_at: instant(),
    reason: text(1000),
    upload_id: id().optional().describe('A scan, uploaded with the purpose "paper".'),
  })
  .optional()
  .describe('For what was done outside Griya and is entered afterwards: its true moment counts.');

const envelope = z.looseObject({ version, on_paper: onPaper });

/** What Griya calls a field of a page, where a program knows it by another name. */
const fieldNames: Readonly<Record<string, string>> = { paper_at: 'on_paper.happened_at', paper_reason: 'on_paper.reason' };

const fieldOf = (action: string, field: string): string => {
  if (field in fieldNames) return fieldNames[field] ?? field;
  return action === 'provide-server' ? serverField(field) : field.replace(/^evidence_.*/, 'evidence');
};

/** Does something, and names the fields that it refuses as a program knows them. */
const inOurNames = async <Result>(action: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    throw invalid(error.faults.map((fault) => ({ ...fault, field: fieldOf(action, fault.field) })));
  }
};

const bodySchemaOf = (action: SopAction, own: z.ZodType): JsonSchema => {
  const schema = action.key === 'provide-server' ? serverBodySchema : schemaOf(own);
  const { properties } = schemaOf(action.onPaper ? z.object({ version, on_paper: onPaper }) : z.object({ version }));
  return { ...schema, properties: { ...(schema.properties as object), ...(properties as object) } };
};

const paperOf = (paper: z.output<typeof onPaper>): { onPaper?: OnPaper } => {
  if (!paper) return {};
  const { medium, happened_at: happenedAt, reason, upload_id: uploadId } = paper;
  return { onPaper: { medium, happenedAt, reason, ...(uploadId ? { uploadId } : {}) } };
};

const signedResult = actResult.extend({ signing }).openapi('SignedResult');

type Envelope = z.output<typeof envelope>;

const doAct = async (c: ApiContext, key: string, { version: seen, on_paper: paper, ...fields }: Envelope) => {
  const act = acts[key];
  if (!act) throw new AppError('not_found', { what: `act ${key}` });
  const { actor, now, options } = c.var;
  const number = c.req.param('number') ?? '';
  const asked = key === 'provide-server' ? readServerBody(fields) : fields;
  const input = { number, actor, now, seen: seen ?? null, ...paperOf(paper) };
  const { repeated, result } = await inOurNames(key, async () => {
    const body = parse(act.body, asked);
    return once(c, (tx) => act.run(tx, input, body));
  });
  const signing = await signingAfter(c, key, number);
  if (!repeated) return { ...result, repeated, ...signing };
  const { row, definition } = await getCase(options.db, actor, number);
  return { number, state: row.state, step: stateOf(definition, row.state).step, version: row.version, repeated, ...signing };
};

const signedKinds: Readonly<Record<string, string>> = { 'sign-reply': 'reply', 'sign-refusal': 'refusal' };

/** The letter that an act signs is numbered by it; where its file needs a passphrase or an upload, the answer says so. */
const signingAfter = async (c: ApiContext, key: string, number: string) => {
  const kind = signedKinds[key];
  if (!kind) return {};
  const { row } = await getCase(c.var.options.db, c.var.actor, number);
  const letters = await listLettersOf(c.var.options.db, row.id);
  const letter = letters.findLast((each) => each.kind === kind && each.status !== 'void');
  return letter ? { signing: await signingOf(c, letter.id) } : {};
};

/**
 * Every act that a person may do as `POST /cases/{number}/acts/{action}`: the act's own fields, the case's `version` as the
 * caller saw it, and `on_paper` for what was done outside Griya.
 */
export const actRoutes = (api: Api): void => {
  for (const action of hostingSop.actions) {
    const act = acts[action.key];
    if (!act) continue;
    jsonRoute(
      api,
      {
        method: 'post',
        path: `/cases/{number}/acts/${action.key}`,
        operationId: `act${action.key.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
        tags: ['Acts'],
        summary: action.label.en,
        description: describeAct(action),
        request: { params: caseParams },
        body: envelope,
        bodySchema: bodySchemaOf(action, act.body),
        responses: {
          ...refusals,
          200: answer(action.key in signedKinds ? signedResult : actResult, 'The case afterwards'),
        },
      },
      async (c, body) => c.json(await doAct(c, action.key, body), 200),
    );
  }
};
