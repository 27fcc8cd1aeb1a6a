import { number } from '#lib/format.ts';
import { type Phrase, useView, useWords } from '../../view.ts';

const words = {
  free: { id: 'sisa {free} dari {total} {unit}', en: '{free} of {total} {unit} free' },
  asked: { id: 'diminta {asked}', en: '{asked} asked' },
} as const;

type CapacityBarProps = {
  label: Phrase;
  unit: string;
  total: number;
  /** In use for good, and held for others. */
  used: number;
  held: number;
  /** What a request would take of it. */
  asked?: number;
};

/** One resource of a server: what is taken, what is held, what a request would take, what is left. */
export const CapacityBar = ({ label, unit, total, used, held, asked = 0 }: CapacityBarProps) => {
  const t = useWords();
  const { language } = useView();
  const share = (amount: number): number => (total > 0 ? Math.min(100, Math.max(0, (100 * amount) / total)) : 0);
  const free = Math.max(0, total - used - held);
  const fits = asked <= free;
  const say = (value: number): string => number(Math.round(value * 10) / 10, language);
  return (
    <div class={fits ? 'g-capbar' : 'g-capbar g-capbar-over'}>
      <span class="g-capbar-label">{t(label)}</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="g-capbar-all" width="100" height="6" />
        <rect class="g-capbar-asked" width={share(used + held + asked)} height="6" />
        <rect class="g-capbar-held" width={share(used + held)} height="6" />
        <rect class="g-capbar-used" width={share(used)} height="6" />
      </svg>
      <span class="g-capbar-text">
        {t(words.free, { free: say(free), total: say(total), unit })}
        {asked > 0 ? <span class="visually-hidden">, {t(words.asked, { asked: say(asked) })}</span> : null}
      </span>
    </div>
  );
};

const legendWords = {
  used: { id: 'terpakai', en: 'in use' },
  held: { id: 'ditahan', en: 'held' },
  asked: { id: 'permohonan ini', en: 'this request' },
  over: { id: 'melebihi sisa', en: 'more than is left' },
} as const;

/** What the colours of the bars mean. */
export const CapacityLegend = () => {
  const t = useWords();
  return (
    <p class="g-legend-line">
      {(['used', 'held', 'asked', 'over'] as const).map((key) => (
        <span>
          <i class={`g-swatch g-swatch-${key}`} /> {t(legendWords[key])}
        </span>
      ))}
    </p>
  );
};
