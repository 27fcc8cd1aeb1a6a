import type { DigAnswer } from './dig-answer.ts';

/** What can be seen of a zone's signatures from outside. */
export type Dnssec = {
  /** unsigned; signed without a chain from above; signed and chained; or with a DS above that fits no key. */
  state: 'unknown' | 'unsigned' | 'signed' | 'chained' | 'broken';
  keys: { tag: number; algorithm: number; sep: boolean }[];
  /** Key tags that the zone above names; null when no resolver was asked. */
  ds: number[] | null;
  /** When the first signature of the zone's SOA or keys runs out. */
  expires: string | null;
};

/** The tag of a DNSKEY (RFC 4034, appendix B). */
export const keyTag = (flags: number, protocol: number, algorithm: number, key: string): number => {
  const bytes = Buffer.concat([Buffer.from([flags >> 8, flags & 255, protocol, algorithm]), Buffer.from(key, 'base64')]);
  let sum = 0;
  for (const [place, byte] of bytes.entries()) sum += place % 2 === 0 ? byte << 8 : byte;
  return (sum + ((sum >> 16) & 0xffff)) & 0xffff;
};

/** "20261224031500" of an RRSIG as a moment; null for what is none. */
const readMoment = (text: string): Temporal.Instant | null => {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

/** Puts together what the zone and the zone above said; `above` null: nobody was asked. */
export const readDnssec = (keys: DigAnswer, soa: DigAnswer, above: DigAnswer | null): Dnssec => {
  const found = keys.records
    .filter(({ type }) => type === 'DNSKEY')
    .map(({ data: [flags, protocol, algorithm, ...key] }) => ({
      tag: keyTag(Number(flags), Number(protocol), Number(algorithm), key.join('')),
      algorithm: Number(algorithm),
      sep: (Number(flags) & 1) === 1,
    }));
  const ends = [...keys.records, ...soa.records]
    .filter(({ type }) => type === 'RRSIG')
    .map(({ data }) => readMoment(data[4] ?? ''))
    .filter((each) => each !== null)
    .sort(Temporal.Instant.compare);
  const ds = above === null ? null : above.records.filter(({ type }) => type === 'DS').map(({ data }) => Number(data[0]));
  const fits = ds?.some((tag) => found.some((key) => key.tag === tag)) ?? false;
  const state =
    found.length === 0
      ? ds && ds.length > 0
        ? 'broken'
        : 'unsigned'
      : fits
        ? 'chained'
        : ds && ds.length > 0
          ? 'broken'
          : 'signed';
  return { state, keys: found, ds, expires: ends[0]?.toString() ?? null };
};
