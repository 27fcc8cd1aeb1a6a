import type { Language } from '#lib/words.ts';
import { type Line, line, type Picture, type Thing, thing } from './picture.ts';
import type { NodeKind, Topology } from './read.ts';

const recordOf = (kind: NodeKind, id: string): Thing['record'] => {
  if (kind === 'network') return { kind: 'network', id };
  return kind === 'name' || kind === 'address' || kind === 'application' || kind === 'more' ? null : { kind: 'server', id };
};

/** The surroundings of a server as a picture: its site as a frame, everything else as the topology says it. */
export const serverPicture = (topology: Topology, language: Language): Picture => {
  const subject = topology.nodes.find((node) => node.subject)?.title ?? '';
  const zones = new Map(topology.networks.map(({ name, zone }) => [name, zone]));
  const things = topology.nodes.map(({ id, kind, title, detail, inside, subject: own }) => {
    const zone = kind === 'network' ? zones.get(title) : undefined;
    return thing({
      id,
      kind,
      title,
      detail,
      parent: inside ? 'site' : null,
      record: recordOf(kind, id),
      zones: zone ? [zone] : [],
      ...(own ? { subject: true } : {}),
    });
  });
  const kindOf = new Map(topology.nodes.map(({ id, kind }) => [id, kind]));
  const lines = topology.edges.map(({ from, to, label, cable }): Line => {
    if (cable) return line(from, to, 'cable', label);
    const kind = kindOf.get(from);
    if (kind === 'name') return line(from, to, 'leads');
    return line(from, to, kind === 'network' || kind === 'address' ? 'network' : 'runs');
  });
  const title = language === 'id' ? `Topologi ${subject}` : `Topology of ${subject}`;
  return { title, things: [thing({ id: 'site', kind: 'site', title: topology.site }), ...things], lines };
};
