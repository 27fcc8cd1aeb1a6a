import { letterKinds, listLettersOfMany } from '#letters/index.ts';
import { shortDate } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import {
  type ApplicationPage,
  applicationStatuses,
  choiceOf,
  environments,
  getApplication,
  maySeeServers,
} from '#registry/index.ts';
import type { GeneratedCell, GeneratedPart } from '#wiki/index.ts';
import { type CaseListRow, listCases } from '../../queries/list-cases.ts';
import { mayReadLetter } from '../../queries/visible-letter.ts';
import { definitionOf } from '../../sop-version.ts';
import { installationParts } from './installation.ts';
import { namesOfApplication } from './names.ts';
import { fact, factsPart, type Reading, tablePart } from './reading.ts';
import { applicationTopology } from './topology.ts';

const words = {
  office: { id: 'Perangkat daerah', en: 'Office' },
  status: { id: 'Status', en: 'Status' },
  url: { id: 'Alamat web', en: 'Web address' },
  names: { id: 'Nama domain', en: 'Names' },
  records: { id: 'Rekaman DNS', en: 'DNS records' },
  server: { id: 'Server', en: 'Server' },
  addresses: { id: 'Alamat', en: 'Addresses' },
  administrator: { id: 'Administrator', en: 'Administrator' },
  until: { id: 'sampai {day}', en: 'until {day}' },
  lapsed: { id: 'penunjukan berakhir {day}, belum diperbarui', en: 'appointment ended on {day}, not renewed' },
  history: { id: 'Riwayat permohonan', en: 'Requests' },
  letters: { id: 'Surat dan dokumen', en: 'Letters and documents' },
  kind: { id: 'Jenis', en: 'Kind' },
  number: { id: 'Nomor', en: 'Number' },
  date: { id: 'Tanggal', en: 'Date' },
  state: { id: 'Keadaan', en: 'State' },
  case: { id: 'Permohonan', en: 'Request' },
} as const satisfies Record<string, Words>;

/** So many requests and letters stand on a page, the latest; the lists have all. */
const mostShown = 20;

/** So many letters are looked through for those that the reader may read. */
const mostRead = 200;

/** So many values of one kind stand among the facts. */
const mostFacts = 30;

/** What is known of an application and, on its page of installation, of how it was installed. `not_found` for one of another office. */
export const applicationParts = async (reading: Reading, id: string, part: string): Promise<GeneratedPart[]> => {
  const { db, actor, now } = reading;
  const application = await getApplication(db, actor, id);
  if (part === 'installation') return application.origin ? installationParts(reading, application.origin) : [];
  const facts = await applicationFacts(reading, application);
  if (part !== '') return [facts];
  const cases = await listCases(db, actor, { applicationId: id, newest: true, limit: mostRead, offset: 0 }, now);
  return [
    facts,
    ...(application.deployments.length > 0 ? [applicationTopology(reading, application)] : []),
    await casesPart(reading, id, cases),
    ...(await lettersPart(reading, id, cases)),
  ];
};

/** Who administers it by its latest letter of appointment, and whether that is still in force. */
const administratorOf = ({ now, language, timeZone }: Reading, application: ApplicationPage): string => {
  const { administrator_name: name, administrator_until: until } = application;
  if (!(name && until instanceof Temporal.PlainDate)) return String(name ?? '');
  const lapsed = Temporal.PlainDate.compare(until, now.toZonedDateTimeISO(timeZone).toPlainDate()) < 0;
  const day = shortDate(until, language, timeZone);
  return `${name}, ${say(lapsed ? words.lapsed : words.until, language, { day })}`;
};

const applicationFacts = async (reading: Reading, application: ApplicationPage): Promise<GeneratedPart> => {
  const { db, actor, language } = reading;
  const inside = maySeeServers(actor);
  const names = (await namesOfApplication(db, application)).filter(({ internal }) => inside || !internal);
  const servers = new Map<string, GeneratedCell>();
  for (const { serverId, serverName, environment } of application.deployments) {
    const where = environment === 'production' ? '' : ` (${say(choiceOf(environments, environment).label, language)})`;
    if (!servers.has(serverId)) servers.set(serverId, { text: `${serverName}${where}`, kind: 'server', id: serverId });
  }
  const few = <Value>(values: Iterable<Value>): Value[] => [...new Set(values)].slice(0, mostFacts);
  const records = inside ? names.flatMap((name) => name.records.map((record) => `${name.fqdn} ${record}`)) : [];
  return factsPart(
    reading,
    [
      fact(words.office, application.officeName),
      fact(words.status, say(choiceOf(applicationStatuses, application.status).label, language)),
      fact(words.url, String(application.url ?? '')),
      fact(words.administrator, administratorOf(reading, application)),
      fact(words.names, ...few(names.map(({ fqdn }) => fqdn))),
      fact(words.records, ...few(records)),
      fact(words.server, ...few(servers.values())),
      fact(words.addresses, ...few(application.deployments.flatMap(({ addresses }) => addresses))),
    ],
    { kind: 'application-record', id: application.id },
  );
};

const casesPart = async (reading: Reading, id: string, cases: readonly CaseListRow[]): Promise<GeneratedPart> => {
  const { db, language, timeZone } = reading;
  const rows: GeneratedCell[][] = [];
  for (const row of cases.slice(0, mostShown)) {
    const { states } = await definitionOf(db, row.sop_version_id);
    const state = states.find(({ key }) => key === row.state);
    rows.push([
      { text: row.number, kind: 'case', id: row.number },
      state ? say(state.label, language) : row.state,
      shortDate(row.closed_at ?? row.state_since, language, timeZone),
    ]);
  }
  return tablePart(reading, {
    key: 'cases',
    title: words.history,
    columns: [words.number, words.state, words.date],
    rows,
    more: cases.length > mostShown,
    ...(rows.length > 0 ? { list: { kind: 'cases', id: `application=${id}` } } : {}),
  });
};

/** The letters of all its requests and of its end, as far as the reader may read each. */
const lettersPart = async (reading: Reading, id: string, cases: readonly CaseListRow[]): Promise<GeneratedPart[]> => {
  const { db, actor, language, timeZone } = reading;
  const numbers = new Map(cases.map((row) => [row.id, row.number]));
  const found = await listLettersOfMany(db, [id, ...numbers.keys()], mostRead);
  const letters = found.filter((letter) => letter.status !== 'void' && mayReadLetter(actor, letter));
  if (letters.length === 0) return [];
  // Which request a letter belongs to is said where there are several.
  const several = new Set(letters.map((letter) => letter.subject_id)).size > 1;
  const rows = letters.slice(0, mostShown).map((letter): GeneratedCell[] => {
    const number = several ? numbers.get(letter.subject_id) : undefined;
    return [
      {
        text: letterKinds[letter.kind as keyof typeof letterKinds]?.label[language] ?? letter.kind,
        kind: 'letter',
        id: letter.id,
      },
      letter.number ?? '',
      letter.issued_at ? shortDate(letter.issued_at, language, timeZone) : '',
      number ? { text: number, kind: 'case', id: number } : '',
    ];
  });
  const columns = [words.kind, words.number, words.date, words.case];
  return [tablePart(reading, { key: 'letters', title: words.letters, columns, rows, more: letters.length > mostShown })];
};
