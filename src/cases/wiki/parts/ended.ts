import { sql } from 'kysely';
import { listLettersOf } from '#letters/index.ts';
import { shortDate } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { computes, maySeeServers } from '#registry/index.ts';
import type { GeneratedCell, GeneratedPart, RecordKind } from '#wiki/index.ts';
import { isCaseNumber } from '../../find-case.ts';
import { mayReadLetter } from '../../queries/visible-letter.ts';
import type { Reading } from './reading.ts';

const words = {
  application: { id: 'Aplikasi ini sudah dihentikan', en: 'This application was ended' },
  server: { id: 'Server ini sudah tidak dipakai', en: 'This server is no longer used' },
  device: { id: 'Perangkat ini sudah tidak dipakai', en: 'This device is no longer used' },
  site: { id: 'Lokasi ini sudah tidak dipakai', en: 'This site is no longer used' },
  gone: { id: 'Catatan ini sudah tidak ada dalam daftarnya', en: 'This record is no longer in its register' },
  on: { id: 'Sejak {day}.', en: 'Since {day}.' },
  why: { id: 'Alasan: {why}.', en: 'Reason: {why}.' },
  because: { id: 'Karena {what}.', en: 'Because of {what}.' },
  letter: { id: 'Surat penghentian {number}.', en: 'Letter of the end {number}.' },
  kept: { id: 'Yang tertulis di bawah tetap tersimpan.', en: 'What was written stays below.' },
} as const satisfies Record<string, Words>;

type Ended = { title: Words; on: Temporal.Instant | null; why: string; because: string; officeId: string | null };

/** How the register knows that a record is out of use; undefined: it is in use, null: it is not in its register. */
const endOf = async ({ db }: Reading, kind: RecordKind, id: string): Promise<Ended | null | undefined> => {
  if (kind === 'sop') return undefined;
  if (kind === 'zone') {
    const zone = await db.selectFrom('dns_zone').select('id').where('id', '=', id).executeTakeFirst();
    return zone ? undefined : null;
  }
  if (kind === 'application') {
    const row = await db
      .selectFrom('application')
      .select(['status', 'retired_at as on', 'retired_reason as why', 'office_id as officeId'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return null;
    const { status, ...ended } = row;
    return status === 'retired' ? { ...ended, title: words.application, because: '' } : undefined;
  }
  const device =
    kind === 'server'
      ? await db.selectFrom('server').select(['status', 'kind']).where('id', '=', id).executeTakeFirst()
      : undefined;
  const found = device ?? (await db.selectFrom('site').select('status').where('id', '=', id).executeTakeFirst());
  if (!found) return null;
  if (found.status !== 'retired') return undefined;
  const { rows } = await sql<{ at: Temporal.Instant; because: string | null }>`
    select at, data->>'because' as because from audit_event
    where subject_kind = ${kind} and subject_id = ${id}::uuid
      and (type = 'server.retired' or (type = 'site.changed' and data #>> '{changes,status,1}' = 'retired'))
    order by seq desc limit 1`.execute(db);
  const title = !device ? words.site : computes(device.kind) ? words.server : words.device;
  return { title, on: rows[0]?.at ?? null, why: '', because: rows[0]?.because ?? '', officeId: null };
};

/** What brought the end about, which may be a request. */
const becauseOf = ({ language }: Reading, what: string): GeneratedCell | null => {
  if (what === '') return null;
  const text = say(words.because, language, { what });
  return isCaseNumber(what) ? { text, kind: 'case', id: what } : text;
};

/** That a page's record has ended or is gone: when, why, and by which letter; nothing while it is in use, or for who may not see it. */
export const endedPart = async (reading: Reading, kind: RecordKind, id: string): Promise<GeneratedPart[]> => {
  const { db, actor, language, timeZone } = reading;
  const ended = await endOf(reading, kind, id);
  if (ended === undefined) return [];
  const notice = (title: Words, ...said: (GeneratedCell | null)[]): GeneratedPart[] => [
    {
      key: 'ended',
      title: say(title, language),
      place: 'above',
      notice: [...said.filter((cell) => cell !== null), say(words.kept, language)],
    },
  ];
  if (ended === null) return notice(words.gone);
  if (!maySeeServers(actor) && (ended.officeId === null || ended.officeId !== actor.officeId)) return [];
  const letters = kind === 'application' ? await listLettersOf(db, id) : [];
  const letter = letters.findLast((each) => each.kind === 'decommission' && each.status !== 'void' && mayReadLetter(actor, each));
  const [day, why] = [ended.on && shortDate(ended.on, language, timeZone), ended.why.replace(/[.\s]+$/, '')];
  return notice(
    ended.title,
    day && say(words.on, language, { day }),
    why === '' ? null : say(words.why, language, { why }),
    becauseOf(reading, ended.because),
    letter
      ? {
          text: say(words.letter, language, { number: letter.number ?? '' }).replace(/\s+\.$/, '.'),
          kind: 'letter',
          id: letter.id,
        }
      : null,
  );
};
