import { media, type OnPaper } from '#cases/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { DateField, Radios, TextArea, TimeField } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { type FormState, type FormValues, text } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import type { UploadRule } from '../../../read-form.ts';
import { useWords } from '../../../view.ts';

/** The scan of what was done on paper. */
export const paperUpload: UploadRule = { field: 'paper_scan', purpose: 'paper' };

const names = ['paper_medium', 'paper_at', 'paper_time', 'paper_reason', 'paper_scan'];

const words = {
  summary: { id: 'Sudah dilakukan di atas kertas, lewat telepon, atau faks?', en: 'Already done on paper, by phone or by fax?' },
  lead: {
    id: 'Isi bagian ini hanya bila tindakan ini sudah terjadi di luar Griya dan dicatat belakangan. Waktu sebenarnya yang dihitung.',
    en: 'Fill this in only if the act has already happened outside Griya and is recorded afterwards. Its true time counts.',
  },
  medium: { id: 'Lewat', en: 'By' },
  date: { id: 'Tanggal sebenarnya', en: 'True date' },
  time: { id: 'Jam sebenarnya', en: 'True time' },
  reason: { id: 'Mengapa dicatat belakangan', en: 'Why it is recorded afterwards' },
  scan: { id: 'Pindaian', en: 'Scan' },
} as const satisfies Record<string, Words>;

/** A part of an act's form, folded away: the act was done outside Griya, with its true date and the reason. */
export const PaperSection = ({ state }: { state: FormState }) => {
  const t = useWords();
  const used = names.some((name) => text(state.values, name) !== '');
  return (
    <details class="g-details g-paper" {...(used ? { open: true } : {})}>
      <summary>{t(words.summary)}</summary>
      <p class="g-lead">{t(words.lead)}</p>
      <Radios state={state} name="paper_medium" label={words.medium} options={media} inline />
      <div class="g-pair">
        <DateField state={state} name="paper_at" label={words.date} />
        <TimeField state={state} name="paper_time" label={words.time} />
      </div>
      <TextArea state={state} name="paper_reason" label={words.reason} rows={2} maxlength={1000} />
      <FileField state={state} name="paper_scan" label={words.scan} optional accept=".pdf,image/*" href={paths.file} />
    </details>
  );
};

const fault = (field: string, id: string, en: string): FieldFault => ({ field, message: { id, en } });

const readMoment = (date: string, time: string, timeZone: string): Temporal.Instant | null => {
  try {
    const plainTime = Temporal.PlainTime.from(time.replace('.', ':'));
    return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }).toInstant();
  } catch {
    return null;
  }
};

/** The paper section as posted: undefined when it was left alone. Throws `invalid` when it is filled in by half. */
export const readPaper = (values: FormValues, timeZone: string): OnPaper | undefined => {
  if (names.every((name) => text(values, name) === '')) return undefined;
  const medium = media.find((each) => each.value === text(values, 'paper_medium'))?.value;
  const [date, time] = [text(values, 'paper_at'), text(values, 'paper_time')];
  const happenedAt = date && time ? readMoment(date, time, timeZone) : null;
  const reason = text(values, 'paper_reason');
  const faults = [
    ...(medium ? [] : [fault('paper_medium', 'Pilih salah satu.', 'Choose one.')]),
    ...(date ? [] : [fault('paper_at', 'Isi tanggalnya.', 'Enter the date.')]),
    ...(time ? [] : [fault('paper_time', 'Isi jamnya.', 'Enter the time.')]),
    ...(date && time && !happenedAt ? [fault('paper_at', 'Isi tanggal dan jam yang benar.', 'Enter a real date and time.')] : []),
    ...(reason ? [] : [fault('paper_reason', 'Tuliskan mengapa dicatat belakangan.', 'Say why this is recorded afterwards.')]),
  ];
  if (!medium || !happenedAt || faults.length > 0) throw invalid(faults);
  const uploadId = text(values, 'paper_scan');
  return { medium, happenedAt, reason, ...(uploadId ? { uploadId } : {}) };
};
