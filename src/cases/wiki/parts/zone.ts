import { getZone, listChecks, listFindings, maySeeNames, publishErrorWords, toShown } from '#dns/index.ts';
import { number, shortMoment } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import type { GeneratedPart } from '#wiki/index.ts';
import { fact, factsPart, type Reading, tablePart } from './reading.ts';

const words = {
  name: { id: 'Nama domain', en: 'Name' },
  nameServers: { id: 'Server nama', en: 'Name servers' },
  primary: { id: 'Server utama (SOA)', en: 'Primary server (SOA)' },
  mailbox: { id: 'Kotak surat (SOA)', en: 'Mailbox (SOA)' },
  serial: { id: 'Nomor seri', en: 'Serial' },
  times: { id: 'Refresh, retry, expire, negatif', en: 'Refresh, retry, expire, negative' },
  seconds: { id: '{times} detik', en: '{times} seconds' },
  scope: { id: 'Jangkauan', en: 'Reach' },
  inside: { id: 'hanya di dalam', en: 'inside only' },
  outside: { id: 'internet', en: 'the internet' },
  records: { id: 'Rekaman terbit', en: 'Published records' },
  waiting: { id: 'Menunggu diterbitkan', en: 'Waiting to be published' },
  published: { id: 'Terakhir diterbitkan', en: 'Last published' },
  failed: { id: 'Penerbitan terakhir gagal', en: 'The last publication failed' },
  compared: { id: 'Terakhir dibandingkan', en: 'Last compared' },
  differs: { id: 'Berbeda dari yang dijawab server', en: 'Differs from what servers answer' },
  record: { id: 'Rekaman', en: 'Record' },
  detail: { id: 'Keterangan', en: 'What differs' },
  since: { id: 'Sejak', en: 'Since' },
} as const satisfies Record<string, Words>;

/** So many differences stand on the page of a zone; the comparison has all. */
const most = 20;

/** What is known of a zone, of its last publication, and of what differs in the world; nothing for who may not see names. */
export const zoneParts = async (reading: Reading, id: string): Promise<GeneratedPart[]> => {
  const { db, actor, language, timeZone } = reading;
  if (!maySeeNames(actor)) return [];
  const zone = await getZone(db, id);
  const [[check], found] = await Promise.all([listChecks(db, id, 1), listFindings(db, id, { pageSize: most })]);
  const moment = (at: Temporal.Instant | null | undefined): string => (at ? shortMoment(at, language, timeZone) : '');
  const times = [zone.refresh, zone.retry, zone.expire, zone.negative].map((n) => number(n, language)).join(', ');
  const facts = factsPart(
    reading,
    [
      fact(words.name, toShown(zone.name)),
      fact(words.scope, say(zone.internal ? words.inside : words.outside, language)),
      fact(words.nameServers, ...zone.nameServers.map(({ name }) => name)),
      fact(words.primary, zone.primaryServer),
      fact(words.mailbox, zone.mailbox),
      fact(words.serial, String(zone.serial)),
      fact(words.times, say(words.seconds, language, { times })),
      fact(words.records, number(zone.records, language)),
      fact(words.waiting, zone.waiting > 0 ? number(zone.waiting, language) : ''),
      fact(words.published, moment(zone.publishedAt)),
      fact(words.failed, zone.publishError ? say(publishErrorWords(zone.publishError), language) : ''),
      fact(words.compared, moment(check?.startedAt)),
    ],
    { kind: 'zone-record', id },
  );
  if (found.total === 0) return [facts];
  const rows = found.rows.map(({ label, type, value, detail, firstSeenAt }) => [
    `${label} ${type} ${value}`,
    say(detail, language),
    moment(firstSeenAt),
  ]);
  const columns = [words.record, words.detail, words.since];
  const list = { kind: 'zone-comparison', id };
  return [
    facts,
    tablePart(reading, { key: 'differs', title: words.differs, columns, rows, more: found.total > rows.length, list }),
  ];
};
