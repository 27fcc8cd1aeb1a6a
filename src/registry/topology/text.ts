import { type Language, say, type Words } from '#lib/words.ts';
import type { NodeKind, Topology, TopologyNode } from './read.ts';
import { kindWords } from './words.ts';

/** What a node is, in words. */
const kindOf = (kind: NodeKind, language: Language): string => say(kindWords(kind), language);

const sentences = {
  leads: { id: '{from} menuju {to}', en: '{from} leads to {to}' },
  belongs: { id: 'alamat {to} berada di jaringan {from}', en: 'address {to} lies in network {from}' },
  carries: { id: 'alamat {from} dipasang pada {to}', en: 'address {from} is assigned to {to}' },
  runs: { id: '{from} menjalankan {to}', en: '{from} runs {to}' },
  cable: { id: '{from} tersambung ke {to}', en: '{from} is linked to {to}' },
  cableNamed: { id: '{from} tersambung ke {to} ({label})', en: '{from} is linked to {to} ({label})' },
} satisfies Record<string, Words>;

const sentenceFor = (from: TopologyNode, label: string, cable: boolean): Words => {
  if (cable) return label === '' ? sentences.cable : sentences.cableNamed;
  if (from.kind === 'name') return sentences.leads;
  if (from.kind === 'network') return sentences.belongs;
  return from.kind === 'address' ? sentences.carries : sentences.runs;
};

const called = (node: TopologyNode, language: Language): string => {
  const detail = node.detail === '' ? '' : `, ${node.detail}`;
  return `${node.title} (${kindOf(node.kind, language).toLowerCase()}${detail})`;
};

/** The picture in sentences, for who cannot see it: first what there is, then how it hangs together. */
export const describeTopology = (topology: Topology, language: Language): string[] => {
  const byId = new Map(topology.nodes.map((node) => [node.id, node]));
  const things = topology.nodes.filter((node) => node.kind !== 'more').map((node) => called(node, language));
  const relations = topology.edges.flatMap(({ from, to, label, cable }) => {
    const [source, target] = [byId.get(from), byId.get(to)];
    if (!source || !target || target.kind === 'more') return [];
    return [say(sentenceFor(source, label, cable ?? false), language, { from: source.title, to: target.title, label })];
  });
  return [...things, ...relations];
};
