import { say, type Words } from '#lib/words.ts';
import type { GeneratedPart } from '#wiki/index.ts';
import type { Reading } from './reading.ts';

const words = {
  topology: { id: 'Topologi', en: 'Topology' },
  topologyOf: { id: 'Topologi jaringan di sekitar {name}', en: 'Network topology around {name}' },
} as const satisfies Record<string, Words>;

export const topologyPart = ({ language }: Reading, serverId: string, name: string): GeneratedPart => ({
  key: 'topology',
  title: say(words.topology, language),
  place: 'below',
  picture: { kind: 'topology', id: serverId, alt: say(words.topologyOf, language, { name }) },
});
