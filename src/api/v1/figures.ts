import { createRoute, z } from '@hono/zod-openapi';
import { getCase } from '#cases/index.ts';
import { getInstallation } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import { maySeeServers } from '#registry/index.ts';
import { figureOffice, forecastCase, periodAround, periodText, readPeriod, readTables, seesAllFigures } from '#reports/index.ts';
import type { Api } from '../context.ts';
import { answer, caseParams, moment, readRefusals } from '../schemas.ts';

const value = z.union([z.number(), z.string(), z.null()]);

const table = z
  .object({
    key: z.string().openapi({ example: 'steps' }),
    title: z.string(),
    columns: z.array(z.object({ key: z.string(), label: z.string(), unit: z.enum(['count', 'minutes', 'share', 'text']) })),
    rows: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        from: z.string().optional().openapi({ description: 'First day of a part of the period' }),
        until: z.string().optional(),
        values: z.record(z.string(), value),
      }),
    ),
  })
  .openapi('FigureTable', { description: 'Counts, working minutes of the agency, shares between 0 and 1, texts' });

const figuresRoute = createRoute({
  method: 'get',
  path: '/figures',
  operationId: 'getFigures',
  tags: ['Figures'],
  summary: 'Figures of the service in a period: of all offices for officials and auditors, of the own office for others',
  request: {
    query: z.object({
      period: z
        .string()
        .max(30)
        .optional()
        .openapi({ description: '2026-11, 2026-Q4, 2026 or 2026-11-03..2026-11-20; this month when left out' }),
      office_id: z.string().max(40).optional(),
    }),
  },
  responses: {
    ...readRefusals,
    200: answer(
      z.object({
        period: z.string(),
        from: z.string(),
        until: z.string(),
        office_id: z.string().nullable(),
        tables: z.array(table),
      }),
      'The figures as tables',
    ),
  },
});

const forecastRoute = createRoute({
  method: 'get',
  path: '/cases/{number}/forecast',
  operationId: 'getForecast',
  tags: ['Figures'],
  summary: 'When an open case is expected to be done, and how often such ranges held in the past',
  request: { params: caseParams },
  responses: {
    ...readRefusals,
    200: answer(
      z.object({
        forecast: z
          .object({
            from: moment,
            middle: moment,
            until: moment,
            learned: z.object({ cases: z.number(), forecasts: z.number(), held: z.number() }).nullable(),
          })
          .nullable()
          .openapi({
            description: 'Null for a draft and for a case that is ended; `learned` null: by the times that the SOP prescribes',
          }),
      }),
      'The range that is meant to hold in four of five cases',
    ),
  },
});

const noPeriod = {
  id: 'Tulis 2026-11, 2026-Q4, 2026, atau 2026-11-03..2026-11-20.',
  en: 'Write 2026-11, 2026-Q4, 2026, or 2026-11-03..2026-11-20.',
};

/** The figures of a period, and the forecast of a case. */
export const figureRoutes = (api: Api): void => {
  api.openapi(figuresRoute, async (c) => {
    const { actor, now, options } = c.var;
    const { period: asked, office_id: office } = c.req.valid('query');
    const { timeZone } = await getInstallation(options.db);
    const period =
      asked === undefined ? periodAround('month', now.toZonedDateTimeISO(timeZone).toPlainDate()) : readPeriod(asked);
    if (!period) throw invalid([{ field: 'period', message: noPeriod }]);
    const noOffice = { id: 'Bukan id perangkat daerah.', en: 'Not the id of an office.' };
    if (office !== undefined && !isId(office)) throw invalid([{ field: 'office_id', message: noOffice }]);
    const officeId = figureOffice(actor, office ?? null);
    const capacity = maySeeServers(actor) && officeId === null;
    const { tables } = await readTables(options.db, {
      days: period.days,
      officeId,
      now,
      capacity,
      inside: seesAllFigures(actor),
    });
    const text = (words: Parameters<typeof say>[0] | string): string =>
      typeof words === 'string' ? words : say(words, actor.language);
    return c.json(
      {
        period: periodText(period),
        from: period.days.from.toString(),
        until: period.days.until.toString(),
        office_id: officeId,
        tables: tables.map(({ key, title, columns, rows }) => ({
          key,
          title: text(title),
          columns: columns.map((column) => ({ ...column, label: text(column.label) })),
          rows: rows.map((row) => ({
            key: row.key,
            label: text(row.label),
            ...(row.days ? { from: row.days.from.toString(), until: row.days.until.toString() } : {}),
            values: Object.fromEntries(
              Object.entries(row.cells).map(([column, cell]) => [
                column,
                typeof cell.value === 'object' && cell.value !== null ? text(cell.value) : cell.value,
              ]),
            ),
          })),
        })),
      },
      200,
    );
  });

  api.openapi(forecastRoute, async (c) => {
    const { actor, now, options } = c.var;
    const { row } = await getCase(options.db, actor, c.req.valid('param').number);
    const forecast = await forecastCase(options.db, row, now);
    if (!forecast) return c.json({ forecast: null }, 200);
    const { from, middle, until, learned } = forecast;
    return c.json({ forecast: { from: from.toString(), middle: middle.toString(), until: until.toString(), learned } }, 200);
  });
};
