import type { Db } from '#db/index.ts';
import { listApplicationRecords, nameOf } from '#dns/index.ts';
import type { LeadingName } from '#registry/index.ts';

export type ApplicationName = LeadingName & { internal: boolean; records: string[] };

const leading = ['A', 'AAAA', 'CNAME'];

/**
 * Every name that leads to an application: the one that its request was given, whether or not it is published yet, and those
 * that were entered for it since. The given one first. Who may see which is the caller's question.
 */
export const namesOfApplication = async (
  db: Db,
  { id, origin }: { id: string; origin: string | null },
): Promise<ApplicationName[]> => {
  const [given, records] = await Promise.all([
    origin ? nameOf(db, origin) : null,
    listApplicationRecords(db, { applicationId: id, origin }),
  ]);
  const names = new Map<string, ApplicationName & { addresses: string[] }>();
  if (given) names.set(given.fqdn, { fqdn: given.fqdn, addresses: [], internal: false, records: [] });
  for (const { name, type, value, internal } of records) {
    if (!leading.includes(type)) continue;
    const known = names.get(name) ?? { fqdn: name, addresses: [], internal, records: [] };
    names.set(name, known);
    known.records.push(`${type} ${value}`);
    if (type !== 'CNAME') known.addresses.push(value);
  }
  return [...names.values()];
};
