import { toldFault } from '../providers/dig.ts';
import { hostAndPort, runProgram } from '../providers/program.ts';
import { ProviderFault } from '../providers/provider.ts';

/** One answer as dig prints it: the header's facts and the records, each a line of words. */
export type DigAnswer = { status: string; authoritative: boolean; records: { name: string; type: string; data: string[] }[] };

type Question = { server: string; name: string; type: string; recurse?: boolean; dnssec?: boolean };

/** Reads what dig printed with its comments. */
export const readDigAnswer = (output: string): DigAnswer => {
  const status = /status: ([A-Z]+)/.exec(output)?.[1] ?? 'NONE';
  const authoritative = /;; flags:[^;]*\baa\b/.test(output);
  const lines = output.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
  const records = lines.map((line) => {
    const [name = '', , , type = '', ...data] = line.split(/\s+/);
    return { name: name.replace(/\.$/, '').toLowerCase(), type, data };
  });
  return { status, authoritative, records };
};

/** Asks one server one question through the reference client. Throws a fault when it does not answer at all. */
export const digOne = async (
  { server, name, type, recurse = false, dnssec = false }: Question,
  signal: AbortSignal,
): Promise<DigAnswer> => {
  const { host, port } = hostAndPort(server);
  const args = ['-r', `@${host}`, '-p', port, recurse ? '+recurse' : '+norecurse', ...(dnssec ? ['+dnssec'] : [])];
  const { code, output, complaint } = await runProgram({
    program: 'dig',
    args: [...args, '+tries=2', '+time=2', '+noall', '+answer', '+comments', '+ttlid', '-q', `${name}.`, '-t', type],
    patience: 10_000,
    most: 1_000_000,
    signal,
  });
  if (code !== 0) throw toldFault('dig', `${output}${complaint}`) ?? new ProviderFault('AWAY', `dig ended with ${code}`);
  return readDigAnswer(output);
};
