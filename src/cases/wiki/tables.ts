import type { Db } from '#db/index.ts';
import { listNames, maySeeNames, nameStates } from '#dns/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Language, Words } from '#lib/words.ts';
import {
  applicationStatuses,
  choiceOf,
  listAddresses,
  listApplications,
  listNetworks,
  listServers,
  listSites,
  maySeeServers,
  networkZones,
  resourcesText,
  serverKinds,
  serverStatuses,
} from '#registry/index.ts';
import type { GeneratedCell, GeneratedTable, Include } from '#wiki/index.ts';
import { listCases } from '../queries/list-cases.ts';
import { definitionOf } from '../sop-version.ts';

/** So many rows stand in a page; the register itself shows all. */
const most = 200;

const words = {
  name: { id: 'Nama', en: 'Name' },
  kind: { id: 'Jenis', en: 'Kind' },
  site: { id: 'Lokasi', en: 'Site' },
  addresses: { id: 'Alamat', en: 'Addresses' },
  address: { id: 'Alamat', en: 'Address' },
  size: { id: 'Ukuran', en: 'Size' },
  status: { id: 'Status', en: 'Status' },
  office: { id: 'Perangkat daerah', en: 'Office' },
  url: { id: 'Alamat web', en: 'Web address' },
  prefix: { id: 'Rentang', en: 'Prefix' },
  zone: { id: 'Zona', en: 'Zone' },
  taken: { id: 'Terpakai', en: 'Taken' },
  network: { id: 'Jaringan', en: 'Network' },
  holder: { id: 'Dipakai oleh', en: 'Used by' },
  number: { id: 'Nomor', en: 'Number' },
  application: { id: 'Aplikasi', en: 'Application' },
  state: { id: 'Keadaan', en: 'State' },
  servers: { id: 'Server', en: 'Servers' },
  applications: { id: 'Aplikasi', en: 'Applications' },
  networks: { id: 'Jaringan', en: 'Networks' },
  names: { id: 'Nama domain', en: 'Names' },
  cases: { id: 'Permohonan', en: 'Requests' },
} as const satisfies Record<string, Words>;

type Asked = { db: Db; actor: Actor; now: Temporal.Instant; args: Include['args'] };

const heads = (language: Language, ...keys: (keyof typeof words)[]): string[] => keys.map((key) => words[key][language]);

/** The site that an include names, by its name without regard to case; null when there is none. */
const siteOf = async ({ db, actor, args }: Asked): Promise<{ siteId?: string } | null> => {
  const wanted = (args.site ?? args.lokasi ?? '').toLowerCase();
  if (wanted === '') return {};
  const site = (await listSites(db, actor, { retired: true })).find(({ name }) => name.toLowerCase() === wanted);
  return site ? { siteId: site.id } : null;
};

const captionOf = (what: Words, { actor, args }: Asked): string => {
  const given = Object.values(args).filter((value) => value !== '');
  return given.length > 0 ? `${what[actor.language]}: ${given.join(', ')}` : what[actor.language];
};

const searchOf = ({ args }: Asked): { search?: string } => (args.q ? { search: args.q } : {});
const statusOf = ({ args }: Asked): { status?: string } => (args.status ? { status: args.status } : {});

const servers = async (asked: Asked): Promise<GeneratedTable | null> => {
  const { db, actor, args } = asked;
  const site = maySeeServers(actor) ? await siteOf(asked) : null;
  if (!site) return null;
  const { language } = actor;
  const kind = args.kind ?? args.jenis;
  const { rows, more, total } = await listServers(db, actor, {
    ...site,
    ...searchOf(asked),
    ...statusOf(asked),
    ...(kind ? { kind } : {}),
    pageSize: most,
  });
  return {
    caption: captionOf(words.servers, asked),
    columns: heads(language, 'name', 'kind', 'site', 'addresses', 'size', 'status'),
    rows: rows.map((row): GeneratedCell[] => [
      { text: row.name, kind: 'server', id: row.id },
      choiceOf(serverKinds, row.kind).label[language],
      row.siteName,
      row.addresses.join(', '),
      resourcesText(row.capacity.total),
      choiceOf(serverStatuses, row.status).label[language],
    ]),
    more: more || total > rows.length,
  };
};

