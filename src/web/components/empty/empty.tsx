import { type Children, type Phrase, useWords } from '../../view.ts';
import { Icon } from '../icon/icon.tsx';

/** Says that a list is empty and what to do about it. */
export const Empty = ({ title, text, icon = 'inbox', children }: Children & { title: Phrase; text?: Phrase; icon?: string }) => {
  const t = useWords();
  return (
    <div class="g-empty">
      <Icon name={icon} size={28} />
      <p class="g-empty-title">{t(title)}</p>
      {text ? <p class="g-muted">{t(text)}</p> : null}
      {children}
    </div>
  );
};
