import { z } from '@hono/zod-openapi';
import {
  adoptImport,
  approveChange,
  closeChange,
  needRecordChanger,
  proposeChange,
  proposeForeign,
  repairFindings,
  requestComparison,
  reverseChange,
  startImport,
  tryLookAtSets,
} from '#dns/index.ts';
import { doerOf } from '#identity/index.ts';
import { oneOf } from '#lib/input.ts';
import type { Api, ApiContext } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, refusals } from '../schemas.ts';

const zoneParams = z.object({ zone: z.string() });
const changeParams = z.object({ zone: z.string(), change: z.string() });
const importParams = z.object({ zone: z.string(), import: z.string() });

const made = z.object({ id: z.string().nullable(), repeated: z.boolean() });
const done = z.object({ repeated: z.boolean() });

const words = (most: number) => z.string().max(most).optional();
const owner = { office_id: words(50), application_id: words(50), reference: words(200) };

const ownerOf = (body: {
  office_id?: string | undefined;
  application_id?: string | undefined;
  reference?: string | undefined;
}) => ({
  officeId: body.office_id ?? '',
  applicationId: body.application_id ?? '',
  reference: body.reference ?? '',
});

/** Whether the holder of the key may change records; when, and as whom. */
const actOf = (c: ApiContext) => {
  const { actor, now } = c.var;
  needRecordChanger(actor);
  return { now, doer: doerOf(actor), zoneId: c.req.param('zone') ?? '' };
};

