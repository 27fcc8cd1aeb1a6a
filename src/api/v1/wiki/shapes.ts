import { z } from '@hono/zod-openapi';
import { wikiParts } from '#cases/index.ts';
import { getInstallation } from '#identity/index.ts';
import { emptySections, type Proposal, type WikiPage } from '#wiki/index.ts';
import type { ApiContext } from '../../context.ts';

export const tags = ['Wiki'];

export const space = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  access: z.string(),
  needs_approval: z.boolean(),
  open_to_all: z.boolean().describe('Read without signing in'),
  pages: z.number(),
});
export const link = z.object({ id: z.string(), title: z.string(), space: z.string(), slug: z.string() });
export const cell = z.union([z.string(), z.object({ text: z.string(), kind: z.string(), id: z.string() })]);

const generated = z
  .object({
    key: z.string(),
    title: z.string(),
    notice: z.array(cell).describe('That the record has ended, when and why; empty for every other part'),
    facts: z.array(z.object({ label: z.string(), value: z.array(cell) })),
    columns: z.array(z.string()),
    rows: z.array(z.array(cell)),
    more: z.boolean().describe('There are more rows than stand here'),
    picture: z.object({ kind: z.string(), id: z.string(), alt: z.string() }).nullable().describe('A drawing: of what'),
  })
  .describe('A part that is read from the registers now');

export const page = link.extend({
  body: z.string().describe('Markdown'),
  revision: z.number(),
  state: z.string(),
  parent_id: z.string().nullable(),
  record: z.object({ kind: z.string(), id: z.string(), part: z.string() }).nullable(),
  missing_sections: z.array(z.string()),
  owner: z.string().nullable(),
  review_on: z.string().nullable(),
  updated_at: z.string(),
  updated_by: z.string().nullable(),
  generated: z.array(generated),
});

export const revision = z.object({
  number: z.number(),
  title: z.string(),
  why: z.string(),
  person: z.string().nullable(),
  at: z.string(),
});
export const made = z.object({
  page_id: z.string().nullable().describe('null: it waits for approval as `proposal_id`'),
  proposal_id: z.string().nullable(),
  repeated: z.boolean(),
});
/** A change that is made at once or, in a space with approval, waits. */
export const waited = z.object({
  proposal_id: z.string().nullable().describe('The proposal that waits for approval; null: the change is made'),
  repeated: z.boolean(),
});
export const changed = z.object({
  outcome: z.string(),
  revision: z.number().nullable(),
  proposal_id: z.string().nullable(),
  repeated: z.boolean(),
});
export const done = z.object({ repeated: z.boolean() });

export const listedProposal = z.object({
  id: z.string(),
  kind: z.string().describe('`text`, `page` (a new one), `move`, `state`, `attach` or `detach`'),
  page: z.object({ id: z.string().nullable(), title: z.string(), space: z.string(), slug: z.string().nullable() }),
  base: z.number(),
  title: z.string().nullable(),
  to_space: z.string().nullable(),
  parent_id: z.string().nullable(),
  to_state: z.string().nullable(),
  file: z.string().nullable(),
  why: z.string(),
  person: z.string(),
  state: z.string().describe('`open`, `approved`, `refused` or `withdrawn`'),
  version: z.number(),
});
export const proposal = listedProposal.extend({ body: z.string() });

export const listedProposalOf = (row: Omit<Proposal, 'body'>) => ({
  id: row.id,
  kind: row.kind,
  page: { id: row.pageId, title: row.pageTitle, space: row.spaceKey, slug: row.slug },
  base: row.base,
  title: row.title,
  to_space: row.toSpaceName,
  parent_id: row.parentId,
  to_state: row.toState,
  file: row.fileName,
  why: row.why,
  person: row.personName,
  state: row.state,
  version: row.version,
});

export const spaceParams = z.object({ space: z.string() });
export const pageParams = z.object({ id: z.string() });

export const linkOf = (each: { id: string; title: string; slug: string; spaceKey: string }) => ({
  id: each.id,
  title: each.title,
  slug: each.slug,
  space: each.spaceKey,
});

export const idOf = (c: ApiContext): string => c.req.param('id') ?? '';

export const zoneOf = async (c: ApiContext): Promise<string> => (await getInstallation(c.var.options.db)).timeZone;

export const pageOf = async (c: ApiContext, here: WikiPage) => {
  const parts = await wikiParts(c.var.options.db, c.var.actor, here, { now: c.var.now, timeZone: await zoneOf(c) });
  return {
    ...linkOf(here),
    body: here.body,
    revision: here.revision,
    state: here.state,
    parent_id: here.parentId,
    record: here.recordKind && here.recordId ? { kind: here.recordKind, id: here.recordId, part: here.part } : null,
    missing_sections: emptySections(here.body, here.required),
    owner: here.ownerName,
    review_on: here.reviewOn?.toString() ?? null,
    updated_at: here.updatedAt.toString(),
    updated_by: here.updatedByName,
    generated: parts.map(({ key, title, notice = [], facts = [], table, picture = null }) => ({
      key,
      title,
      notice: [...notice],
      facts: facts.map(({ label, value }) => ({ label, value: [...value] })),
      columns: [...(table?.columns ?? [])],
      rows: (table?.rows ?? []).map((row) => [...row]),
      more: table?.more ?? false,
      picture,
    })),
  };
};

export const body = z.string().max(1_000_000).describe('Markdown');
