import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  answersFor,
  firstZone,
  freePort,
  give,
  type NameServerUnderTest,
  serverFolder,
  startProcess,
  testKeys,
} from './process.ts';

const keyOf = (name: string, secret: string): string => `key "${name}" { algorithm hmac-sha256; secret "${secret}"; };\n`;

/**
 * BIND 9 on the loopback with these zones (a text of its own for a zone, or the first lines). The key may update and
 * transfer each, the powerless one nothing. A zone of `broken` is named in the configuration but cannot be loaded. A zone of
 * `files` is read from a file that somebody else writes; `reload` is the command that makes it be read again.
 */
export const startBind = async (
  zones: readonly string[],
  options: { text?: Readonly<Record<string, string>>; broken?: readonly string[]; files?: Readonly<Record<string, string>> } = {},
): Promise<NameServerUnderTest & { reload: string }> => {
  const folder = await serverFolder('bind');
  const port = await freePort();
  const broken = options.broken ?? [];
  const files = Object.entries(options.files ?? {});
  const control = await freePort();
  const controlKey = join(folder, 'rndc.key');
  await writeFile(controlKey, keyOf('control', testKeys.secret));
  for (const zone of [...zones, ...broken]) {
    const file = join(folder, `${zone}.zone`);
    await writeFile(file, broken.includes(zone) ? 'this is no zone\n' : (options.text?.[zone] ?? firstZone(zone)));
    await give(file);
  }
  const config = join(folder, 'named.conf');
  await writeFile(
    config,
    `options { directory "${folder}"; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; pid-file "${folder}/pid";
  session-keyfile "${folder}/session.key"; managed-keys-directory "${folder}"; recursion no; dnssec-validation no; notify no;
  allow-transfer { key "${testKeys.name}"; }; };
controls { inet 127.0.0.1 port ${control} allow { 127.0.0.1; } keys { "control"; }; };
${keyOf('control', testKeys.secret)}${keyOf(testKeys.name, testKeys.secret)}${keyOf(testKeys.powerless, testKeys.powerlessSecret)}${[
  ...zones,
  ...broken,
]
  .map((zone) => `zone "${zone}" { type primary; file "${folder}/${zone}.zone"; allow-update { key "${testKeys.name}"; }; };`)
  .join('\n')}
${files.map(([zone, file]) => `zone "${zone}" { type primary; file "${file}"; };`).join('\n')}
`,
  );
  const server = await startProcess('named', ['-g', '-n', '1', '-c', config], folder, () =>
    answersFor(port, zones[0] ?? files[0]?.[0] ?? ''),
  );
  const reload = `rndc -s 127.0.0.1 -p ${control} -k ${controlKey} reload`;
  return { ...server, port, address: `127.0.0.1:${port}`, reload };
};