/** Proposing, deciding, importing and settling, by the same commands as the pages. */
export const dnsActRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/zones/{zone}/changes',
      operationId: 'proposeChange',
      tags: ['DNS'],
      summary: 'Propose a change set: records to add as lines of a zone file, records to remove by their ids',
      request: { params: zoneParams },
      body: z.strictObject({
        reason: z.string().max(1000),
        lines: words(200_000),
        remove: z.array(z.string()).max(500).optional(),
        ...owner,
      }),
      responses: { ...refusals, 201: answer(made, 'The proposal') },
    },
    async (c, body) => {
      const act = actOf(c);
      const typed = { reason: body.reason, lines: body.lines ?? '', owner: ownerOf(body) };
      const result = await once(
        c,
        (tx) => proposeChange(tx, { ...act, typed, remove: body.remove ?? [] }),
        ({ changeId }) => changeId,
      );
      return c.json({ id: result.repeated ? result.made : result.result.changeId, repeated: result.repeated }, 201);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/zones/{zone}/changes/{change}/approval',
      operationId: 'approveChange',
      tags: ['DNS'],
      summary: 'Approve a change set; refused when its sets have moved, or when it is sensitive and one’s own',
      request: { params: changeParams },
      body: z.strictObject({ note: words(500) }),
      responses: { ...refusals, 200: answer(done, 'Approved; a job publishes it') },
    },
    async (c, { note = '' }) => {
      const act = { ...actOf(c), changeId: c.req.param('change') ?? '' };
      const { db, secret } = c.var.options;
      // The name server is asked before the transaction begins: nothing waits for it.
      const found = await tryLookAtSets(db, { ...act, secret });
      const { repeated } = await once(c, (tx) => approveChange(tx, { ...act, found, note, language: c.var.language }));
      return c.json({ repeated }, 200);
    },
  );

  for (const [name, as] of [
    ['refusal', 'refused'],
    ['withdrawal', 'withdrawn'],
  ] as const)
    jsonRoute(
      api,
      {
        method: 'post',
        path: `/zones/{zone}/changes/{change}/${name}`,
        operationId: as === 'refused' ? 'refuseChange' : 'withdrawChange',
        tags: ['DNS'],
        summary: as === 'refused' ? 'Refuse a change set, with a reason' : 'Take a change set back before it is decided',
        request: { params: changeParams },
        body: z.strictObject({ note: words(500) }),
        responses: { ...refusals, 200: answer(done, 'Closed') },
      },
      async (c, { note = '' }) => {
        const act = { ...actOf(c), changeId: c.req.param('change') ?? '' };
        const { repeated } = await once(c, (tx) => closeChange(tx, { ...act, as, note }));
        return c.json({ repeated }, 200);
      },
    );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/zones/{zone}/changes/{change}/reversal',
      operationId: 'reverseChange',
      tags: ['DNS'],
      summary: 'Propose the reverse of a change set that was published',
      request: { params: changeParams },
      body: z.strictObject({ reason: words(500) }),
      responses: { ...refusals, 201: answer(made, 'The reversing proposal') },
    },
    async (c, { reason = '' }) => {
      const act = { ...actOf(c), changeId: c.req.param('change') ?? '', reason };
      const result = await once(
        c,
        (tx) => reverseChange(tx, act),
        ({ changeId }) => changeId,
      );
      return c.json({ id: result.repeated ? result.made : result.result.changeId, repeated: result.repeated }, 201);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/zones/{zone}/imports',
      operationId: 'startImport',
      tags: ['DNS'],
      summary: 'Read a zone file, or a zone from a server by AXFR; nothing changes before lines of it are adopted',
      request: { params: zoneParams },
      body: z.strictObject({
        source: z.string(),
        text: z.string().optional(),
        server: words(100),
        key_name: words(253),
        key_algorithm: words(20),
        key: words(1000),
      }),
      responses: { ...refusals, 201: answer(made, 'The import') },
    },
    async (c, { key_name, key_algorithm, ...body }) => {
      const act = { ...actOf(c), secret: c.var.options.secret };
      const typed = {
        source: body.source,
        text: body.text ?? '',
        server: body.server ?? '',
        key: body.key ?? '',
        keyName: key_name ?? '',
        ...(key_algorithm === undefined ? {} : { keyAlgorithm: key_algorithm }),
      };
      const result = await once(
        c,
        (tx) => startImport(tx, { ...act, typed }),
        ({ importId }) => importId,
      );
      return c.json({ id: result.repeated ? result.made : result.result.importId, repeated: result.repeated }, 201);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/zones/{zone}/imports/{import}/adoption',
      operationId: 'adoptImport',
      tags: ['DNS'],
      summary: 'Propose lines of an import as one change set: those named, everything new, or everything new and different',
      request: { params: importParams },
      body: z.strictObject({
        which: z.string().optional(),
        lines: z.array(z.number().int().min(0).max(1_000_000)).max(20_000).optional(),
        reason: words(500),
        ...owner,
      }),
      responses: { ...refusals, 201: answer(made, 'The proposal') },
    },
    async (c, body) => {
      const act = { ...actOf(c), importId: c.req.param('import') ?? '' };
      const chosen = { which: body.which ?? 'chosen', lines: body.lines ?? [], reason: body.reason ?? '', owner: ownerOf(body) };
      const result = await once(
        c,
        (tx) => adoptImport(tx, { ...act, ...chosen }),
        ({ changeId }) => changeId,
      );
      return c.json({ id: result.repeated ? result.made : result.result.changeId, repeated: result.repeated }, 201);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/zones/{zone}/drift',
      operationId: 'settleDrift',
      tags: ['DNS'],
      summary:
        'Compare now; publish once more what is missing or changed; or propose foreign records for the register or for removal',
      request: { params: zoneParams },
      body: z.strictObject({
        act: oneOf(['compare', 'repair', 'adopt', 'remove']),
        findings: z.array(z.string()).max(1000).optional(),
      }),
      responses: { ...refusals, 200: answer(made, 'Asked for; the id is that of the proposal, where one was made') },
    },
    async (c, { act: what, findings = [] }) => {
      const act = { ...actOf(c), findings };
      const result = await once(
        c,
        async (tx) => {
          if (what === 'compare') await requestComparison(tx, act);
          else if (what === 'repair') await repairFindings(tx, act);
          else return (await proposeForeign(tx, { ...act, as: what })).changeId;
          return '';
        },
        (id) => id,
      );
      return c.json({ id: (result.repeated ? result.made : result.result) || null, repeated: result.repeated }, 200);
    },
  );
};
