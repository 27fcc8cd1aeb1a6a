import { nameOf } from '#dns/index.ts';
import { letterKinds, listLettersOf } from '#letters/index.ts';
import { shortDate } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { applicationStatuses, choiceOf, getApplication, maySeeServers } from '#registry/index.ts';
import type { GeneratedCell, GeneratedPart } from '#wiki/index.ts';
import { listCases } from '../../queries/list-cases.ts';
import { mayReadLetter } from '../../queries/visible-letter.ts';
import { definitionOf } from '../../sop-version.ts';
import { installationParts } from './installation.ts';
import { fact, factsPart, type Reading, tablePart } from './reading.ts';
import { topologyPart } from './topology.ts';

const words = {
  office: { id: 'Perangkat daerah', en: 'Office' },
  status: { id: 'Status', en: 'Status' },
  url: { id: 'Alamat web', en: 'Web address' },
  name: { id: 'Nama domain', en: 'Name' },
  records: { id: 'Rekaman DNS', en: 'DNS records' },
  server: { id: 'Server', en: 'Server' },
  addresses: { id: 'Alamat', en: 'Addresses' },
  administrator: { id: 'Administrator', en: 'Administrator' },
  until: { id: 'sampai {day}', en: 'until {day}' },
  history: { id: 'Riwayat permohonan', en: 'Requests' },
  letters: { id: 'Surat dan dokumen', en: 'Letters and documents' },
  kind: { id: 'Jenis', en: 'Kind' },
  number: { id: 'Nomor', en: 'Number' },
  date: { id: 'Tanggal', en: 'Date' },
  state: { id: 'Keadaan', en: 'State' },
} as const satisfies Record<string, Words>;

/** What is known of an application and, on its page of installation, of how it was installed. `not_found` for one of another office. */
export const applicationParts = async (reading: Reading, id: string, part: string): Promise<GeneratedPart[]> => {
  const { db, actor, language, timeZone } = reading;
  const application = await getApplication(db, actor, id);
  const holder = application.origin;
  if (part === 'installation') return holder ? installationParts(reading, holder) : [];
  const name = holder ? await nameOf(db, holder) : null;
  const inside = maySeeServers(actor);
  const until =
    application.administrator_until instanceof Temporal.PlainDate
      ? say(words.until, language, { day: shortDate(application.administrator_until, language, timeZone) })
      : '';
  const servers = application.deployments.map(({ serverId, serverName }) => ({ text: serverName, kind: 'server', id: serverId }));
  const facts = factsPart(
    reading,
    [
      fact(words.office, application.officeName),
      fact(words.status, say(choiceOf(applicationStatuses, application.status).label, language)),
      fact(words.url, String(application.url ?? '')),
      fact(words.administrator, [application.administrator_name, until].filter(Boolean).join(', ')),
      fact(words.name, name?.fqdn),
      ...(inside && name ? [fact(words.records, ...name.records.map(({ type, value }) => `${type} ${value}`))] : []),
      fact(words.server, ...servers),
      fact(words.addresses, ...application.deployments.flatMap(({ addresses }) => addresses)),
    ],
    { kind: 'application-record', id },
  );
  if (part !== '') return [facts];
  const pictures = application.deployments.slice(0, 1).map((each) => topologyPart(reading, each.serverId, each.serverName));
  return [
    facts,
    ...pictures,
    await casesPart(reading, application.name, id, holder),
    ...(holder ? await lettersPart(reading, holder) : []),
  ];
};

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
    const state = states.find(({ key }) => key === row.state);
    cells.push([
      { text: row.number, kind: 'case', id: row.number },
      state ? say(state.label, language) : row.state,
      shortDate(row.closed_at ?? row.state_since, language, timeZone),
    ]);
  }
  return tablePart(reading, {
    key: 'cases',
    title: words.history,
    columns: [words.number, words.state, words.date],
    rows: cells,
  });
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
  return [tablePart(reading, { key: 'letters', title: words.letters, columns: [words.kind, words.number, words.date], rows })];
};
