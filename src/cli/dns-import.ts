import { readFile } from 'node:fs/promises';
import { system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getImport, importVerdicts, listZones, startImport } from '#dns/index.ts';
import { AppError } from '#lib/errors.ts';
import { fault } from '#lib/fault.ts';

type Given = { print: (line: string) => void; now: Temporal.Instant; secret: string };

/**
 * `griya dns-import ZONE FILE`: reads a zone file and prints how each line stands to the register. Nothing of the zone changes:
 * the lines are adopted in the browser, as a change set. `griya dns-import ZONE ADDRESS:PORT` asks for a transfer, which a worker reads.
 */
export const runDnsImport = async (db: Db, [name, source]: readonly string[], { print, now, secret }: Given): Promise<number> => {
  const zone = (await listZones(db)).find((each) => each.name === name?.toLowerCase());
  if (!zone || source === undefined) throw fault('Write griya dns-import ZONE FILE, or griya dns-import ZONE ADDRESS:PORT.');
  const server = /^[0-9a-f.:[\]]+$/i.test(source);
  const text = server
    ? ''
    : await readFile(source, 'utf8').catch((error: Error) => {
        throw fault(`${source} cannot be read.`, error);
      });
  const typed = server ? { source: 'transfer', server: source } : { source: 'text', text };
  const { importId } = await db
    .transaction()
    .execute((tx) => startImport(tx, { zoneId: zone.id, typed, now, secret, doer: system }))
    .catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
      throw fault(error.faults.map(({ message }) => message.en).join(' '), error);
    });
  print(`/zones/${zone.id}/imports/${importId}`);
  if (server) return 0;
  for (let page = 1; ; page += 1) {
    const { lines } = await getImport(db, { zoneId: zone.id, importId }, { page, pageSize: 1000 });
    for (const { verdict, label, type, value, why } of lines) {
      const said = importVerdicts.find((each) => each.value === verdict)?.label.en ?? verdict;
      print(`${said.padEnd(18)} ${[label, type, value].filter(Boolean).join(' ')}${why ? `  (${why.en})` : ''}`);
    }
    if (lines.length < 1000) return 0;
  }
};
