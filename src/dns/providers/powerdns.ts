import { z } from 'zod';
import type { RecordType } from '../choices.ts';
import { fqdnOf } from '../zone/name.ts';
import { type ParsedZone, readMasterFile } from '../zone/parse.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { printValue } from '../zone/value.ts';
import { type ProvidedZone, type Provider, ProviderFault, type SetName, type ZoneChange } from './provider.ts';

const answerSchema = z.object({
  serial: z.number().optional(),
  rrsets: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      ttl: z.number(),
      records: z.array(z.object({ content: z.string(), disabled: z.boolean().optional() })),
    }),
  ),
});

const patience = 15_000;
const setsPerCall = 500;

const codes: Record<number, string> = { 401: 'BADKEY', 403: 'BADKEY', 404: 'NOTAUTH' };

const call = async (
  zone: ProvidedZone,
  path: string,
  init: { method?: string; body?: string },
  signal: AbortSignal,
): Promise<string> => {
  const base = zone.server.replace(/\/+$/, '');
  const url = `${base}/api/v1/servers/localhost/zones/${encodeURIComponent(`${zone.name}.`)}${path}`;
  const answer = await fetch(url, {
    ...init,
    headers: { 'x-api-key': zone.key, 'content-type': 'application/json' },
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
  }).catch((error: Error) => {
    const late = error.name === 'TimeoutError';
    throw new ProviderFault(late ? 'TIMEOUT' : 'AWAY', `the PowerDNS API ${late ? 'does not answer' : 'cannot be reached'}`);
  });
  const text = await answer.text();
  if (answer.ok) return text;
  const { error = '' } = parseJson<{ error?: string }>(text) ?? {};
  const code = codes[answer.status] ?? (answer.status === 422 ? 'REJECTED' : answer.status >= 500 ? 'SERVFAIL' : 'REJECTED');
  // A zone that is not there is 422 "Could not find domain" in some versions.
  const missing = /could not find domain|not found/i.test(error);
  throw new ProviderFault(missing ? 'NOTAUTH' : code, `the PowerDNS API answered ${answer.status}: ${error.slice(0, 200)}`);
};

const parseJson = <T>(text: string): T | null => {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
};

/** A set's records through the one reader of presentation format; a disabled one is not answered and counts as absent. */
const readAnswer = (zone: ProvidedZone, text: string): ParsedZone => {
  const parsed = answerSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new ProviderFault('REJECTED', 'the PowerDNS API answered something else than a zone');
  const lines = parsed.data.rrsets.flatMap(({ name, type, ttl, records }) =>
    records
      .filter(({ disabled, content }) => !disabled && !/[\n\r]/.test(content))
      .map(({ content }) => `${name} ${ttl} IN ${type} ${content}`),
  );
  return { ...readMasterFile(lines.join('\n'), zone.name), serial: parsed.data.serial ?? null };
};

const keyOf = ({ label, type }: SetName): string => `${label} ${type}`;

const readZone = async (zone: ProvidedZone, signal: AbortSignal): Promise<ParsedZone> =>
  readAnswer(zone, await call(zone, '', {}, signal));

/** Many sets at once (an import) are cheaper read with the whole zone than one by one. */
const mostSingly = 50;

const readSets = async (zone: ProvidedZone, sets: readonly SetName[], signal: AbortSignal): Promise<ZoneRecord[]> => {
  if (sets.length > mostSingly) {
    const asked = new Set(sets.map(keyOf));
    return (await readZone(zone, signal)).records.filter((each) => asked.has(keyOf(each)));
  }
  const found: ZoneRecord[] = [];
  for (const set of sets) {
    const query = new URLSearchParams({ rrset_name: `${fqdnOf(set.label, zone.name)}.`, rrset_type: set.type });
    const { records } = readAnswer(zone, await call(zone, `?${query}`, {}, signal));
    found.push(...records.filter((each) => keyOf(each) === keyOf(set)));
  }
  return found;
};

type ReplacedSet = {
  name: string;
  type: RecordType;
  ttl: number;
  changetype: 'REPLACE' | 'DELETE';
  records: { content: string; disabled: boolean }[];
};

const patch = (zone: ProvidedZone, sets: readonly SetName[], there: readonly ZoneRecord[], change: ZoneChange): ReplacedSet[] => {
  const byKey = (records: readonly ZoneRecord[]) => Map.groupBy(records, keyOf);
  const [before, wanted, removed] = [byKey(there), byKey(change.wanted), byKey(change.removed)];
  const all = sets.map(({ label, type }): ReplacedSet => {
    const key = `${label} ${type}`;
    const gone = new Set(removed.get(key)?.map(({ value }) => value));
    const add = wanted.get(key) ?? [];
    const kept = (before.get(key) ?? []).filter(({ value }) => !gone.has(value));
    const values = [...new Set([...kept, ...add].map(({ value }) => value))];
    return {
      name: `${fqdnOf(label, zone.name)}.`,
      type,
      ttl: add[0]?.ttl ?? (add.length > 0 ? zone.ttl : (kept[0]?.ttl ?? zone.ttl)),
      changetype: values.length === 0 ? 'DELETE' : 'REPLACE',
      records: values.map((value) => ({ content: printValue(type, value), disabled: false })),
    };
  });
  // What leaves goes first, so that a CNAME can take the place of addresses in the same call.
  return all.sort((a, b) => Number(a.changetype === 'REPLACE') - Number(b.changetype === 'REPLACE'));
};

/** PowerDNS through its HTTP API: whole sets are replaced, with what others put beside ours kept in them. */
export const powerdns: Provider = {
  publish: async (zone, change, signal) => {
    const sets = [...new Map([...change.removed, ...change.wanted].map((each) => [keyOf(each), each])).values()];
    if (sets.length === 0) return;
    const there = await readSets(zone, sets, signal);
    const rrsets = patch(zone, sets, there, change);
    for (let start = 0; start < rrsets.length; start += setsPerCall) {
      const body = JSON.stringify({ rrsets: rrsets.slice(start, start + setsPerCall) });
      await call(zone, '', { method: 'PATCH', body }, signal);
    }
  },
  look: readSets,
  read: readZone,
};
