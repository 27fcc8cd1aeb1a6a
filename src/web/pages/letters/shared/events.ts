import type { JournalEntry } from '#audit/index.ts';
import { type Channel, channels, type Nature, natures } from '#letters/index.ts';
import { type Language, say, type Words } from '#lib/words.ts';
import type { TimelineEvent } from '../../../components/timeline/timeline.tsx';
import { sentenceFor } from '../../admin/audit/sentences.ts';
import { words as agendaWords } from '../agenda/words.ts';
import { shared } from './words.ts';

type Look = { what: Words; icon: string; colour: NonNullable<TimelineEvent['colour']> };

const look = (icon: string, colour: Look['colour'], id: string, en: string): Look => ({ what: { id, en }, icon, colour });

const happened: Readonly<Record<string, Look>> = {
  'letter.drafted': look('file-plus', 'secondary', 'Draf dibuat', 'Draft made'),
  'letter.revised': look('pencil', 'secondary', 'Draf diubah', 'Draft changed'),
  'letter.registered': look('book-upload', 'blue', 'Dicatat dengan nomor {number}', 'Entered under the number {number}'),
  'letter.initialled': look('writing-sign', 'yellow', 'Diparaf', 'Initialled'),
  'letter.issued': look('signature', 'blue', 'Ditandatangani dengan nomor {number}', 'Signed, number {number}'),
  'letter.signed': look('certificate', 'blue', 'Berkas surat ditandatangani', 'File of the letter signed'),
  'letter.sent_back': look('arrow-back-up', 'orange', 'Draf dikembalikan dengan catatan', 'Draft sent back with remarks'),
  'letter.rendered': look('file-check', 'secondary', 'PDF dibuat', 'PDF made'),
  'letter.dispatched': look('send', 'teal', 'Dikirim lewat {channel}', 'Sent by {channel}'),
  'letter.received': look('mail-check', 'green', 'Tanda terima dicatat', 'Receipt entered'),
  'letter.voided': look('ban', 'red', 'Dibatalkan: {reason}', 'Made void: {reason}'),
  'agenda.registered': look('book-download', 'blue', 'Dicatat dalam buku agenda', 'Entered into the agenda'),
  'agenda.corrected': look('pencil', 'orange', 'Dikoreksi: {reason}', 'Corrected: {reason}'),
  'agenda.linked': look('link', 'teal', 'Dihubungkan dengan {label}', 'Linked to {label}'),
  'book.printed': look('printer', 'secondary', 'Buku dicetak', 'Book printed'),
};

const fields: Readonly<Record<string, Words>> = {
  from: shared.sender,
  number: shared.number,
  date: shared.date,
  hal: shared.hal,
  nature: shared.nature,
  channel: shared.channel,
  attachments: shared.enclosures,
  forwardedTo: agendaWords.forwardedTo,
  note: shared.note,
  classification: shared.code,
  scanUploadId: shared.scan,
  noScanReason: agendaWords.noScanReason,
};

const replaced: Words = { id: 'diganti', en: 'replaced' };

const value = (field: string, raw: unknown, language: Language): string => {
  if (raw === null || raw === undefined || raw === '') return '–';
  if (field === 'channel') return say(channels[raw as Channel]?.label ?? String(raw), language);
  if (field === 'nature') return say(natures[raw as Nature]?.label ?? String(raw), language);
  return String(raw);
};

/** What a correction changed, one line a field: "Hal: … → …". */
const changesOf = (event: JournalEntry, language: Language): string[] =>
  Object.entries((event.data.changes ?? {}) as Record<string, unknown>).flatMap(([field, pair]) => {
    if (!Array.isArray(pair)) return [];
    const label = say(fields[field] ?? { id: field, en: field }, language);
    if (field === 'scanUploadId') return [`${label}: ${say(replaced, language)}`];
    return [`${label}: ${value(field, pair[0], language)} → ${value(field, pair[1], language)}`];
  });

const plain = (event: JournalEntry, language: Language): Record<string, string> => ({
  reason: '',
  label: String(event.data.label ?? say(shared.case, language)),
  ...Object.fromEntries(
    Object.entries(event.data).map(([key, raw]) => [
      key,
      key === 'channel' ? value('channel', raw, language) : String(raw ?? ''),
    ]),
  ),
});

const acting: Readonly<Record<string, string>> = { plt: 'Plt. ', plh: 'Plh. ' };

/** The events of a letter or an entry, for a timeline; what the details are is for the page to show. */
export const eventsOf = (
  events: readonly JournalEntry[],
  language: Language,
): (Omit<TimelineEvent, 'detail'> & { details: readonly string[] })[] =>
  events.map((event) => {
    const known = happened[event.type];
    const by = [event.personName, event.postTitle ? `${acting[event.acting ?? ''] ?? ''}${event.postTitle}` : null].filter(
      Boolean,
    );
    return {
      at: event.at,
      what: known
        ? say(known.what, language, plain(event, language))
        : (sentenceFor(event.type, event.data, language) ?? event.type),
      who: by.length > 0 ? by.join(', ') : shared.system,
      icon: known?.icon ?? 'point',
      colour: known?.colour ?? 'secondary',
      details: changesOf(event, language),
    };
  });
