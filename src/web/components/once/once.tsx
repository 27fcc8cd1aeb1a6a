import { useWords } from '../../view.ts';

const words = {
  copy: { id: 'Salin', en: 'Copy' },
  copied: { id: 'Tersalin', en: 'Copied' },
} as const;

/** A secret that is shown this once, with a button to copy it where scripts run. */
export const Once = ({ id, secret }: { id: string; secret: string }) => {
  const t = useWords();
  return (
    <p class="g-once">
      <code id={id}>{secret}</code>
      <button type="button" class="btn g-btn-secondary btn-sm" data-copy={`#${id}`} data-copied={t(words.copied)} hidden>
        {t(words.copy)}
      </button>
    </p>
  );
};
