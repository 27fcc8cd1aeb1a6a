import type { Db } from '#db/index.ts';
import { getZone, maySeeNames, nameOf, toShown } from '#dns/index.ts';
import type { Actor } from '#identity/index.ts';
import { letterKinds, listLettersOf } from '#letters/index.ts';
import { shortDate } from '#lib/format.ts';
import type { Language, Words } from '#lib/words.ts';
import {
  applicationStatuses,
  choiceOf,
  findServer,
  getApplication,
  listSites,
  maySeeServers,
  resourcesText,
  serverKinds,
  serverStatuses,
} from '#registry/index.ts';
import type { GeneratedCell, GeneratedPart, RecordKind } from '#wiki/index.ts';
import { listInstallItems } from '../queries/case-history.ts';
import { listCases } from '../queries/list-cases.ts';
import { mayReadLetter } from '../queries/visible-letter.ts';
import { currentSopVersion, definitionOf } from '../sop-version.ts';
import { wikiTable } from './tables.ts';

const words = {
  facts: { id: 'Fakta', en: 'Facts' },
  office: { id: 'Perangkat daerah', en: 'Office' },
  status: { id: 'Status', en: 'Status' },
  url: { id: 'Alamat web', en: 'Web address' },
  name: { id: 'Nama domain', en: 'Name' },
  records: { id: 'Rekaman DNS', en: 'DNS records' },
  server: { id: 'Server', en: 'Server' },
  addresses: { id: 'Alamat', en: 'Addresses' },
  administrator: { id: 'Administrator', en: 'Administrator' },
  until: { id: 'sampai {day}', en: 'until {day}' },
  register: { id: 'Data lengkap', en: 'Full record' },
  open: { id: 'buka daftar', en: 'open the register' },
  kind: { id: 'Jenis', en: 'Kind' },
  site: { id: 'Lokasi', en: 'Site' },
  host: { id: 'Server induk', en: 'Host' },
  system: { id: 'Sistem operasi', en: 'Operating system' },
  size: { id: 'Ukuran', en: 'Size' },
  applications: { id: 'Aplikasi terpasang', en: 'Applications installed' },
  topology: { id: 'Topologi', en: 'Topology' },
  topologyOf: { id: 'Topologi jaringan di sekitar {name}', en: 'Network topology around {name}' },
  history: { id: 'Riwayat permohonan', en: 'Requests' },
  letters: { id: 'Surat dan dokumen', en: 'Letters and documents' },
  number: { id: 'Nomor', en: 'Number' },
  date: { id: 'Tanggal', en: 'Date' },
  state: { id: 'Keadaan', en: 'State' },
  application: { id: 'Aplikasi', en: 'Application' },
  installation: { id: 'Instalasi: daftar pekerjaan dan bukti', en: 'Installation: checklist and evidence' },
  item: { id: 'Pekerjaan', en: 'Item' },
  evidence: { id: 'Bukti', en: 'Evidence' },
  doneBy: { id: 'Dikerjakan oleh', en: 'Done by' },
  file: { id: 'Berkas', en: 'File' },
  address: { id: 'Alamat', en: 'Address' },
  nameServers: { id: 'Server nama', en: 'Name servers' },
  recordCount: { id: 'Rekaman terbit', en: 'Published records' },
  steps: { id: 'Langkah', en: 'Steps' },
  step: { id: 'Langkah', en: 'Step' },
  time: { id: 'Waktu', en: 'Time' },
  output: { id: 'Keluaran', en: 'Output' },
  days: { id: '{n} hari kerja', en: '{n} working days' },
  hours: { id: '{n} jam kerja', en: '{n} working hours' },
  printed: { id: 'SOP lengkap', en: 'The whole SOP' },
} as const satisfies Record<string, Words>;

type Reading = { db: Db; actor: Actor; now: Temporal.Instant; timeZone: string; language: Language };

