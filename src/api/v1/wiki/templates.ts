import { z } from '@hono/zod-openapi';
import { addHeadingsAndTell } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { oneOf, optionalText } from '#lib/input.ts';
import { say } from '#lib/words.ts';
import {
  activateTemplate,
  checkTemplate,
  createTemplate,
  discardTemplate,
  endTemplate,
  exampleValues,
  fillBody,
  fillTitle,
  getTemplateVersion,
  listLackingPages,
  listSpaces,
  listTemplates,
  listTemplateVersions,
  mayReadTemplates,
  placeholdersOf,
  saveTemplate,
  startTemplate,
  type TemplateVersion,
  templateKinds,
} from '#wiki/index.ts';
import type { Api, ApiContext } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, readRefusals, refusals } from '../../schemas.ts';
import { body, done, idOf, link, linkOf, pageParams, tags } from './shapes.ts';

const kinds = templateKinds.map(({ value }) => value) as ['application', ...('application' | 'free')[]];

const said = {
  name: z.string(),
  title: z.string().describe('How a page is called; placeholders in braces'),
  body,
  required: z.array(z.string()).default([]).describe('Headings under which something must be written'),
  space: z.string().nullish().describe('The key of the space: where a record’s page is made, or where a free one is offered'),
  for_office: z.boolean().default(false).describe('Whether the record’s own office reads the page'),
  reason: optionalText(300),
};
const seenVersion = z.number().int().min(1).max(2_000_000_000).describe('The `version` that was read');

const templateVersion = z.object({
  id: z.string(),
  template_id: z.string(),
  kind: z.string(),
  part: z.string().describe('Which page of a record’s set; empty: the main one'),
  no: z.number(),
  status: z.string().describe('`draft`, `active` or `retired`'),
  name: z.string(),
  title: z.string(),
  body: z.string(),
  required: z.array(z.string()),
  space: z.string().nullable(),
  for_office: z.boolean(),
  reason: z.string(),
  based_on: z.number().nullable(),
  made_by: z.string().nullable().describe('null: it came with Griya'),
  made_at: z.string(),
  activated_by: z.string().nullable(),
  activated_at: z.string().nullable(),
  version: z.number(),
});

const versionOf = (row: TemplateVersion) => ({
  id: row.id,
  template_id: row.templateId,
  kind: row.kind,
  part: row.part,
  no: row.no,
  status: row.status,
  name: row.name,
  title: row.title,
  body: row.body,
  required: row.required,
  space: row.space?.key ?? null,
  for_office: row.forOffice,
  reason: row.reason,
  based_on: row.basedOn,
  made_by: row.madeByName,
  made_at: row.madeAt.toString(),
  activated_by: row.activatedByName,
  activated_at: row.activatedAt?.toString() ?? null,
  version: row.version,
});

const templateBody = z.strictObject(said);
const newTemplate = z.strictObject({ ...said, kind: oneOf(kinds), part: z.string().default('') });

/** As the commands take it; a space that is not there, or not for this actor, is refused there like a wrong choice. */
const typedOf = async (c: ApiContext, { space, for_office: forOffice, required, ...rest }: z.output<typeof templateBody>) => {
  const spaces = space ? await listSpaces(c.var.options.db, c.var.actor) : [];
  const spaceId = space ? (spaces.find(({ key }) => key === space)?.id ?? 'unknown') : null;
  return { ...rest, required: required.join('\n'), spaceId, forOffice };
};

const started = z.object({ template_id: z.string().nullable(), version_id: z.string().nullable(), repeated: z.boolean() });

