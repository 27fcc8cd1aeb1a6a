import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getOwnUpload } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import { type AgendaRow, getAgendaEntry } from '../books/agenda.ts';
import { correctionInput, remarkInput } from '../books/input.ts';
import { fault, isAfter, refuse } from '../books/moments.ts';
import { keeperDoer, needKeeper } from '../policy.ts';

type Input = {
  actor: Actor;
  agendaId: string;
  /** The version that the actor saw. */
  seen: number | null;
  /** As the form or the program sent it: of a letter that Griya made only what the office itself adds. */
  correction: unknown;
  now: Temporal.Instant;
  timeZone: string;
};

/**
 * Corrects an entry of the agenda, with the reason. Number, year and the day of receipt stay; nothing is ever removed: what
 * was before is kept in the trail, and a replaced scan beside the new one. Throws not_found, `forbidden`, stale_page, `invalid`.
 */
export const correctAgenda = async (tx: Db, input: Input): Promise<void> => {
  const { actor, now, seen } = input;
  await tx.selectFrom('agenda_entry').select('id').where('id', '=', input.agendaId).forUpdate().execute();
  const entry = await getAgendaEntry(tx, actor, input.agendaId);
  needKeeper(actor, entry.officeId);
  if (seen !== null && seen !== entry.version) throw new AppError('stale_page', { seen, now: entry.version });
  const { reason, ...wanted } = entry.letterId
    ? { ...entry, ...parse(remarkInput, input.correction) }
    : await readCorrection(tx, input, entry);
  const changes = changesOf(entry, wanted);
  if (Object.keys(changes).length === 0) return;
  if (entry.scanUploadId && entry.scanUploadId !== wanted.scanUploadId) {
    await tx
      .insertInto('agenda_former_scan')
      .values({ agenda_id: entry.id, upload_id: entry.scanUploadId, replaced_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await tx
    .with('corrected', (db) =>
      db
        .updateTable('agenda_entry')
        .set({
          letter_from: wanted.from,
          letter_number: wanted.number,
          letter_date: wanted.date,
          hal: wanted.hal,
          nature: wanted.nature,
          channel: wanted.channel,
          attachments: wanted.attachments,
          forwarded_to: wanted.forwardedTo,
          note: wanted.note,
          classification: wanted.classification,
          scan_upload_id: wanted.scanUploadId,
          no_scan_reason: wanted.noScanReason,
          version: entry.version + 1,
        })
        .where('id', '=', entry.id)
        .returning('id'),
    )
    .selectFrom('corrected')
    .select(
      appended({
        subjectKind: 'agenda',
        subjectId: entry.id,
        at: now,
        type: 'agenda.corrected',
        doer: keeperDoer(actor, entry.officeId),
        data: { changes, reason },
      }).as('event'),
    )
    .execute();
};

const fields = [
  'from',
  'number',
  'date',
  'hal',
  'nature',
  'channel',
  'attachments',
  'forwardedTo',
  'note',
  'classification',
  'scanUploadId',
  'noScanReason',
] as const;

type Fields = Pick<AgendaRow, (typeof fields)[number]>;

const readCorrection = async (
  tx: Db,
  { actor, correction, timeZone }: Input,
  entry: AgendaRow,
): Promise<Fields & { reason: string }> => {
  const { scan, ...typed } = parse(correctionInput, correction);
  const receivedOn = entry.receivedAt.toZonedDateTimeISO(timeZone).toPlainDate();
  const scanUploadId = scan === '' ? entry.scanUploadId : scan;
  refuse([
    isAfter(typed.date, receivedOn) &&
      fault('date', {
        id: 'Tanggal surat sesudah tanggal terima. Periksa kembali.',
        en: 'The letter is dated after the day on which it came. Check it.',
      }),
    scanUploadId === null &&
      typed.noScanReason === '' &&
      fault('scan', {
        id: 'Unggah pindaiannya, atau tuliskan mengapa belum ada.',
        en: 'Upload the scan, or write why there is none yet.',
      }),
  ]);
  if (scanUploadId !== null && scanUploadId !== entry.scanUploadId) {
    await getOwnUpload(tx, { uploadId: scanUploadId, accountId: actor.accountId, purpose: 'paper' });
  }
  return { ...typed, scanUploadId, noScanReason: scanUploadId ? '' : typed.noScanReason };
};

const plain = (value: unknown): unknown => (value instanceof Temporal.PlainDate ? value.toString() : value);

const changesOf = (before: Fields, after: Fields): Record<string, [unknown, unknown]> =>
  Object.fromEntries(
    fields
      .filter((field) => plain(before[field]) !== plain(after[field]))
      .map((field) => [field, [plain(before[field]), plain(after[field])] as [unknown, unknown]]),
  );
