import { createRoute, z } from '@hono/zod-openapi';
import {
  changeStates,
  findingKinds,
  getChange,
  getImport,
  getZone,
  importVerdicts,
  listChanges,
  listChecks,
  listFindings,
  listRecords,
  listZones,
  needNameSight,
  recordTypes,
} from '#dns/index.ts';
import { oneOf, optionalText } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { answer, choiceOf, moment, readRefusals } from '../schemas.ts';

const zoneParams = z.object({ zone: z.string() });
const paged = { page: z.coerce.number().int().min(1).max(100_000).default(1) };
const total = z.number();

const zone = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  internal: z.boolean(),
  serial: z.number(),
  records: z.number(),
  waiting: z.number(),
});

const zonesRoute = createRoute({
  method: 'get',
  path: '/zones',
  operationId: 'listZones',
  tags: ['DNS'],
  summary: 'Zones; for the hosting office, the administrator and the auditor only, as everything about DNS',
  responses: { ...readRefusals, 200: answer(z.object({ zones: z.array(zone) }), 'Zones') },
});

const record = z.object({
  id: z.string(),
  label: z.string(),
  type: z.string(),
  value: z.string(),
  ttl: z.number().nullable(),
  state: z.string(),
  comment: z.string(),
  outside: z.boolean().describe('Whether it came in from outside and was adopted.'),
  request: z.string().nullable(),
  reference: z.string(),
  application_id: z.string().nullable(),
  office: z.string().nullable(),
  verified_at: moment.nullable(),
  change: z.number().nullable(),
});

const recordsRoute = createRoute({
  method: 'get',
  path: '/zones/{zone}/records',
  operationId: 'listRecords',
  tags: ['DNS'],
  summary: 'Records of a zone that are there or are to be, 200 a page',
  request: { params: zoneParams, query: z.object({ ...paged, search: optionalText(200), type: oneOf(recordTypes).optional() }) },
  responses: { ...readRefusals, 200: answer(z.object({ total, records: z.array(record) }), 'A page of records') },
});

const change = z.object({
  id: z.string(),
  number: z.number(),
  state: z.string().describe(changeStates.map(({ value }) => value).join(', ')),
  reason: z.string(),
  author: z.string(),
  approver: z.string().nullable(),
  request: z.string(),
  sensitive: z.array(z.string()).describe('Why it needs a second person; empty when it does not.'),
  proposed_at: moment,
  published_at: moment.nullable(),
  verified_at: moment.nullable(),
  size: z.number(),
});

const changesRoute = createRoute({
  method: 'get',
  path: '/zones/{zone}/changes',
  operationId: 'listChanges',
  tags: ['DNS'],
  summary: 'Change sets of a zone, the newest first, 50 a page',
  request: { params: zoneParams, query: z.object(paged) },
  responses: { ...readRefusals, 200: answer(z.object({ total, changes: z.array(change) }), 'A page of change sets') },
});

const item = z.object({
  action: z.string(),
  label: z.string(),
  type: z.string(),
  value: z.string(),
  ttl: z.number().nullable(),
  ttl_before: z.number().nullable(),
});

const changeRoute = createRoute({
  method: 'get',
  path: '/zones/{zone}/changes/{change}',
  operationId: 'getChange',
  tags: ['DNS'],
  summary: 'One change set with its items, and the sets concerned as they were when it was proposed',
  request: { params: z.object({ zone: z.string(), change: z.string() }) },
  responses: {
    ...readRefusals,
    200: answer(
      change.extend({
        items: z.array(item),
        register: z.array(z.string()),
        live: z.array(z.string()).nullable(),
        warnings: z.array(z.string()),
      }),
      'The change set',
    ),
  },
});

const finding = z.object({
  id: z.string(),
  kind: z.string(),
  label: z.string(),
  type: z.string(),
  value: z.string(),
  ttl: z.number().nullable(),
  servers: z.array(z.string()),
  detail: z.string(),
  first_seen_at: moment,
  last_seen_at: moment,
  closed_at: moment.nullable(),
});

const driftRoute = createRoute({
  method: 'get',
  path: '/zones/{zone}/drift',
  operationId: 'getDrift',
  tags: ['DNS'],
  summary: 'What differs from the register now (or, with closed=true, did once), and the last comparison with its DNSSEC state',
  request: {
    params: zoneParams,
    query: z.object({ ...paged, kind: choiceOf(findingKinds).optional(), closed: z.stringbool().default(false) }),
  },
  responses: {
    ...readRefusals,
    200: answer(
      z.object({
        total,
        findings: z.array(finding),
        last: z
          .object({
            at: moment,
            records: z.number(),
            servers: z.array(
              z.object({
                server: z.string(),
                serial: z.number().nullable(),
                fault: z.string().nullable(),
                authoritative: z.boolean(),
              }),
            ),
            dnssec: z.object({ state: z.string(), expires: z.string().nullable() }),
          })
          .nullable(),
      }),
      'A page of findings',
    ),
  },
});

