import { type FilingRule, fates } from '#letters/index.ts';
import { longDate } from '#lib/format.ts';
import type { Words } from '#lib/words.ts';
import { Mark } from '../../../components/status/status.tsx';
import { useView, useWords } from '../../../view.ts';
import { shared } from './words.ts';

const words = {
  keeps: { id: 'aktif {a} tahun, inaktif {b} tahun, lalu {fate}', en: 'active {a} years, inactive {b} years, then: {fate}' },
  ends: { id: 'retensi berakhir {day}', en: 'retention ends {day}' },
} as const satisfies Record<string, Words>;

/** The archive code of a letter, how long it is kept, and what becomes of it then. */
export const Filed = ({ code, rule, endsOn }: { code: string; rule: FilingRule; endsOn: Temporal.PlainDate }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <>
      {code}
      <span class="g-sub">
        {t(words.keeps, { a: rule.activeYears, b: rule.inactiveYears, fate: t(fates[rule.fate].label).toLowerCase() })};{' '}
        {t(words.ends, { day: longDate(endsOn, language, timeZone) })} {rule.set ? null : <Mark label={shared.estimate} />}
      </span>
    </>
  );
};
