import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  actionsFor,
  applicantDocumentKinds,
  assign,
  attachDocument,
  type CaseListRow,
  caseHistory,
  comment,
  countCases,
  createCase,
  definitionOf,
  findRecommendationByNumber,
  getCase,
  listCases,
  listDocuments,
  listInstallItems,
  missingNow,
  saveDraft,
  toDraft,
} from '#cases/index.ts';
import { getUpload } from '#files/index.ts';
import { maskNip } from '#identity/index.ts';
import { listLettersOf } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { stateOf } from '#sop/index.ts';
import { type Api, type ApiEnv, readJson } from '../context.ts';
import { once } from '../once.ts';
import { actResult, answer, caseDetail, caseSummary, refusals } from '../schemas.ts';

const numberParam = z.object({ number: z.string().openapi({ param: { name: 'number', in: 'path' }, example: 'K-2026-0042' }) });

const summaryOf = async (c: Context<ApiEnv>, row: CaseListRow) => {
  const definition = await definitionOf(c.var.options.db, row.sop_version_id);
  const state = stateOf(definition, row.state);
  return {
    number: row.number,
    state: row.state,
    state_label: state.label[c.var.language],
    step: state.step,
    application_name: row.application_name,
    subdomain: row.subdomain,
    office: row.office_name,
    state_since: row.state_since.toString(),
    due_at: row.due_at?.toString() ?? null,
    submitted_at: row.submitted_at?.toString() ?? null,
    closed_at: row.closed_at?.toString() ?? null,
    version: row.version,
  };
};

/** One case with all that a program needs to act on it. The administrator's NIP is masked. */
const detailOf = async (c: Context<ApiEnv>, number: string) => {
  const { db } = c.var.options;
  const { actor, language } = c.var;
  const found = await getCase(db, actor, number);
  const state = stateOf(found.definition, found.row.state);
  const request = { ...(found.row.request as Record<string, unknown>) };
  if (typeof request.administrator_nip === 'string') request.administrator_nip = maskNip(request.administrator_nip);
  return {
    number: found.row.number,
    state: found.row.state,
    state_label: state.label[language],
    step: state.step,
    application_name: found.row.application_name,
    subdomain: found.row.subdomain,
    office: found.office.name,
    state_since: found.row.state_since.toString(),
    due_at: found.row.due_at?.toString() ?? null,
    submitted_at: found.row.submitted_at?.toString() ?? null,
    closed_at: found.row.closed_at?.toString() ?? null,
    version: found.row.version,
    request,
    actions: (await actionsFor(db, found, actor)).map(({ action, refusal }) => ({
      action: action.key,
      label: action.label[language],
      allowed: refusal === null,
      refusal: refusal?.code ?? null,
    })),
    missing: (await missingNow(db, found)).map((each) => ({ key: each.key, label: each.label[language] })),
    documents: (await listDocuments(db, found.row.id)).map((each) => ({
      id: each.id,
      upload_id: each.upload_id,
      kind: each.kind,
      name: each.file_name,
      size: each.size,
      sha256: each.sha256,
      replaced: each.replaced_at !== null,
    })),
    letters: (await listLettersOf(db, found.row.id))
      .filter(
        (each) =>
          actor.host || actor.auditor || each.office_id === actor.officeId || each.status === 'sent' || each.kind === 'return',
      )
      .map((each) => ({
        id: each.id,
        kind: each.kind,
        number: each.number,
        status: each.status,
        render_state: each.render_state,
        hal: each.hal,
      })),
    installation: (await listInstallItems(db, found.row.id)).map((each) => ({
      id: each.id,
      position: each.position,
      title: each.title,
      done: each.done_at !== null,
    })),
    events: (await caseHistory(db, found.row.id, actor.host || actor.auditor)).map((each) => ({
      seq: each.seq,
      at: each.at.toString(),
      type: each.type,
      person: each.person_name,
      post: each.post_title,
      acting: each.acting,
    })),
  };
};

const listRoute = createRoute({
  method: 'get',
  path: '/cases',
  summary: 'Cases that the holder of the key may see, the most urgent first',
  request: {
    query: z.object({
      state: z.string().optional(),
      search: z.string().max(200).optional(),
      open: z.enum(['true', 'false']).optional(),
      late: z.enum(['true', 'false']).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    }),
  },
  responses: { ...refusals, 200: answer(z.object({ total: z.number(), cases: z.array(caseSummary) }), 'A page of cases') },
});

const createCaseRoute = createRoute({
  method: 'post',
  path: '/cases',
  summary: 'Open a draft for the own office; fields as in the request form, valid or not (SOP step 1)',
  responses: { ...refusals, 201: answer(z.object({ number: z.string().nullable(), repeated: z.boolean() }), 'The new case') },
});

const getRoute = createRoute({
  method: 'get',
  path: '/cases/{number}',
  summary: 'One case: state, what may be done, what is missing, documents, letters, history',
  request: { params: numberParam },
  responses: { ...refusals, 200: answer(caseDetail, 'The case') },
});

