import { system } from '#audit/index.ts';
import { createZone } from '#dns/index.ts';
import { createAccount } from '#identity/index.ts';
import { assignAddress, connectCable, createNetwork, createRack, createServer, createSite } from '#registry/index.ts';
import type { MachineEntry, OfficeEntry, PersonEntry, RegisterEntry } from './entries.ts';
import { type Member, refusable, type Stage } from './stage.ts';

/** The records of a register by the names under which a file calls them. */
export type Named = {
  sites: ReadonlyMap<string, string>;
  networks: ReadonlyMap<string, string>;
  servers: ReadonlyMap<string, string>;
};

/** An office as the identity room reads it. */
export const officeOf = (office: OfficeEntry) => ({
  name: office.name,
  abbreviation: office.abbreviation,
  headTitle: office.head_title,
  address: office.address,
  phone: office.phone,
  email: office.email,
  website: office.website,
});

/** Gives a person an account; without a password it gets one that nobody knows. */
export const openAccount = async (
  { db, clock }: Stage,
  personId: string,
  person: Pick<PersonEntry, 'name' | 'email'>,
  rights: { auditor?: boolean; password?: string } = {},
): Promise<Member> => {
  const { accountId } = await createAccount(db, {
    account: { personId, email: person.email, auditor: rights.auditor ?? false },
    ...(rights.password === undefined ? {} : { password: rights.password }),
    by: 'system',
    now: clock.now(),
  });
  return { accountId, personId, name: person.name, email: person.email };
};

/** A record by its name; an unknown name is handed on, and the register refuses it by that name. */
const idOf = (known: ReadonlyMap<string, string>, name: string): string => known.get(name) ?? name;

/** Enters sites, networks, racks, devices with their addresses, and cables. A refusal names the entry. */
export const setUpRegister = async (stage: Stage, register: RegisterEntry): Promise<Named> => {
  const act = { now: stage.clock.now(), doer: system };
  const { db } = stage;
  const [sites, networks, servers] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  const entered = <Result>(kind: string, name: string, work: () => Promise<Result>): Promise<Result> =>
    refusable(`The ${kind} "${name}" cannot be entered into the register`, work);
  for (const site of register.sites) {
    const { siteId } = await entered('site', site.name, () => createSite(db, { ...act, ...site }));
    sites.set(site.name, siteId);
  }
  for (const { site, ...network } of register.networks) {
    const typed = { ...network, siteId: site === '' ? null : idOf(sites, site) };
    const { networkId } = await entered('network', network.name, () => createNetwork(db, { ...act, network: typed }));
    networks.set(network.name, networkId);
  }
  const racks = new Map(
    register.servers.filter(({ rack }) => rack !== '').map(({ site, rack }) => [`${site} ${rack}`, { site, rack }]),
  );
  for (const { site, rack: name } of racks.values())
    await entered('rack', name, () => createRack(db, { ...act, rack: { siteId: idOf(sites, site), name } }));
  for (const { addresses, ...machine } of register.servers) {
    await entered('server', machine.name, async () => {
      const { serverId } = await createServer(db, { ...act, server: machineOf(machine, { sites, servers }) });
      servers.set(machine.name, serverId);
      for (const { network, ...place } of addresses) {
        await assignAddress(db, { ...act, ...place, networkId: idOf(networks, network), serverId });
      }
    });
  }
  for (const { from, to, ...cable } of register.links) {
    const ends = { fromServerId: idOf(servers, from), toServerId: idOf(servers, to) };
    await entered('cable', `${from} – ${to}`, () => connectCable(db, { ...act, cable: { ...ends, ...cable } }));
  }
  return { sites, networks, servers };
};

/** A server of a file as the register reads it. */
export const machineOf = (machine: MachineEntry, named: Pick<Named, 'sites' | 'servers'>) => ({
  name: machine.name,
  kind: machine.kind,
  siteId: machine.site === '' ? null : idOf(named.sites, machine.site),
  hostId: machine.host === '' ? null : idOf(named.servers, machine.host),
  cpu: machine.cpu,
  memoryMb: machine.memory_gb === undefined ? undefined : machine.memory_gb * 1024,
  diskGb: machine.disk_gb,
  acceptsApplications: machine.accepts_applications,
  operatingSystem: machine.operating_system,
  processor: machine.processor,
  serialNumber: machine.serial_number,
  assetNumber: machine.asset_number,
  rack: machine.rack,
  rackUnit: machine.rack_unit,
  ...(machine.rack_height === '' ? {} : { rackHeight: machine.rack_height }),
  manufacturer: machine.manufacturer,
  model: machine.model,
  notes: machine.notes,
  ...(machine.usage === '' ? {} : { usage: machine.usage }),
  ...(machine.ownership === '' ? {} : { ownership: machine.ownership }),
});

/** Makes the zone of the office's domain; its file is written by a job. */
export const setUpZone = async (
  stage: Stage,
  domain: string,
  settings: { primary_server?: string; mailbox?: string } = {},
): Promise<void> => {
  const { now } = stage.clock;
  const zone = {
    name: domain,
    primaryServer: settings.primary_server || `ns1.${domain}`,
    mailbox: settings.mailbox || `hostmaster@${domain}`,
  };
  await refusable(`The zone ${domain} cannot be made`, () =>
    stage.db.transaction().execute((tx) => createZone(tx, { ...zone, now: now(), doer: system })),
  );
};
