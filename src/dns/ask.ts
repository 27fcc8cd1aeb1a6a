import { Resolver } from 'node:dns/promises';
import type { RecordType } from './choices.ts';
import { digLook } from './providers/dig.ts';
import { readValue } from './zone/value.ts';
import type { Asked } from './zone/verification.ts';

/** Milliseconds that a name server gets to answer, and how often it is asked. */
const patience = { timeout: 2000, tries: 2 } as const;

/** Node's resolver knows no SSHFP and sees no delegation, which stands beside an answer: the reference client asks for both. */
const lookUpByDig = async (server: string, name: string, type: RecordType): Promise<string[]> => {
  const found = await digLook({ name, server }, [{ label: '@', type }], AbortSignal.timeout(5000));
  if (found.length === 0) throw Object.assign(new Error('no data'), { code: 'ENODATA' });
  return found.map(({ value }) => value);
};

const find = async (resolver: Resolver, server: string, type: RecordType, name: string): Promise<string[]> => {
  if (type === 'SSHFP') return lookUpByDig(server, name, type);
  if (type !== 'NS') return lookUp(resolver, type, name);
  return lookUp(resolver, type, name).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENODATA') throw error;
    return lookUpByDig(server, name, type);
  });
};

const lookUp = async (resolver: Resolver, type: Exclude<RecordType, 'SSHFP'>, name: string): Promise<string[]> => {
  switch (type) {
    case 'A':
      return resolver.resolve4(name);
    case 'AAAA':
      return resolver.resolve6(name);
    case 'CNAME':
      return resolver.resolveCname(name);
    case 'NS':
      return resolver.resolveNs(name);
    case 'MX':
      return (await resolver.resolveMx(name)).map((mx) => `${mx.priority} ${mx.exchange}`);
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
    case 'SRV':
      return (await resolver.resolveSrv(name)).map((srv) => `${srv.priority} ${srv.weight} ${srv.port} ${srv.name}`);
    case 'PTR':
      return resolver.resolvePtr(name);
    case 'TLSA':
      return (await resolver.resolveTlsa(name)).map(
        ({ certUsage, selector, match, data }) => `${certUsage} ${selector} ${match} ${Buffer.from(data).toString('hex')}`,
      );
    case 'CAA':
      return (await resolver.resolveCaa(name)).map(({ critical, ...caa }) => {
        const [tag = '', value = ''] = Object.entries(caa).find(([key]) => key !== 'type') ?? [];
        return `${critical} ${tag} "${value}"`;
      });
  }
};

/**
 * Asks one name server for the records of a name. It agrees when it answers with exactly the wanted values, in any order; with none
 * of the type where none are wanted.
 * Never throws: what went wrong is part of the answer.
 */
export const ask = async (server: string, name: string, type: RecordType, wanted: readonly string[]): Promise<Asked> => {
  const question = `${name} ${type}`;
  const resolver = new Resolver(patience);
  resolver.setServers([server]);
  try {
    const answer = (await find(resolver, server, type, name)).map((value) => readValue(type, value) ?? value).sort();
    const agrees = JSON.stringify(answer) === JSON.stringify([...wanted].sort());
    return { server, question, answer, error: null, agrees };
  } catch (error) {
    const { code } = error as { code?: string };
    const absent = code === 'ENOTFOUND' || code === 'ENODATA';
    return { server, question, answer: null, error: code ?? 'EUNKNOWN', agrees: absent && wanted.length === 0 };
  }
};