const attachRoute = createRoute({
  method: 'post',
  path: '/cases/{number}/documents',
  summary: 'Bind an upload to the case as a document of its kind',
  request: {
    params: numberParam,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            kind: z.enum([...applicantDocumentKinds, 'correction']),
            upload_id: z.uuid(),
            note: z.string().max(1000).default(''),
          }),
        },
      },
    },
  },
  responses: { ...refusals, 201: answer(z.object({ document_id: z.string().nullable(), repeated: z.boolean() }), 'Attached') },
});

const commentRoute = createRoute({
  method: 'post',
  path: '/cases/{number}/comments',
  summary: 'Comment on the case',
  request: {
    params: numberParam,
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ body: z.string(), internal: z.boolean().default(false) }) } },
    },
  },
  responses: { ...refusals, 201: answer(z.object({ comment_id: z.string().nullable(), repeated: z.boolean() }), 'Said') },
});

const recommendationRoute = createRoute({
  method: 'put',
  path: '/cases/{number}/recommendation',
  summary: 'Name a recommendation that was issued in Griya, by its number, instead of attaching one',
  request: {
    params: numberParam,
    body: {
      required: true,
      content: {
        'application/json': { schema: z.strictObject({ recommendation_number: z.string().max(100), version: z.number().int() }) },
      },
    },
  },
  responses: { ...refusals, 200: answer(actResult, 'The case afterwards') },
});

const assignmentRoutes = (['claim', 'release'] as const).map((kind) =>
  createRoute({
    method: kind === 'claim' ? 'put' : 'delete',
    path: '/cases/{number}/assignment',
    summary: kind === 'claim' ? 'Take the open task' : 'Put the open task back into the queue of its post',
    request: { params: numberParam },
    responses: { ...refusals, 204: { description: 'Done' } },
  }),
);

/** Cases: list, open, read, attach, comment, take and put back. Acts have their own file. */
export const caseRoutes = (api: Api): void => {
  api.openapi(listRoute, async (c) => {
    const query = c.req.valid('query');
    const { actor, now, options } = c.var;
    const filter = {
      limit: query.limit,
      offset: query.offset,
      ...(query.state ? { states: query.state.split(',') } : {}),
      ...(query.search ? { search: query.search } : {}),
      ...(query.open ? { open: query.open === 'true' } : {}),
      ...(query.late ? { late: query.late === 'true' } : {}),
    };
    const rows = await listCases(options.db, actor, filter, now);
    const total = await countCases(options.db, actor, filter, now);
    return c.json({ total, cases: await Promise.all(rows.map((row) => summaryOf(c, row))) }, 200);
  });

  api.openapi(createCaseRoute, async (c) => {
    const body = await readJson(c.req);
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new AppError('bad_request', { why: 'JSON object' });
    const draft = toDraft(body as Record<string, unknown>);
    const { actor, now, timeZone } = c.var;
    const { repeated, result } = await once(c, (tx) => createCase(tx, { actor, draft, now, timeZone }));
    return c.json({ number: result?.number ?? null, repeated }, 201);
  });

  api.openapi(getRoute, async (c) => c.json(await detailOf(c, c.req.valid('param').number), 200));

  api.openapi(attachRoute, async (c) => {
    const { number } = c.req.valid('param');
    const body = c.req.valid('json');
    const { actor, now } = c.var;
    const { repeated, result } = await once(c, async (tx) => {
      const upload = await getUpload(tx, body.upload_id);
      if (upload.uploadedBy !== actor.accountId) throw new AppError('not_found', { what: `upload ${body.upload_id}` });
      return attachDocument(tx, { number, actor, kind: body.kind, uploadId: body.upload_id, note: body.note, now });
    });
    return c.json({ document_id: result?.documentId ?? null, repeated }, 201);
  });

  api.openapi(commentRoute, async (c) => {
    const { number } = c.req.valid('param');
    const { actor, now } = c.var;
    const { repeated, result } = await once(c, (tx) => comment(tx, { number, actor, ...c.req.valid('json'), now }));
    return c.json({ comment_id: result?.commentId ?? null, repeated }, 201);
  });

  api.openapi(recommendationRoute, async (c) => {
    const { number } = c.req.valid('param');
    const { recommendation_number, version } = c.req.valid('json');
    const { actor, now } = c.var;
    const { repeated, result } = await once(c, async (tx) => {
      const recommendation = await findRecommendationByNumber(tx, actor.officeId, recommendation_number);
      if (!recommendation) throw new AppError('not_found', { what: `recommendation ${recommendation_number}` });
      return saveDraft(tx, {
        number,
        actor,
        now,
        seen: version,
        draft: { recommendation_number },
        recommendationId: recommendation.id,
      });
    });
    return c.json({ ...(result ?? { number, state: '', step: null, version }), repeated }, 200);
  });

  for (const [index, route] of assignmentRoutes.entries()) {
    api.openapi(route, async (c) => {
      const kind = index === 0 ? 'claim' : 'release';
      await once(c, (tx) => assign(tx, { number: c.req.valid('param').number, actor: c.var.actor, kind, now: c.var.now }));
      return c.body(null, 204);
    });
  }
};
