import { sql } from 'kysely';
import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { oneOf, optionalText, parse } from '#lib/input.ts';
import { seal } from '#lib/seal.ts';
import { type Act, doerOf } from '../act.ts';
import { importSources, keyAlgorithms, valuesOf } from '../choices.ts';
import { readServers } from '../host.ts';
import { importKeyPurpose, keepLines } from '../import/read-import.ts';
import { enqueueImport } from '../jobs.ts';
import { ProviderFault } from '../providers/provider.ts';
import { readMasterFile } from '../zone/parse.ts';
import { publishErrorWords } from '../zone/verification.ts';
import { getZoneRow } from './propose-change.ts';

/** The largest zone file that is taken, in characters. */
export const longestZoneFile = 16 * 1024 * 1024;

export type ImportInput = Act & {
  zoneId: string;
  /** The installation's secret, which seals a key until the transfer is tried. */
  secret: string;
  typed: {
    source?: string;
    /** The zone file, pasted or sent. */
    text?: string;
    /** "203.0.113.1:53" */
    server?: string;
    keyName?: string;
    keyAlgorithm?: string;
    key?: string;
  };
};

const schema = z.object({
  source: oneOf(valuesOf(importSources)),
  text: z.string().max(longestZoneFile).default(''),
  server: optionalText(100),
  keyName: optionalText(253),
  keyAlgorithm: oneOf(valuesOf(keyAlgorithms)).default('hmac-sha256'),
  key: optionalText(1000),
});

const readKey = (typed: { keyName: string; key: string }, faults: FieldFault[]): { keyName: string; key: string } => {
  const keyName = typed.keyName.toLowerCase().replace(/\.$/, '');
  if (keyName === '' && typed.key === '') return { keyName, key: '' };
  if (!/^[a-z0-9_]([a-z0-9_.-]{0,250}[a-z0-9_])?$/.test(keyName) || keyName.includes('..'))
    faults.push({ field: 'keyName', message: { id: 'Isi nama kunci TSIG.', en: 'Enter the name of the TSIG key.' } });
  if (!/^[A-Za-z0-9+/]{20,}={0,2}$/.test(typed.key))
    faults.push({
      field: 'key',
      message: { id: 'Isi rahasia kunci TSIG dalam bentuk base64.', en: 'Enter the secret of the TSIG key in base64.' },
    });
  return { keyName, key: typed.key };
};

/**
 * Begins an import: a zone file is read at once, a server by a job. Nothing of the zone changes before lines of it are adopted.
 * `invalid` at `source`, `text`, `server`, `keyName` or `key`; `not_found` for a zone that is not there.
 */
export const startImport = async (tx: Db, input: ImportInput): Promise<{ importId: string }> => {
  const zone = await getZoneRow(tx, input.zoneId);
  const { source, text, server, keyAlgorithm, ...typed } = parse(schema, input.typed);
  const faults: FieldFault[] = [];
  const key = source === 'transfer' ? readKey(typed, faults) : { keyName: '', key: '' };
  const [address, ...more] = source === 'transfer' ? (readServers(server) ?? []) : [''];
  if (address === undefined || more.length > 0)
    faults.push({
      field: 'server',
      message: { id: 'Isi satu alamat IP, misalnya 203.0.113.1:53.', en: 'Enter one IP address, for example 203.0.113.1:53.' },
    });
  if (source === 'text' && text.trim() === '')
    faults.push({ field: 'text', message: { id: 'Tempel atau unggah berkas zona.', en: 'Paste or attach a zone file.' } });
  if (faults.length > 0) throw invalid(faults);
  const importId = newId();
  const doer = doerOf(input);
  await tx
    .insertInto('dns_import')
    .values({
      id: importId,
      zone_id: zone.id,
      source,
      server: address ?? '',
      key_name: key.keyName,
      key_algorithm: keyAlgorithm,
      sealed_key: key.key === '' ? null : seal(input.secret, importKeyPurpose(importId), key.key),
      state: 'reading',
      author: doer.personId,
      author_label: sql<string>`coalesce((select name from person where id = ${doer.personId}::uuid), '')`,
      asked_at: input.now,
    })
    .execute();
  await record(tx, {
    subjectKind: 'zone',
    subjectId: zone.id,
    at: input.now,
    type: 'import.started',
    doer,
    data: { importId, source, server: address ?? '' },
  });
  if (source === 'text') await readText(tx, { importId, zone, text, now: input.now });
  else await enqueueImport(tx, { importId });
  return { importId };
};

type Text = { importId: string; zone: { id: string; name: string }; text: string; now: Temporal.Instant };

const readText = async (tx: Db, { importId, zone, text, now }: Text): Promise<void> => {
  const found = readMasterFile(text.replaceAll('\r\n', '\n'), zone.name);
  if (found.records.length + found.skipped.length === 0)
    throw invalid([{ field: 'text', message: { id: 'Tidak ada rekaman di dalamnya.', en: 'There is no record in it.' } }]);
  try {
    await keepLines(tx, { importId, zoneId: zone.id, found, now });
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    throw invalid([{ field: 'text', message: publishErrorWords(`${error.code}: ${error.message}`) }]);
  }
};
