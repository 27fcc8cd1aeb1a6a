import { fqdnOf } from '../zone/name.ts';
import { type ParsedZone, readMasterFile } from '../zone/parse.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { hostAndPort, runProgram, withKeyFile } from './program.ts';
import { type ProvidedZone, ProviderFault, type SetName } from './provider.ts';

const lookPatience = 10_000;
const transferPatience = 60_000;
const largestAnswer = 4 * 1024 * 1024;
const largestTransfer = 64 * 1024 * 1024;

/** Names go to dig one after the other in one call; a call's length is bounded. */
const namesPerCall = 100;

const faultCodes: Record<string, string> = {
  REFUSED: 'REFUSED',
  SERVFAIL: 'SERVFAIL',
  NOTAUTH: 'NOTAUTH',
  BADKEY: 'BADKEY',
  BADSIG: 'BADSIG',
  BADTIME: 'BADTIME',
};

/** The fault that a client tells of in its output or its complaint, or null. */
export const toldFault = (program: string, text: string): ProviderFault | null => {
  const named = /\b(BADKEY|BADSIG|BADTIME)\b/.exec(text)?.[1];
  if (named) return new ProviderFault(named, `${program}: the server does not accept the key (${named})`);
  // At a transfer dig does not say what was wrong with the key.
  if (/tsig indicates error/i.test(text)) return new ProviderFault('BADTSIG', `${program}: the server does not accept the key`);
  if (/timed out|no servers could be reached|host unreachable|network unreachable/i.test(text))
    return new ProviderFault('TIMEOUT', `${program}: the server does not answer`);
  if (
    /connection refused|communications error|communication with \S+ failed|couldn't get address|unexpected error|connection reset|end of file/i.test(
      text,
    )
  )
    return new ProviderFault('AWAY', `${program}: the server cannot be reached`);
  const status =
    /status: (REFUSED|SERVFAIL|NOTAUTH)|update failed: ([A-Z]+)|\b(REFUSED|SERVFAIL|NOTAUTH|NOTZONE|YXRRSET|NXRRSET|YXDOMAIN|NXDOMAIN|FORMERR|NOTIMP)\b/.exec(
      text,
    );
  const code = status?.[1] ?? status?.[2] ?? status?.[3];
  if (code) return new ProviderFault(faultCodes[code] ?? 'REJECTED', `${program}: the server answered ${code}`);
  return null;
};

/** What one authoritative server answers for some sets, with the TTL of each record; with `recurse`, what a resolver answers. */
export const digLook = async (
  zone: { name: string; server: string },
  sets: readonly SetName[],
  signal: AbortSignal,
  { recurse = false }: { recurse?: boolean } = {},
): Promise<ZoneRecord[]> => {
  const { host, port } = hostAndPort(zone.server);
  const found: ZoneRecord[] = [];
  for (let start = 0; start < sets.length; start += namesPerCall) {
    const part = sets.slice(start, start + namesPerCall);
    const questions = part.flatMap(({ label, type }) => ['-q', `${fqdnOf(label, zone.name)}.`, '-t', type]);
    const args = [
      '-r',
      `@${host}`,
      '-p',
      port,
      recurse ? '+recurse' : '+norecurse',
      '+tries=2',
      '+time=2',
      '+noall',
      '+answer',
      '+authority', // a delegation is not answered but told of
      '+comments',
      '+ttlid',
      ...questions,
    ];
    const { code, output, complaint } = await runProgram({
      program: 'dig',
      args,
      patience: lookPatience,
      most: largestAnswer,
      signal,
    });
    const fault = toldFault(
      'dig',
      code === 0 ? (/status: (?:REFUSED|SERVFAIL|NOTAUTH)/.exec(output)?.[0] ?? '') : `${output}${complaint}`,
    );
    if (fault) throw fault;
    if (code !== 0) throw new ProviderFault('AWAY', `dig ended with ${code}`);
    const asked = new Set(part.map(({ label, type }) => `${label} ${type}`));
    found.push(...readMasterFile(output, zone.name).records.filter(({ label, type }) => asked.has(`${label} ${type}`)));
  }
  return found;
};

/** How long a transfer may take, in milliseconds, and how much it may say, in bytes: a server may never come to an end. */
export type TransferLimits = { patience: number; most: number };

const usualLimits: TransferLimits = { patience: transferPatience, most: largestTransfer };

/** A whole zone by AXFR (RFC 5936), with the zone's key when it has one. */
export const digTransfer = async (
  zone: Pick<ProvidedZone, 'name' | 'server' | 'keyName' | 'keyAlgorithm' | 'key'>,
  signal: AbortSignal,
  limits: TransferLimits = usualLimits,
): Promise<ParsedZone> => {
  const { host, port } = hostAndPort(zone.server);
  const ran = await withKeyFile(zone, (key) =>
    runProgram({
      program: 'dig',
      args: [
        '-r',
        ...key,
        `@${host}`,
        '-p',
        port,
        '+tries=1',
        '+time=10',
        '+noall',
        '+answer',
        '+ttlid',
        '-q',
        `${zone.name}.`,
        '-t',
        'AXFR',
      ],
      ...limits,
      signal,
    }),
  );
  const failed = ran.code !== 0 || /^; Transfer failed/m.test(ran.output);
  if (failed)
    throw (
      toldFault('dig', `${ran.output}${ran.complaint}`) ??
      new ProviderFault('NOTRANSFER', 'dig: the server does not give the zone')
    );
  const read = readMasterFile(ran.output, zone.name);
  if (read.serial === null) throw new ProviderFault('NOTRANSFER', 'dig: the transfer holds no SOA of the zone');
  return read;
};