const applications = async (asked: Asked): Promise<GeneratedTable> => {
  const { db, actor } = asked;
  const { language } = actor;
  const { rows, more, total } = await listApplications(db, actor, { ...searchOf(asked), ...statusOf(asked), pageSize: most });
  return {
    caption: captionOf(words.applications, asked),
    columns: heads(language, 'name', 'office', 'url', 'status'),
    rows: rows.map((row): GeneratedCell[] => [
      { text: row.name, kind: 'application', id: row.id },
      row.officeName,
      String(row.url ?? ''),
      choiceOf(applicationStatuses, row.status).label[language],
    ]),
    more: more || total > rows.length,
  };
};

const networks = async (asked: Asked): Promise<GeneratedTable | null> => {
  const { db, actor } = asked;
  const site = maySeeServers(actor) ? await siteOf(asked) : null;
  if (!site) return null;
  const { language } = actor;
  const { rows, more, total } = await listNetworks(db, actor, { ...site, ...searchOf(asked), pageSize: most });
  return {
    caption: captionOf(words.networks, asked),
    columns: heads(language, 'name', 'prefix', 'zone', 'site', 'taken'),
    rows: rows.map((row): GeneratedCell[] => [
      { text: row.name, kind: 'network', id: row.id },
      row.prefix,
      choiceOf(networkZones, row.zone).label[language],
      row.siteName ?? '',
      String(row.taken),
    ]),
    more: more || total > rows.length,
  };
};

const addresses = async (asked: Asked): Promise<GeneratedTable | null> => {
  const { db, actor } = asked;
  if (!maySeeServers(actor)) return null;
  const { rows, more, total } = await listAddresses(db, actor, { ...searchOf(asked), pageSize: most });
  return {
    caption: captionOf({ id: words.address.id, en: words.addresses.en }, asked),
    columns: heads(actor.language, 'address', 'network', 'holder'),
    rows: rows.map((row): GeneratedCell[] => [
      row.address,
      { text: row.networkName, kind: 'network', id: row.networkId },
      row.serverId ? { text: row.serverName ?? '', kind: 'server', id: row.serverId } : (row.reservedFor ?? ''),
    ]),
    more: more || total > rows.length,
  };
};

const names = async (asked: Asked): Promise<GeneratedTable | null> => {
  const { db, actor } = asked;
  if (!maySeeNames(actor)) return null;
  const { rows, total } = await listNames(db, { ...searchOf(asked), pageSize: most });
  return {
    caption: captionOf(words.names, asked),
    columns: heads(actor.language, 'name', 'holder', 'state'),
    rows: rows.map((row) => [row.fqdn, row.holderLabel, choiceOf(nameStates, row.state).label[actor.language]]),
    more: total > rows.length,
  };
};

const cases = async (asked: Asked): Promise<GeneratedTable> => {
  const { db, actor, now } = asked;
  const rows = await listCases(db, actor, { ...searchOf(asked), limit: most + 1, offset: 0 }, now);
  const states = await Promise.all(
    rows.map(async (row) => {
      const { states: all } = await definitionOf(db, row.sop_version_id);
      return all.find(({ key }) => key === row.state)?.label[actor.language] ?? row.state;
    }),
  );
  return {
    caption: captionOf(words.cases, asked),
    columns: heads(actor.language, 'number', 'application', 'office', 'state'),
    rows: rows
      .slice(0, most)
      .map((row, n): GeneratedCell[] => [
        { text: row.number, kind: 'case', id: row.number },
        row.application_name,
        row.office_name,
        states[n] ?? '',
      ]),
    more: rows.length > most,
  };
};

const tables: Readonly<Record<string, (asked: Asked) => Promise<GeneratedTable | null>>> = {
  servers,
  applications,
  networks,
  addresses,
  names,
  cases,
};

/** A table of the registers for a wiki page, as its reader may see it; null for what there is none of, or not for this reader. */
export const wikiTable = async (db: Db, actor: Actor, include: Include, now: Temporal.Instant): Promise<GeneratedTable | null> =>
  (await tables[include.kind]?.({ db, actor, now, args: include.args })) ?? null;
