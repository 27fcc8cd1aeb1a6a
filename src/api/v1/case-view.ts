import { z } from '@hono/zod-openapi';
import {
  actionsFor,
  type CaseRow,
  caseHistory,
  getCase,
  listComments,
  listDocuments,
  listInstallItems,
  listReturns,
  mayReadLetter,
  missingNow,
} from '#cases/index.ts';
import { type Actor, maskNip } from '#identity/index.ts';
import { listCodesOf, listLettersOf } from '#letters/index.ts';
import type { Language } from '#lib/words.ts';
import { type SopDefinition, stateOf } from '#sop/index.ts';
import type { ApiContext } from '../context.ts';
import { moment, number } from '../schemas.ts';

/** How a case looks to a program: the schemas, and the records as they say. */

export const caseSummary = z
  .object({
    number,
    state: z.string().openapi({ example: 'completeness-check' }),
    state_label: z.string(),
    step: z.number().nullable(),
    application_name: z.string(),
    subdomain: z.string(),
    office: z.string(),
    state_since: moment,
    due_at: moment.nullable(),
    submitted_at: moment.nullable(),
    closed_at: moment.nullable(),
    version: z.number(),
  })
  .openapi('CaseSummary');

const action = z.object({ action: z.string(), label: z.string(), allowed: z.boolean(), refusal: z.string().nullable() });

const document = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  media_type: z.string(),
  size: z.number(),
  pages: z.number().nullable(),
  sha256: z.string(),
  note: z.string(),
  added_by: z.string(),
  added_at: moment,
  replaced: z.boolean(),
});

const letter = z.object({
  id: z.string(),
  kind: z.string(),
  number: z.string().nullable(),
  status: z.string(),
  render_state: z.string(),
  sign_state: z.string().nullable(),
  hal: z.string(),
  verification_code: z.string().nullable(),
  verification_address: z.string().nullable(),
});

const item = z.object({ id: z.string(), position: z.number(), title: z.string(), detail: z.string(), done: z.boolean() });

const returned = z.object({
  at: moment,
  final: z.boolean(),
  reasons: z.array(z.string()),
  missing: z.array(z.string()),
  explanation: z.string(),
});

const said = z.object({ id: z.string(), at: moment, person: z.string(), internal: z.boolean(), body: z.string() });

const event = z.object({
  seq: z.number(),
  at: moment,
  type: z.string(),
  person: z.string().nullable(),
  post: z.string().nullable(),
  acting: z.string().nullable(),
  standing_in_for: z.string().nullable(),
});

export const caseDetail = caseSummary
  .extend({
    request: z.record(z.string(), z.unknown()),
    server_id: z.string().nullable(),
    application_id: z.string().nullable(),
    actions: z.array(action),
    missing: z.array(z.object({ key: z.string(), label: z.string() })),
    documents: z.array(document),
    letters: z.array(letter),
    installation: z.array(item),
    returns: z.array(returned),
    comments: z.array(said),
    events: z.array(event),
  })
  .openapi('Case');

type Row = Pick<CaseRow, 'number' | 'state' | 'application_name' | 'subdomain' | 'state_since' | 'version'> &
  Pick<CaseRow, 'due_at' | 'submitted_at' | 'closed_at'> & { office_name: string };

/** One case as a line of a list. */
export const summaryOf = (definition: SopDefinition, row: Row, language: Language): z.output<typeof caseSummary> => {
  const state = stateOf(definition, row.state);
  return {
    number: row.number,
    state: row.state,
    state_label: state.label[language],
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

const seesInside = (actor: Actor): boolean => actor.host || actor.auditor;

/** One case with all that a program needs to act on it. The administrator's NIP is masked. Throws not_found. */
export const detailOf = (c: ApiContext, wanted: string): Promise<z.output<typeof caseDetail>> =>
  // On one connection: a single call never takes most of the pool.
  c.var.options.db.connection().execute(async (db) => {
    const { actor, language } = c.var;
    const found = await getCase(db, actor, wanted);
    const { row } = found;
    const [actions, missing, documents, letters, codes, items, returns, comments, events] = await Promise.all([
      actionsFor(db, found, actor),
      missingNow(db, found),
      listDocuments(db, row.id),
      listLettersOf(db, row.id),
      listCodesOf(db, row.id),
      listInstallItems(db, row.id),
      listReturns(db, row.id),
      listComments(db, row.id, seesInside(actor)),
      caseHistory(db, row.id, seesInside(actor)),
    ]);
    const request = { ...(row.request as Record<string, unknown>) };
    if (typeof request.administrator_nip === 'string') request.administrator_nip = maskNip(request.administrator_nip);
    return {
      ...summaryOf(found.definition, { ...row, office_name: found.office.name }, language),
      request,
      server_id: seesInside(actor) ? row.server_id : null,
      application_id: row.application_id,
      actions: actions.map(({ action, refusal }) => ({
        action: action.key,
        label: action.label[language],
        allowed: refusal === null,
        refusal: refusal?.code ?? null,
      })),
      missing: missing.map((each) => ({ key: each.key, label: each.label[language] })),
      documents: documents.map((each) => ({
        id: each.id,
        kind: each.kind,
        name: each.file_name,
        media_type: each.media_type,
        size: each.size,
        pages: each.pages,
        sha256: each.sha256,
        note: each.note,
        added_by: each.added_by_name,
        added_at: each.added_at.toString(),
        replaced: each.replaced_at !== null,
      })),
      letters: letters
        .filter((each) => mayReadLetter(actor, each))
        .map(({ id, kind, number, status, render_state, sign_state, hal }) => ({
          ...{ id, kind, number, status, render_state, sign_state, hal },
          verification_code: codes.get(id)?.code ?? null,
          verification_address: codes.get(id)?.address || null,
        })),
      installation: items.map(({ id, position, title, detail, done_at }) => ({
        id,
        position,
        title,
        detail,
        done: done_at !== null,
      })),
      returns: returns.map(({ at, final, reasons, missing, explanation }) => ({
        at: at.toString(),
        final,
        reasons,
        missing,
        explanation,
      })),
      comments: comments.map(({ id, at, author_name, internal, body }) => ({
        id,
        at: at.toString(),
        person: author_name,
        internal,
        body,
      })),
      events: events.map(({ seq, at, type, person_name, post_title, acting, for_name }) => ({
        seq,
        at: at.toString(),
        type,
        person: person_name,
        post: post_title,
        acting,
        standing_in_for: for_name,
      })),
    };
  });
