import { createRoute, z } from '@hono/zod-openapi';
import {
  audiences,
  countCases,
  createCase,
  definitionOf,
  findRecommendationByNumber,
  getCase,
  listCases,
  requestFields,
  saveDraft,
  toDraft,
} from '#cases/index.ts';
import { getInstallation } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { inWords, optionalText, text } from '#lib/input.ts';
import { hostingSop, stateOf } from '#sop/index.ts';
import type { Api } from '../context.ts';
import { type JsonSchema, jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { actResult, answer, caseParams, number, readRefusals, refusals } from '../schemas.ts';
import { caseDetail, caseSummary, detailOf, summaryOf } from './case-view.ts';

const stateKeys = hostingSop.states.map((state) => state.key);

const states = z
  .string()
  .transform((value) => value.split(',').map((key) => key.trim()))
  .refine((keys) => keys.every((key) => stateKeys.includes(key)), {
    error: inWords({ id: 'Pilih keadaan dari daftar.', en: 'Choose states from the list.' }),
  })
  .openapi({
    type: 'string',
    description: `One or more, separated by commas: ${stateKeys.join(', ')}`,
    example: 'draft,returned',
  });

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const listRoute = createRoute({
  method: 'get',
  path: '/cases',
  operationId: 'listCases',
  tags: ['Cases'],
  summary: 'Cases that the holder of the key may see, the most urgent first',
  request: {
    query: z.object({
      state: states.optional(),
      search: optionalText(200).openapi({ description: 'Part of number, application name or subdomain' }),
      open: flag.optional(),
      late: flag.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0).openapi({ type: 'integer' }),
    }),
  },
  responses: { ...readRefusals, 200: answer(z.object({ total: z.number(), cases: z.array(caseSummary) }), 'A page of cases') },
});

const getRoute = createRoute({
  method: 'get',
  path: '/cases/{number}',
  operationId: 'readCase',
  tags: ['Cases'],
  summary: 'One case: state, what may be done, what is missing, documents, letters, history',
  request: { params: caseParams },
  responses: { ...readRefusals, 200: answer(caseDetail, 'The case') },
});

const typed = { type: ['string', 'number', 'boolean'], maxLength: 10_000 };

const choices: Readonly<Record<string, JsonSchema>> = {
  audience: { enum: audiences.map((each) => each.value) },
  personal_data: { enum: ['yes', 'no', true, false] },
};

/** Every field of the request form, as typed: what is wrong with it is said when the request is submitted. */
const draftSchema: JsonSchema = {
  type: 'object',
  properties: Object.fromEntries(requestFields.map((field) => [field, { ...typed, ...choices[field] }])),
  additionalProperties: false,
};

const noRecommendation = {
  field: 'recommendation_number',
  message: {
    id: 'Tidak ada rekomendasi dengan nomor ini yang diterbitkan untuk OPD Anda.',
    en: 'No recommendation with this number was issued to your office.',
  },
};

/** Cases: list, open a draft, read one, name its recommendation. Acts have their own file. */
export const caseRoutes = (api: Api): void => {
  api.openapi(listRoute, async (c) => {
    const { state, open, ...query } = c.req.valid('query');
    const { actor, now, language, options } = c.var;
    const filter = {
      ...query,
      late: query.late ?? false,
      ...(state ? { states: state } : {}),
      ...(open === undefined ? {} : { open }),
    };
    const rows = await listCases(options.db, actor, filter, now);
    const total = await countCases(options.db, actor, filter, now);
    const cases = rows.map(async (row) => summaryOf(await definitionOf(options.db, row.sop_version_id), row, language));
    return c.json({ total, cases: await Promise.all(cases) }, 200);
  });

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/cases',
      operationId: 'createCase',
      tags: ['Cases'],
      summary: 'Open a draft for the own office; fields as in the request form, valid or not (SOP step 1)',
      body: z.looseObject({}),
      bodySchema: draftSchema,
      responses: { ...refusals, 201: answer(z.object({ number, repeated: z.boolean() }), 'The new case') },
    },
    async (c, body) => {
      const draft = toDraft(body);
      const { actor, now, options } = c.var;
      const { timeZone } = await getInstallation(options.db);
      const done = await once(
        c,
        (tx) => createCase(tx, { actor, draft, now, timeZone }),
        (made) => made.number,
      );
      return c.json({ number: done.repeated ? done.made : done.result.number, repeated: done.repeated }, 201);
    },
  );

  api.openapi(getRoute, async (c) => c.json(await detailOf(c, c.req.valid('param').number), 200));

  jsonRoute(
    api,
    {
      method: 'put',
      path: '/cases/{number}/recommendation',
      operationId: 'nameRecommendation',
      tags: ['Cases'],
      summary: 'Name a recommendation that was issued in Griya, by its number, instead of attaching one',
      request: { params: caseParams },
      body: z.strictObject({ recommendation_number: text(100), version: z.number().int().optional() }),
      responses: { ...refusals, 200: answer(actResult, 'The case afterwards') },
    },
    async (c, { recommendation_number, version }) => {
      const { actor, now, options } = c.var;
      const named = c.req.param('number') ?? '';
      const done = await once(c, async (tx) => {
        await getCase(tx, actor, named);
        const recommendation = await findRecommendationByNumber(tx, actor.officeId, recommendation_number);
        if (!recommendation) throw invalid([noRecommendation]);
        return saveDraft(tx, {
          number: named,
          actor,
          now,
          seen: version ?? null,
          draft: { recommendation_number },
          recommendationId: recommendation.id,
        });
      });
      if (!done.repeated) return c.json({ ...done.result, repeated: false }, 200);
      const { row, definition } = await getCase(options.db, actor, named);
      const { step } = stateOf(definition, row.state);
      return c.json({ number: named, state: row.state, step, version: row.version, repeated: true }, 200);
    },
  );
};
