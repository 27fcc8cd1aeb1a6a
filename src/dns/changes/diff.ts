import type { ZoneRecord } from '../zone/print.ts';

export type ZoneDiff = {
  /** Wanted, and not there. */
  missing: ZoneRecord[];
  /** There with another TTL than is wanted. */
  changed: { wanted: ZoneRecord; found: ZoneRecord }[];
  /** There, and not known here. */
  foreign: ZoneRecord[];
};

const keyOf = ({ label, type, value }: ZoneRecord): string => `${label} ${type} ${value}`;

/**
 * Compares what is wanted with what a server has, record by record; both in any order. Linear in the number of records.
 * `standardTtl` is what a record without a time of its own gets.
 */
export const diffZones = (wanted: readonly ZoneRecord[], found: readonly ZoneRecord[], standardTtl: number): ZoneDiff => {
  const there = new Map(found.map((record) => [keyOf(record), record]));
  const missing: ZoneRecord[] = [];
  const changed: ZoneDiff['changed'] = [];
  for (const record of wanted) {
    const key = keyOf(record);
    const twin = there.get(key);
    if (!twin) {
      missing.push(record);
      continue;
    }
    there.delete(key);
    if ((twin.ttl ?? standardTtl) !== (record.ttl ?? standardTtl)) changed.push({ wanted: record, found: twin });
  }
  return { missing, changed, foreign: [...there.values()] };
};
