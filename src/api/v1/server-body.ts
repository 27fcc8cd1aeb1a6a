import { invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { ownerships, rackFaces, serverStatuses, serverUsages } from '#registry/index.ts';
import type { JsonSchema } from '../json-route.ts';

const values = (choices: readonly { value: string }[]): string[] => choices.map((each) => each.value);

const text = { type: 'string' };
const amount = { type: 'integer', minimum: 1 };
const id = { type: 'string', format: 'uuid' };

/** A new server as a program writes it: the register's own names, in the spelling of this interface. */
const properties = {
  name: { ...text, examples: ['vm-aplikasi-07'] },
  kind: { enum: ['virtual', 'bare_metal'] },
  host_id: { ...id, description: 'The hypervisor of a virtual server.' },
  site_id: { ...id, description: 'The site of a bare-metal server.' },
  network_id: id,
  address: { ...text, description: 'An address of the network, or "next" for the first free one.', examples: ['next'] },
  interface: text,
  cpu: amount,
  memory_mb: amount,
  disk_gb: amount,
  operating_system: text,
  accepts_applications: { type: 'boolean', default: false },
  status: { enum: values(serverStatuses).filter((status) => status !== 'retired') },
  usage: { enum: values(serverUsages) },
  ownership: { enum: values(ownerships) },
  owner_office_id: id,
  cpu_overcommit: { type: 'number', minimum: 1, maximum: 20 },
  memory_overcommit: { type: 'number', minimum: 1, maximum: 20 },
  disk_overcommit: { type: 'number', minimum: 1, maximum: 20 },
  processor: text,
  serial_number: text,
  asset_number: text,
  manufacturer: text,
  model: text,
  rack: { ...text, description: 'The name of a rack at the site.' },
  rack_unit: { type: 'integer', minimum: 1, maximum: 60, description: 'The lowest unit that it takes.' },
  rack_height: { type: 'integer', minimum: 1, maximum: 60, default: 1 },
  rack_face: { enum: values(rackFaces), default: 'both' },
  warranty_until: { type: 'string', format: 'date' },
  notes: text,
};

const required = ['name', 'kind', 'network_id', 'address', 'cpu', 'memory_mb', 'disk_gb'];

/** How the body of the act `provide-server` is described. */
export const serverBodySchema: JsonSchema = {
  type: 'object',
  properties: { server: { type: 'object', properties, required, additionalProperties: false } },
  required: ['server'],
  additionalProperties: false,
};

const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const unknown: Words = { id: 'Isian ini tidak dikenal.', en: 'This entry is not known.' };

/**
 * The body with the names of a server as the register spells them. What is no server at all is left for the act to refuse.
 * Throws invalid for a name that is not one of ours.
 */
export const readServerBody = (body: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { server } = body;
  if (typeof server !== 'object' || server === null || Array.isArray(server)) return { ...body };
  const strange = Object.keys(server).filter((name) => !Object.hasOwn(properties, name));
  if (strange.length > 0) throw invalid(strange.map((name) => ({ field: `server.${name}`, message: unknown })));
  return { ...body, server: Object.fromEntries(Object.entries(server).map(([name, value]) => [camel(name), value])) };
};

/** The name by which a program knows a field that the register refused. */
export const serverField = (field: string): string =>
  field === '' || field === 'server' ? 'server' : `server.${snake(field.replace(/^server\./, ''))}`;
