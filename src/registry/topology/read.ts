import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { computes } from '../choices.ts';
import { findServer, type ServerPage } from '../queries/servers.ts';

export type NodeKind = 'name' | 'network' | 'address' | 'hypervisor' | 'bare_metal' | 'virtual' | 'application' | 'more';

export type TopologyNode = {
  id: string;
  kind: NodeKind;
  title: string;
  detail: string;
  /** The server that the picture is about. */
  subject?: boolean;
  /** Lies at the server's site: drawn inside its frame. */
  inside: boolean;
};

/** An arrow, or a cable when it is physical. The label is a cable's name. */
export type TopologyEdge = { from: string; to: string; label: string; cable?: boolean };

/** What surrounds one server: as a graph to draw, and as the three lists of the topology document. */
export type Topology = {
  site: string;
  nodes: TopologyNode[];
  edges: TopologyEdge[];
  servers: { name: string; kind: 'hypervisor' | 'bare_metal' | 'virtual'; on: string; addresses: string[] }[];
  networks: {
    name: string;
    prefix: string;
    vlan: number | null;
    gateway: string;
    zone: 'public' | 'dmz' | 'internal' | 'management';
  }[];
  links: { from: string; to: string; label: string }[];
};

type Neighbour = { id: string; name: string; kind: ServerKind; operatingSystem: string; addresses: string[] };
type ServerKind = Topology['servers'][number]['kind'];

/** A picture with more of one kind than this says how many more there are. */
const most = 12;

/**
 * What surrounds a server: its networks and addresses, its host or the virtual servers it runs, the devices it is linked
 * to, the applications on it, and the `names` (of the DNS, from the caller) that lead to it. `not_found` for an unknown one.
 */
export const topologyOf = async (db: Db, serverId: string, names: readonly string[] = []): Promise<Topology> => {
  const server = await findServer(db, serverId);
  if (!server) throw new AppError('not_found', { what: `server ${serverId}` });
  const neighbourIds = [...(server.hostId ? [server.hostId] : []), ...server.links.map((link) => link.otherId)];
  const neighbours = new Map((await serversById(db, neighbourIds)).map((each) => [each.id, each]));
  const graph: Topology = { site: server.siteName, nodes: [], edges: [], servers: [], networks: [], links: [] };
  addServer(graph, { ...server, kind: server.kind as ServerKind }, server.hostName ?? '', true);
  addAddresses(graph, server);
  addNames(graph, server, names);
  const host = server.hostId ? neighbours.get(server.hostId) : undefined;
  if (host) {
    addServer(graph, host, '');
    graph.edges.push({ from: host.id, to: server.id, label: '' });
  }
  for (const virtual of server.virtuals.slice(0, most)) {
    addServer(graph, { ...virtual, kind: 'virtual' }, server.name);
    graph.edges.push({ from: server.id, to: virtual.id, label: '' });
  }
  addMore(graph, server.id, 'virtuals', server.virtuals.length);
  for (const link of server.links) {
    const other = neighbours.get(link.otherId);
    if (other && !graph.nodes.some((node) => node.id === other.id)) addServer(graph, other, '');
    graph.edges.push({ from: link.otherId, to: server.id, label: link.label, cable: true });
    graph.links.push({ from: link.otherName, to: server.name, label: link.label });
  }
  addApplications(graph, server);
  return graph;
};

const serversById = async (db: Db, ids: readonly string[]): Promise<Neighbour[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<Neighbour>`
    select id, name, kind, operating_system as "operatingSystem",
      array(select host(a.address) from address a where a.server_id = s.id order by a.address) as addresses
    from server s where id = any(${ids}::uuid[])`.execute(db);
  return rows;
};

const addServer = (graph: Topology, server: Neighbour, on: string, subject = false): void => {
  graph.nodes.push({
    id: server.id,
    kind: server.kind,
    title: server.name,
    detail: server.operatingSystem,
    inside: true,
    ...(subject ? { subject } : {}),
  });
  // The document's list of servers knows servers only; other devices stand in the picture and in the list of links.
  if (computes(server.kind)) graph.servers.push({ name: server.name, kind: server.kind, on, addresses: server.addresses });
};

const addAddresses = (graph: Topology, server: ServerPage): void => {
  for (const address of server.addressList) {
    if (!graph.nodes.some((node) => node.id === address.networkId)) {
      const vlan = address.vlan === null ? '' : ` · VLAN ${address.vlan}`;
      graph.nodes.push({
        id: address.networkId,
        kind: 'network',
        title: address.networkName,
        detail: `${address.prefix}${vlan}`,
        inside: address.siteId === server.siteId,
      });
      graph.networks.push({
        name: address.networkName,
        prefix: address.prefix,
        vlan: address.vlan,
        gateway: address.gateway ?? '',
        zone: address.zone as Topology['networks'][number]['zone'],
      });
    }
    graph.nodes.push({ id: address.id, kind: 'address', title: address.address, detail: address.interface, inside: true });
    graph.edges.push({ from: address.networkId, to: address.id, label: '' });
    graph.edges.push({ from: address.id, to: server.id, label: '' });
  }
};

const addNames = (graph: Topology, server: ServerPage, names: readonly string[]): void => {
  const inZone = (zone: string) => server.addressList.filter((address) => address.zone === zone);
  const reached = [inZone('public'), inZone('dmz'), server.addressList].find((list) => list.length > 0) ?? [];
  const targets = reached.length > 0 ? reached.map((address) => address.id) : [server.id];
  names.slice(0, most).forEach((name, index) => {
    const id = `name-${index}`;
    graph.nodes.push({ id, kind: 'name', title: name, detail: '', inside: false });
    for (const to of targets) graph.edges.push({ from: id, to, label: '' });
  });
};

const addApplications = (graph: Topology, server: ServerPage): void => {
  for (const [index, deployment] of server.deployments.slice(0, most).entries()) {
    const id = `application-${index}`;
    graph.nodes.push({ id, kind: 'application', title: deployment.applicationName, detail: deployment.officeName, inside: true });
    graph.edges.push({ from: server.id, to: id, label: '' });
  }
  addMore(graph, server.id, 'applications', server.deployments.length);
};

const addMore = (graph: Topology, serverId: string, what: string, count: number): void => {
  if (count <= most) return;
  graph.nodes.push({ id: `more-${what}`, kind: 'more', title: `+ ${count - most}`, detail: '', inside: true });
  graph.edges.push({ from: serverId, to: `more-${what}`, label: '' });
};
