import { Resolver } from 'node:dns/promises';
import type { RecordType } from './choices.ts';
import { readValue } from './zone/value.ts';
import type { Asked } from './zone/verification.ts';

/** Milliseconds that a name server gets to answer, and how often it is asked. */
const patience = { timeout: 2000, tries: 2 } as const;

const lookUp = async (resolver: Resolver, type: RecordType, name: string): Promise<string[]> => {
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
    case 'CAA':
      return (await resolver.resolveCaa(name)).map(({ critical, ...caa }) => {
        const [tag = '', value = ''] = Object.entries(caa).find(([key]) => key !== 'type') ?? [];
        return `${critical} ${tag} "${value}"`;
      });
  }
};

/**
 * Asks one name server for the records of a name. It agrees when it answers with exactly the wanted values, in any order.
 * Never throws: what went wrong is part of the answer.
 */
export const ask = async (server: string, name: string, type: RecordType, wanted: readonly string[]): Promise<Asked> => {
  const question = `${name} ${type}`;
  const resolver = new Resolver(patience);
  resolver.setServers([server]);
  try {
    const answer = (await lookUp(resolver, type, name)).map((value) => readValue(type, value) ?? value).sort();
    const agrees = JSON.stringify(answer) === JSON.stringify([...wanted].sort());
    return { server, question, answer, error: null, agrees };
  } catch (error) {
    const { code } = error as { code?: string };
    return { server, question, answer: null, error: code ?? 'EUNKNOWN', agrees: false };
  }
};
