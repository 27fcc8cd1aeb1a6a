import { z } from '@hono/zod-openapi';
import { tableHelp, wikiCount, wikiTable } from '#cases/index.ts';
import { getPage, type Include, renderedOf, type WikiPage } from '#wiki/index.ts';
import type { Api, ApiContext } from '../../context.ts';
import { answer, readRefusals } from '../../schemas.ts';
import { cell, idOf, pageParams, tags, zoneOf } from './shapes.ts';

const words = z.object({ id: z.string(), en: z.string() });

const kind = z
  .object({
    kind: z.string(),
    names: words.describe('What it is called by in an include'),
    label: words,
    filters: z.array(
      z.object({
        key: z.string(),
        names: words,
        values: z.array(z.object({ value: z.string(), label: words })).describe('What it may say; empty: any name or text'),
      }),
    ),
    columns: z.array(z.object({ key: z.string(), label: words, shown: z.boolean() })),
    example: words,
  })
  .describe('A register that can be drawn into a page');

const table = z
  .object({
    kind: z.string(),
    args: z.record(z.string(), z.string()).describe('As they stand in the text'),
    problem: z.string().nullable().describe('Why there is no table: asked for wrongly, not there, or not for you'),
    caption: z.string(),
    columns: z.array(z.string()),
    rows: z.array(z.array(cell)),
    more: z.boolean().describe('There are more rows than stand here'),
    count: z.number().nullable().describe('For a number in a sentence: how many there are'),
  })
  .describe('A table of the registers that a page draws in, as one may see it now');

/** As many as a page shows. */
const most = 40;

type Table = z.infer<typeof table>;

const nothing: Omit<Table, 'kind' | 'args'> = { problem: null, caption: '', columns: [], rows: [], more: false, count: null };

const absent = { id: 'tidak ada, atau bukan untuk Anda', en: 'not there, or not for you' };

const readOne = async (c: ApiContext, include: Include, timeZone: string): Promise<Table> => {
  const { actor, now, options } = c.var;
  const about = { ...nothing, kind: include.kind, args: { ...include.args } };
  if (include.count) {
    const counted = await wikiCount(options.db, actor, include, { now, timeZone });
    if (!counted || 'problem' in counted) return { ...about, problem: counted?.problem ?? absent[actor.language] };
    return { ...about, count: counted.total, more: counted.more };
  }
  const found = await wikiTable(options.db, actor, include, { now, timeZone });
  if (!found || 'problem' in found) return { ...about, problem: found?.problem ?? absent[actor.language] };
  const { caption, columns, rows, more } = found;
  return { ...about, caption, columns: [...columns], rows: rows.map((row) => [...row]), more };
};

const tablesOf = async (c: ApiContext, here: WikiPage) => {
  const timeZone = await zoneOf(c);
  const { includes } = await renderedOf(c.var.options.db, here, c.var.now);
  const tables: Table[] = [];
  for (const include of includes.filter((each) => !['page', 'pages'].includes(each.kind)).slice(0, most)) {
    tables.push(await readOne(c, include, timeZone));
  }
  return tables;
};

/** The tables of the registers in a page, and what can be drawn into one. */
export const wikiTableRoutes = (api: Api): void => {
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/pages/{id}/tables', operationId: 'listWikiPageTables', tags },
      summary: 'The tables of the registers that a page draws in, read now',
      request: { params: pageParams },
      responses: { ...readRefusals, 200: answer(z.object({ tables: z.array(table) }), 'At most 40, in the order of the text') },
    },
    async (c) => c.json({ tables: await tablesOf(c, await getPage(c.var.options.db, c.var.actor, idOf(c))) }, 200),
  );
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/tables', operationId: 'listWikiTableKinds', tags },
      summary: 'What of the registers can be drawn into a page, with conditions, columns and an example',
      responses: { ...readRefusals, 200: answer(z.object({ kinds: z.array(kind) }), 'The registers') },
    },
    (c) => {
      const kinds = tableHelp.map(({ filters, columns, ...rest }) => ({
        ...rest,
        filters: filters.map((filter) => ({ ...filter, values: filter.values.map(({ value, label }) => ({ value, label })) })),
        columns: [...columns],
      }));
      return c.json({ kinds }, 200);
    },
  );
};