/** Templates of pages: what is in force, drafts and what would be refused of them, and the pages that lack their headings. */
export const wikiTemplateRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/template-check', operationId: 'checkWikiTemplate', tags },
      summary: 'What would be refused of a template, by field and line, and how a page would begin; nothing is kept',
      body: newTemplate,
      responses: {
        ...refusals,
        200: answer(
          z.object({
            faults: z.array(z.object({ field: z.string(), line: z.number().nullable(), message: z.string() })),
            title: z.string(),
            body: z.string().describe('Filled with examples'),
          }),
          'Checked',
        ),
      },
    },
    async (c, { kind, part, ...template }) => {
      const { actor } = c.var;
      if (!mayReadTemplates(actor)) throw new AppError('not_found', { what: 'wiki templates' });
      const found = await checkTemplate(c.var.options.db, actor, { kind, part }, await typedOf(c, template));
      const faults = found.map(({ field, line, message }) => ({ field, line, message: say(message, actor.language) }));
      const values = exampleValues(kind, actor.language);
      return c.json({ faults, title: fillTitle(template.title, values), body: fillBody(template.body, values) }, 200);
    },
  );
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/templates', operationId: 'listWikiTemplates', tags },
      summary: 'Every template with what is in force of it, else its newest version; for who writes pages, and auditors',
      responses: {
        ...readRefusals,
        200: answer(
          z.object({ templates: z.array(templateVersion.extend({ in_force: z.boolean(), draft_id: z.string().nullable() })) }),
          'By kind and place in the set',
        ),
      },
    },
    async (c) => {
      const rows = await listTemplates(c.var.options.db, c.var.actor);
      const templates = rows.map((row) => ({ ...versionOf(row), in_force: row.inForce, draft_id: row.draftId }));
      return c.json({ templates }, 200);
    },
  );
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/templates/{id}', operationId: 'listWikiTemplateVersions', tags },
      summary: 'The versions of a template, the newest first',
      request: { params: pageParams },
      responses: { ...readRefusals, 200: answer(z.object({ versions: z.array(templateVersion) }), 'Versions') },
    },
    async (c) => {
      const rows = await listTemplateVersions(c.var.options.db, c.var.actor, idOf(c));
      return c.json({ versions: rows.map(versionOf) }, 200);
    },
  );
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/templates/versions/{id}', operationId: 'getWikiTemplateVersion', tags },
      summary: 'One version of a template, and what may be filled in',
      request: { params: pageParams },
      responses: {
        ...readRefusals,
        200: answer(templateVersion.extend({ placeholders: z.array(z.object({ name: z.string(), becomes: z.string() })) }), 'It'),
      },
    },
    async (c) => {
      const row = await getTemplateVersion(c.var.options.db, c.var.actor, idOf(c));
      const { language } = c.var.actor;
      const placeholders = placeholdersOf(row.kind).map(({ name, label }) => ({ name, becomes: say(label, language) }));
      return c.json({ ...versionOf(row), placeholders }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/templates', operationId: 'createWikiTemplate', tags },
      summary: 'Begin a new template as a draft: of free pages, or a further page (`part`) of a record’s set',
      body: newTemplate,
      responses: { ...refusals, 201: answer(started, 'Begun') },
    },
    async (c, { kind, part, ...typed }) => {
      const { actor, now } = c.var;
      const template = await typedOf(c, typed);
      const result = await once(
        c,
        (tx) => createTemplate(tx, { actor, now, kind, part, template }),
        ({ versionId }) => versionId,
      );
      const versionId = result.repeated ? result.made : result.result.versionId;
      return c.json({ template_id: result.result?.templateId ?? null, version_id: versionId, repeated: result.repeated }, 201);
    },
  );
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/templates/versions/{id}/draft', operationId: 'startWikiTemplateDraft', tags },
      summary: 'Begin a draft that says what this version says',
      request: { params: pageParams },
      body: z.strictObject({ reason: optionalText(300) }),
      responses: { ...refusals, 201: answer(started, 'Begun') },
    },
    async (c, { reason }) => {
      const { actor, now } = c.var;
      const result = await once(
        c,
        (tx) => startTemplate(tx, { actor, now, fromId: idOf(c), reason }),
        ({ versionId }) => versionId,
      );
      const versionId = result.repeated ? result.made : result.result.versionId;
      return c.json({ template_id: null, version_id: versionId, repeated: result.repeated }, 201);
    },
  );
  jsonRoute(
    api,
    {
      ...{ method: 'put', path: '/wiki/templates/versions/{id}', operationId: 'saveWikiTemplate', tags },
      summary: 'Keep what a draft says; 409 `stale_page` when somebody was faster',
      request: { params: pageParams },
      body: templateBody.extend({ version: seenVersion }),
      responses: { ...refusals, 200: answer(z.object({ version: z.number().nullable(), repeated: z.boolean() }), 'Kept') },
    },
    async (c, { version: seen, ...typed }) => {
      const { actor, now } = c.var;
      const template = await typedOf(c, typed);
      const { result, repeated } = await once(c, (tx) => saveTemplate(tx, { actor, now, versionId: idOf(c), seen, template }));
      return c.json({ version: result?.version ?? null, repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/templates/versions/{id}/activation', operationId: 'activateWikiTemplate', tags },
      summary: 'Bring a draft into force, for pages that are made from then on',
      request: { params: pageParams },
      body: z.strictObject({ version: seenVersion }),
      responses: { ...refusals, 200: answer(done, 'In force') },
    },
    async (c, { version: seen }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => activateTemplate(tx, { actor, now, versionId: idOf(c), seen }));
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/templates/versions/{id}/removal', operationId: 'discardWikiTemplateDraft', tags },
      summary: 'Throw a draft away; a template that was never in force goes with it',
      request: { params: pageParams },
      body: z.strictObject({ version: seenVersion }),
      responses: { ...refusals, 200: answer(done, 'Gone') },
    },
    async (c, { version: seen }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => discardTemplate(tx, { actor, now, versionId: idOf(c), seen }));
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/templates/versions/{id}/end', operationId: 'endWikiTemplate', tags },
      summary: 'Take what is in force out of use; its pages and history stay. Refused for the main page of a record',
      request: { params: pageParams },
      body: z.strictObject({ version: seenVersion }),
      responses: { ...refusals, 200: answer(done, 'Out of use') },
    },
    async (c, { version: seen }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => endTemplate(tx, { actor, now, versionId: idOf(c), seen }));
      return c.json({ repeated }, 200);
    },
  );
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/templates/versions/{id}/lacking', operationId: 'listWikiPagesLackingHeadings', tags },
      summary: 'Pages of its records that lack headings of this version',
      request: { params: pageParams },
      responses: {
        ...readRefusals,
        200: answer(
          z.object({
            total: z.number(),
            pages: z.array(link.extend({ headings: z.array(z.string()), begun_with: z.number().nullable() })),
          }),
          'At most 300 pages',
        ),
      },
    },
    async (c) => {
      const { db } = c.var.options;
      const rows = await listLackingPages(db, c.var.actor, await getTemplateVersion(db, c.var.actor, idOf(c)));
      const pages = rows.slice(0, 300).map((row) => ({ ...linkOf(row), headings: row.headings, begun_with: row.begunWith }));
      return c.json({ total: rows.length, pages }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/templates/versions/{id}/headings', operationId: 'addWikiHeadings', tags },
      summary: 'Add the headings of what is in force at the end of the pages that lack them, at most 500 at once',
      request: { params: pageParams },
      body: z.strictObject({ version: seenVersion }),
      responses: {
        ...refusals,
        200: answer(
          z.object({
            added: z.number().nullable().describe('Pages that have them now, or for which they are proposed'),
            skipped: z.number().nullable().describe('Left alone: one’s own draft stands on them'),
            waiting: z.number().nullable().describe('Proposed already'),
            left: z.number().nullable(),
            repeated: z.boolean(),
          }),
          'Added',
        ),
      },
    },
    async (c, { version: seen }) => {
      const { actor, now } = c.var;
      const { result, repeated } = await once(c, (tx) => addHeadingsAndTell(tx, { actor, now, versionId: idOf(c), seen }));
      const { added = null, skipped = null, waiting = null, left = null } = result ?? {};
      return c.json({ added, skipped, waiting, left, repeated }, 200);
    },
  );
};
