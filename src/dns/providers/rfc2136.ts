import { fqdnOf, isStoredLabel } from '../zone/name.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { printValue } from '../zone/value.ts';
import { digLook, digTransfer, toldFault } from './dig.ts';
import { hostAndPort, runProgram, withKeyFile } from './program.ts';
import { type ProvidedZone, type Provider, ProviderFault, type ZoneChange } from './provider.ts';

/** An update is one message of at most 64 KiB: what does not fit goes in the next one. */
const charactersPerUpdate = 40_000;

const patience = 30_000;

const nameOf = ({ label }: ZoneRecord, zone: ProvidedZone): string => {
  if (!isStoredLabel(label)) throw new Error(`not a label of a zone: ${JSON.stringify(label)}`);
  return `${fqdnOf(label, zone.name)}.`;
};

/** One record as its line of the script. `printValue` refuses whatever could begin another line. */
const line = (what: 'add' | 'delete', record: ZoneRecord, zone: ProvidedZone): string => {
  const ttl = what === 'add' ? `${record.ttl ?? zone.ttl} ` : '';
  return `update ${what} ${nameOf(record, zone)} ${ttl}IN ${record.type} ${printValue(record.type, record.value)}`;
};

/**
 * The script for nsupdate: what goes first leaves, so that a CNAME can take the place of addresses. What is wanted leaves
 * for a moment too: some servers keep the old TTL of a record that is added again. All of it is one update, or a few.
 */
const updateScript = (zone: ProvidedZone, { wanted, removed }: ZoneChange): string => {
  const { host, port } = hostAndPort(zone.server);
  const lines = [
    ...removed.map((record) => line('delete', record, zone)),
    ...wanted.map((record) => `${line('delete', record, zone)}\n${line('add', record, zone)}`),
  ];
  const script = [`server ${host} ${port}`, `zone ${zone.name}.`];
  let size = 0;
  for (const each of lines) {
    if (size + each.length > charactersPerUpdate && size > 0) {
      script.push('send');
      size = 0;
    }
    script.push(each);
    size += each.length;
  }
  return `${[...script, 'send'].join('\n')}\n`;
};

/**
 * Dynamic update (RFC 2136) signed with TSIG, by the reference client nsupdate. Single records are added and deleted, so
 * that what others put beside them stays; adding what is there and deleting what is not changes nothing.
 */
export const rfc2136: Provider = {
  publish: async (zone, change, signal) => {
    if (change.wanted.length + change.removed.length === 0) return;
    const input = updateScript(zone, change);
    const { code, output, complaint } = await withKeyFile(zone, (key) =>
      runProgram({ program: 'nsupdate', args: ['-v', '-t', '10', ...key], input, patience, most: 1_000_000, signal }),
    );
    if (code === 0) return;
    throw toldFault('nsupdate', `${complaint}${output}`) ?? new ProviderFault('REJECTED', `nsupdate ended with ${code}`);
  },
  look: digLook,
  read: digTransfer,
};
