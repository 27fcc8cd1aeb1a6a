import { z } from '@hono/zod-openapi';
import { doerOf } from '#identity/index.ts';
import {
  allotPrefix,
  assignAddress,
  cableKinds,
  cableStatuses,
  connectCable,
  needServerKeeper,
  networkZones,
  reserveAddress,
} from '#registry/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, choiceOf, refusals } from '../../schemas.ts';
import { inItsNames } from './kept-record.ts';
import { byId } from './shapes.ts';

const word = z.string().max(200);

/** What the register calls the devices of a cable, and this interface. */
const deviceEnds = { fromServerId: 'from_device_id', toServerId: 'to_device_id', serverId: 'device_id' };

/** Addresses, prefixes and cables that programs ask for. */
export const registryGivingRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/networks/{id}/addresses',
      operationId: 'giveAddress',
      tags: ['Register'],
      summary: 'Give an address of a network to a device, or reserve it: a named one or the next that is free',
      request: { params: byId },
      body: z.strictObject({
        address: word.default('next').describe('An address, or "next".'),
        device_id: z.string().optional(),
        interface: word.optional(),
        reason: word.optional().describe('Why it is reserved, when no device gets it.'),
      }),
      responses: {
        ...refusals,
        200: answer(z.object({ address: z.string().nullable(), repeated: z.boolean() }), 'The address that was given'),
      },
    },
    async (c, body) => {
      const { actor, now } = c.var;
      const place = { networkId: c.req.param('id') ?? '', address: body.address, now, doer: doerOf(actor) };
      const done = await once(c, async (tx) => {
        needServerKeeper(actor);
        const { device_id: serverId } = body;
        return serverId === undefined
          ? inItsNames(() => reserveAddress(tx, { ...place, reason: body.reason ?? '' }))
          : inItsNames(
              () =>
                assignAddress(tx, {
                  ...place,
                  serverId,
                  ...(body.interface ? { interface: body.interface } : {}),
                }),
              deviceEnds,
            );
      });
      return c.json({ address: done.result?.address ?? null, repeated: done.repeated }, 200);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/networks/{id}/prefixes',
      operationId: 'givePrefix',
      tags: ['Register'],
      summary: 'Enter a network in the first free prefix of a container',
      request: { params: byId },
      body: z.strictObject({
        length: z.number().int().min(1).max(128),
        name: word,
        site_id: z.string(),
        zone: choiceOf(networkZones),
        vlan: z.number().int().min(1).max(4094).optional(),
      }),
      responses: {
        ...refusals,
        200: answer(
          z.object({ id: z.string().nullable(), prefix: z.string().nullable(), repeated: z.boolean() }),
          'The network that was entered',
        ),
      },
    },
    async (c, { length, site_id: siteId, ...network }) => {
      const { actor, now } = c.var;
      const done = await once(c, async (tx) => {
        needServerKeeper(actor);
        const wanted = { containerId: c.req.param('id') ?? '', length, network: { ...network, siteId } };
        return inItsNames(() => allotPrefix(tx, { ...wanted, now, doer: doerOf(actor) }));
      });
      const { networkId = null, prefix = null } = done.result ?? {};
      return c.json({ id: networkId, prefix, repeated: done.repeated }, 200);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/cables',
      operationId: 'connectCable',
      tags: ['Register'],
      summary: 'Enter a cable between interfaces of two devices; interfaces that do not exist yet are entered with it',
      body: z.strictObject({
        from_device_id: z.string(),
        from_interface: word.optional(),
        to_device_id: z.string(),
        to_interface: word.optional(),
        kind: choiceOf(cableKinds).default('copper'),
        status: choiceOf(cableStatuses).default('active'),
        label: word.default(''),
        colour: word.default(''),
        length_m: z.number().positive().nullable().optional(),
        notes: z.string().max(2000).default(''),
      }),
      responses: { ...refusals, 200: answer(z.object({ id: z.string().nullable(), repeated: z.boolean() }), 'The cable') },
    },
    async (c, body) => {
      const { actor, now } = c.var;
      const done = await once(c, async (tx) => {
        needServerKeeper(actor);
        const wanted = {
          fromServerId: body.from_device_id,
          fromInterface: body.from_interface ?? '',
          toServerId: body.to_device_id,
          toInterface: body.to_interface ?? '',
          kind: body.kind,
          status: body.status,
          label: body.label,
          colour: body.colour,
          lengthM: body.length_m,
          notes: body.notes,
        };
        return inItsNames(() => connectCable(tx, { cable: wanted, now, doer: doerOf(actor) }), deviceEnds);
      });
      return c.json({ id: done.result?.cableId ?? null, repeated: done.repeated }, 200);
    },
  );
};
