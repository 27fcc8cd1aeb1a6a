import { type Children, type Phrase, useWords } from '../../view.ts';
import { Icon } from '../icon/icon.tsx';

export type AlertTone = 'info' | 'success' | 'warning' | 'danger';

const icons: Record<AlertTone, string> = {
  info: 'info-circle',
  success: 'circle-check',
  warning: 'alert-triangle',
  danger: 'alert-circle',
};

/** Something to know before going on. `live` lets a screen reader say it at once. */
export const Alert = ({
  tone = 'info',
  title,
  live = false,
  children,
}: Children & { tone?: AlertTone; title?: Phrase; live?: boolean }) => {
  const t = useWords();
  return (
    <div class={`g-alert g-alert-${tone}`} {...(live ? { role: 'status' } : {})}>
      <Icon name={icons[tone]} size={20} />
      <div>
        {title ? <p class="g-alert-title">{t(title)}</p> : null}
        {children}
      </div>
    </div>
  );
};
