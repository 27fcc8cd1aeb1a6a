import { number } from '#lib/format.ts';
import { type Phrase, useView, useWords } from '../../view.ts';

type StatProps = { label: Phrase; value: number | string; note?: Phrase; href?: string; tone?: 'normal' | 'late' };

/** One figure with its name. */
export const Stat = ({ label, value, note, href, tone = 'normal' }: StatProps) => {
  const t = useWords();
  const { language } = useView();
  const figure = (
    <>
      <span class="g-stat-label">{t(label)}</span>
      <span class="g-stat-value">{typeof value === 'number' ? number(value, language) : value}</span>
      {note ? <span class="g-stat-note">{t(note)}</span> : null}
    </>
  );
  const look = tone === 'late' ? 'g-stat g-stat-late' : 'g-stat';
  return href ? (
    <a class={look} href={href}>
      {figure}
    </a>
  ) : (
    <div class={look}>{figure}</div>
  );
};

type GaugeProps = { label: Phrase; used: number; held?: number; total: number; unit: string };

const gaugeWords = {
  used: { id: '{used} dari {total} {unit}', en: '{used} of {total} {unit}' },
  held: { id: '{held} dicadangkan', en: '{held} held' },
} as const;

/** How much of a capacity is allotted and held. Drawn as SVG, because a strict page has no inline styles. */
export const Gauge = ({ label, used, held = 0, total, unit }: GaugeProps) => {
  const t = useWords();
  const { language } = useView();
  const share = (amount: number): number => (total > 0 ? Math.min(100, (100 * amount) / total) : 0);
  return (
    <div class="g-gauge">
      <span class="g-gauge-label">{t(label)}</span>
      <svg class="g-gauge-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="g-gauge-all" width="100" height="4" />
        <rect class="g-gauge-held" width={share(used + held)} height="4" />
        <rect class="g-gauge-used" width={share(used)} height="4" />
      </svg>
      <span class="g-gauge-text">
        {t(gaugeWords.used, { used: number(used, language), total: number(total, language), unit })}
        {held > 0 ? `, ${t(gaugeWords.held, { held: number(held, language) })}` : ''}
      </span>
    </div>
  );
};