const importRoute = createRoute({
  method: 'get',
  path: '/zones/{zone}/imports/{import}',
  operationId: 'getImport',
  tags: ['DNS'],
  summary: 'An import with its lines and how each stands to the register, 500 a page',
  request: {
    params: z.object({ zone: z.string(), import: z.string() }),
    query: z.object({ ...paged, verdict: choiceOf(importVerdicts).optional() }),
  },
  responses: {
    ...readRefusals,
    200: answer(
      z.object({
        state: z.string(),
        fault: z.string().nullable(),
        serial: z.number().nullable(),
        total,
        absent: z.number().describe('Records of the register that it does not hold; they stay.'),
        lines: z.array(
          z.object({
            position: z.number(),
            label: z.string(),
            type: z.string(),
            value: z.string(),
            ttl: z.number().nullable(),
            verdict: z.string(),
            why: z.string().nullable(),
          }),
        ),
      }),
      'The import',
    ),
  },
});

const text = (at: Temporal.Instant | null): string | null => at?.toString() ?? null;

type Change = Awaited<ReturnType<typeof listChanges>>['rows'][number];

const changeOf = (row: Change) => ({
  id: row.id,
  number: row.number,
  state: row.state,
  reason: row.reason,
  author: row.authorLabel,
  approver: row.approverLabel,
  request: row.holderLabel,
  sensitive: row.sensitive,
  proposed_at: row.proposedAt.toString(),
  published_at: text(row.publishedAt),
  verified_at: text(row.verifiedAt),
  size: row.size,
});

/** Zones, records, change sets, imports and drift, to be read. */
export const dnsRoutes = (api: Api): void => {
  api.openapi(zonesRoute, async (c) => {
    needNameSight(c.var.actor);
    const zones = await listZones(c.var.options.db);
    const told = zones.map(({ id, name, provider, internal, serial, records, waiting }) => ({
      id,
      name,
      provider,
      internal,
      serial,
      records,
      waiting,
    }));
    return c.json({ zones: told }, 200);
  });

  api.openapi(recordsRoute, async (c) => {
    needNameSight(c.var.actor);
    const { db } = c.var.options;
    const { id } = await getZone(db, c.req.valid('param').zone);
    const { type = '', ...query } = c.req.valid('query');
    const { rows, total: all } = await listRecords(db, id, { ...query, type, pageSize: 200 });
    const records = rows.map((row) => ({
      id: row.id,
      label: row.label,
      type: row.type,
      value: row.value,
      ttl: row.ttl,
      state: row.state,
      comment: row.comment,
      outside: row.outside,
      request: row.holderLabel,
      reference: row.reference,
      application_id: row.applicationId,
      office: row.officeName,
      verified_at: text(row.verifiedAt),
      change: row.changeNumber,
    }));
    return c.json({ total: all, records }, 200);
  });

  api.openapi(changesRoute, async (c) => {
    needNameSight(c.var.actor);
    const { db } = c.var.options;
    const { id } = await getZone(db, c.req.valid('param').zone);
    const { rows, total: all } = await listChanges(db, id, { page: c.req.valid('query').page, pageSize: 50 });
    return c.json({ total: all, changes: rows.map(changeOf) }, 200);
  });

  api.openapi(changeRoute, async (c) => {
    needNameSight(c.var.actor);
    const { zone: zoneId, change: changeId } = c.req.valid('param');
    const found = await getChange(c.var.options.db, { zoneId, changeId });
    const items = found.items.map(({ action, label, type, value, ttl, ttlBefore }) => ({
      action,
      label,
      type,
      value,
      ttl,
      ttl_before: ttlBefore ?? null,
    }));
    const { register, live } = found.seen;
    const warnings = found.warnings.map((words) => words[c.var.language]);
    return c.json({ ...changeOf(found), items, register, live, warnings }, 200);
  });

  api.openapi(driftRoute, async (c) => {
    needNameSight(c.var.actor);
    const { db } = c.var.options;
    const { id } = await getZone(db, c.req.valid('param').zone);
    const { kind = '', ...query } = c.req.valid('query');
    const { rows, total: all } = await listFindings(db, id, { ...query, kind });
    const [last] = await listChecks(db, id, 1);
    const findings = rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      label: row.label,
      type: row.type,
      value: row.value,
      ttl: row.ttl,
      servers: row.servers,
      detail: row.detail[c.var.language],
      first_seen_at: row.firstSeenAt.toString(),
      last_seen_at: row.lastSeenAt.toString(),
      closed_at: text(row.closedAt),
    }));
    const told = last && {
      at: last.startedAt.toString(),
      records: last.records,
      servers: last.servers,
      dnssec: { state: last.dnssec.state, expires: last.dnssec.expires },
    };
    return c.json({ total: all, findings, last: told ?? null }, 200);
  });

  api.openapi(importRoute, async (c) => {
    needNameSight(c.var.actor);
    const { zone: zoneId, import: importId } = c.req.valid('param');
    const { verdict = '', page } = c.req.valid('query');
    const found = await getImport(c.var.options.db, { zoneId, importId }, { verdict, page, pageSize: 500 });
    const { language } = c.var;
    const lines = found.lines.map(({ changeId: _, changeNumber: __, why, ...line }) => ({
      ...line,
      why: why?.[language] ?? null,
    }));
    const { state, serial, absent, total: all } = found;
    return c.json({ state, fault: found.fault?.[language] ?? null, serial, absent, total: all, lines }, 200);
  });
};
