import { say, type Words } from '#lib/words.ts';
import type { GeneratedCell, GeneratedPart } from '#wiki/index.ts';
import { currentSopVersion } from '../../sop-version.ts';
import { fact, factsPart, type Reading, tablePart } from './reading.ts';

const words = {
  printed: { id: 'SOP lengkap', en: 'The whole SOP' },
  open: { id: 'buka', en: 'open' },
  steps: { id: 'Langkah', en: 'Steps' },
  step: { id: 'Langkah', en: 'Step' },
  time: { id: 'Waktu', en: 'Time' },
  output: { id: 'Keluaran', en: 'Output' },
  days: { id: '{n} hari kerja', en: '{n} working days' },
  hours: { id: '{n} jam kerja', en: '{n} working hours' },
} as const satisfies Record<string, Words>;

/** The steps of the SOP that is in effect, as every office may read them. */
export const sopParts = async (reading: Reading): Promise<GeneratedPart[]> => {
  const { db, now, language, timeZone } = reading;
  const { definition } = await currentSopVersion(db, now.toZonedDateTimeISO(timeZone).toPlainDate());
  const rows = definition.steps.map((step): GeneratedCell[] => [
    `${step.no}. ${say(step.name, language)}`,
    say(step.time.unit === 'days' ? words.days : words.hours, language, { n: step.time.amount }),
    step.output.map(({ label }) => say(label, language)).join('; '),
  ]);
  return [
    factsPart(reading, [fact(words.printed, { text: say(words.open, language), kind: 'sop-record', id: 'sop' })]),
    tablePart(reading, { key: 'steps', title: words.steps, columns: [words.step, words.time, words.output], rows }),
  ];
};