const say = (key: keyof typeof words, { language }: Reading, values: Readonly<Record<string, string | number>> = {}): string =>
  words[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

type Fact = { label: string; value: readonly GeneratedCell[] };

const fact = (label: string, ...value: (GeneratedCell | null | undefined)[]): Fact => ({
  label,
  value: value.filter((cell): cell is GeneratedCell => cell !== null && cell !== undefined && cell !== ''),
});

const factsPart = (reading: Reading, facts: readonly Fact[]): GeneratedPart => ({
  key: 'facts',
  title: say('facts', reading),
  place: 'above',
  facts: facts.filter(({ value }) => value.length > 0),
});

const applicationParts = async (reading: Reading, id: string, part: string): Promise<GeneratedPart[]> => {
  const { db, actor, language, timeZone } = reading;
  const application = await getApplication(db, actor, id);
  const holder = application.origin;
  if (part === 'installation') return holder ? [await installationPart(reading, holder)] : [];
  const name = holder ? await nameOf(db, holder) : null;
  const inside = maySeeServers(actor);
  const until =
    application.administrator_until instanceof Temporal.PlainDate
      ? say('until', reading, { day: shortDate(application.administrator_until, language, timeZone) })
      : '';
  const facts = factsPart(reading, [
    fact(say('office', reading), application.officeName),
    fact(say('status', reading), choiceOf(applicationStatuses, application.status).label[language]),
    fact(say('url', reading), String(application.url ?? '')),
    fact(say('administrator', reading), [application.administrator_name, until].filter(Boolean).join(', ')),
    fact(say('name', reading), name?.fqdn),
    ...(inside && name ? [fact(say('records', reading), ...name.records.map(({ type, value }) => `${type} ${value}`))] : []),
    ...(inside
      ? [
          fact(
            say('server', reading),
            ...application.deployments.map(({ serverId, serverName }) => ({ text: serverName, kind: 'server', id: serverId })),
          ),
          fact(say('addresses', reading), ...application.deployments.flatMap(({ addresses }) => addresses)),
        ]
      : []),
    fact(say('register', reading), { text: say('open', reading), kind: 'application-record', id }),
  ]);
  if (part !== '') return [facts];
  const pictures = inside
    ? application.deployments.slice(0, 1).map(({ serverId, serverName }) => topologyPart(reading, serverId, serverName))
    : [];
  return [
    facts,
    ...pictures,
    await casesPart(reading, application.name, id, holder),
    ...(holder ? await lettersPart(reading, holder) : []),
  ];
};

const topologyPart = (reading: Reading, serverId: string, name: string): GeneratedPart => ({
  key: 'topology',
  title: say('topology', reading),
  place: 'below',
  picture: { kind: 'topology', id: serverId, alt: say('topologyOf', reading, { name }) },
});

const casesPart = async (reading: Reading, name: string, id: string, holder: string | null): Promise<GeneratedPart> => {
  const { db, actor, now, language, timeZone } = reading;
  const ids = await db
    .selectFrom('hosting_case')
    .select('id')
    .where((where) => where.or([where('application_id', '=', id), ...(holder ? [where('id', '=', holder)] : [])]))
    .execute();
  const wanted = new Set(ids.map((row) => row.id));
  const rows =
    wanted.size === 0
      ? []
      : (await listCases(db, actor, { search: name, limit: 200, offset: 0 }, now)).filter((row) => wanted.has(row.id));
  const cells: GeneratedCell[][] = [];
  for (const row of rows) {
    const { states } = await definitionOf(db, row.sop_version_id);
    cells.push([
      { text: row.number, kind: 'case', id: row.number },
      states.find(({ key }) => key === row.state)?.label[language] ?? row.state,
      shortDate(row.closed_at ?? row.state_since, language, timeZone),
    ]);
  }
  const columns = [say('number', reading), say('state', reading), say('date', reading)];
  return {
    key: 'cases',
    title: say('history', reading),
    place: 'below',
    table: { caption: say('history', reading), columns, rows: cells, more: false },
  };
};

const lettersPart = async (reading: Reading, caseId: string): Promise<GeneratedPart[]> => {
  const { db, actor, language, timeZone } = reading;
  const letters = (await listLettersOf(db, caseId)).filter((letter) => letter.status !== 'void' && mayReadLetter(actor, letter));
  if (letters.length === 0) return [];
  const rows = letters.map((letter): GeneratedCell[] => [
    { text: letterKinds[letter.kind as keyof typeof letterKinds]?.label[language] ?? letter.kind, kind: 'letter', id: letter.id },
    letter.number ?? '',
    letter.issued_at ? shortDate(letter.issued_at, language, timeZone) : '',
  ]);
  const columns = [say('kind', reading), say('number', reading), say('date', reading)];
  return [
    {
      key: 'letters',
      title: say('letters', reading),
      place: 'below',
      table: { caption: say('letters', reading), columns, rows, more: false },
    },
  ];
};

const installationPart = async (reading: Reading, caseId: string): Promise<GeneratedPart> => {
  const { db, language, timeZone } = reading;
  const items = await listInstallItems(db, caseId);
  const rows = items.map((item): GeneratedCell[] => [
    `${item.position}. ${item.title}`,
    item.evidence ?? '',
    item.evidence_upload_id ? { text: item.evidence_file ?? '', kind: 'upload', id: item.evidence_upload_id } : '',
    item.done_at ? [item.done_by_name, shortDate(item.done_at, language, timeZone)].filter(Boolean).join(', ') : '',
  ]);
  const columns = [say('item', reading), say('evidence', reading), say('file', reading), say('doneBy', reading)];
  return {
    key: 'installation',
    title: say('installation', reading),
    place: 'above',
    table: { caption: say('installation', reading), columns, rows, more: false },
  };
};

const serverParts = async (reading: Reading, id: string): Promise<GeneratedPart[]> => {
  const { db, actor, language } = reading;
  const server = maySeeServers(actor) ? await findServer(db, id) : null;
  if (!server) return [];
  return [
    factsPart(reading, [
      fact(say('kind', reading), choiceOf(serverKinds, server.kind).label[language]),
      fact(say('status', reading), choiceOf(serverStatuses, server.status).label[language]),
      fact(say('site', reading), { text: server.siteName, kind: 'site', id: server.siteId }),
      ...(server.hostId && server.hostName
        ? [fact(say('host', reading), { text: server.hostName, kind: 'server', id: server.hostId })]
        : []),
      fact(say('system', reading), server.operatingSystem),
      fact(say('size', reading), resourcesText(server)),
      fact(say('addresses', reading), ...server.addresses),
      fact(say('register', reading), { text: say('open', reading), kind: 'server-record', id }),
    ]),
    topologyPart(reading, id, server.name),
    {
      key: 'applications',
      title: say('applications', reading),
      place: 'below',
      table: {
        caption: say('applications', reading),
        columns: [say('application', reading), say('office', reading), say('status', reading)],
        rows: server.deployments.map((each) => [
          { text: each.applicationName, kind: 'application', id: each.applicationId },
          each.officeName,
          choiceOf(applicationStatuses, each.applicationStatus).label[language],
        ]),
        more: false,
      },
    },
  ];
};

const siteParts = async (reading: Reading, id: string): Promise<GeneratedPart[]> => {
  const { db, actor, now } = reading;
  const site = maySeeServers(actor) ? (await listSites(db, actor, { retired: true })).find((each) => each.id === id) : undefined;
  if (!site) return [];
  const table = await wikiTable(db, actor, { kind: 'servers', args: { site: site.name } }, now);
  return [
    factsPart(reading, [
      fact(say('address', reading), site.address),
      fact(say('register', reading), { text: say('open', reading), kind: 'site-record', id }),
    ]),
    ...(table ? [{ key: 'servers', title: table.caption, place: 'below' as const, table }] : []),
  ];
};

const zoneParts = async (reading: Reading, id: string): Promise<GeneratedPart[]> => {
  const { db, actor } = reading;
  if (!maySeeNames(actor)) return [];
  const zone = await getZone(db, id);
  return [
    factsPart(reading, [
      fact(say('name', reading), toShown(zone.name)),
      fact(say('nameServers', reading), ...zone.nameServers.map(({ name }) => name)),
      fact(say('recordCount', reading), String(zone.records)),
      fact(say('register', reading), { text: say('open', reading), kind: 'zone-record', id }),
    ]),
  ];
};

const sopParts = async (reading: Reading): Promise<GeneratedPart[]> => {
  const { db, now, language, timeZone } = reading;
  const { definition } = await currentSopVersion(db, now.toZonedDateTimeISO(timeZone).toPlainDate());
  const rows = definition.steps.map((step): GeneratedCell[] => [
    `${step.no}. ${step.name[language]}`,
    say(step.time.unit === 'days' ? 'days' : 'hours', reading, { n: step.time.amount }),
    step.output.map(({ label }) => label[language]).join('; '),
  ]);
  return [
    factsPart(reading, [fact(say('printed', reading), { text: say('open', reading), kind: 'sop-record', id: 'sop' })]),
    {
      key: 'steps',
      title: say('steps', reading),
      place: 'below',
      table: {
        caption: say('steps', reading),
        columns: [say('step', reading), say('time', reading), say('output', reading)],
        rows,
        more: false,
      },
    },
  ];
};

/** What the registers know of a page's record now, as far as this reader may see it; nothing when the record is not his or hers. */
export const wikiParts = async (
  db: Db,
  actor: Actor,
  page: { recordKind: RecordKind | null; recordId: string | null; part: string },
  { now, timeZone }: { now: Temporal.Instant; timeZone: string },
): Promise<GeneratedPart[]> => {
  const { recordKind: kind, recordId: id } = page;
  if (!kind || !id) return [];
  const reading: Reading = { db, actor, now, timeZone, language: actor.language };
  if (kind === 'application') return applicationParts(reading, id, page.part);
  if (kind === 'server') return serverParts(reading, id);
  if (kind === 'site') return siteParts(reading, id);
  if (kind === 'zone') return zoneParts(reading, id);
  return sopParts(reading);
};
