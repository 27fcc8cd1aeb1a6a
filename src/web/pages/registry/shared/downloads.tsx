import { useWords } from '../../../view.ts';
import { exportFormats } from './export.ts';

const words = {
  download: { id: 'Unduh daftar ini', en: 'Download this list' },
  as: { id: 'Unduh:', en: 'Download:' },
} as const;

/** The links by which a list, as it is filtered now, is taken away as a file. */
export const Downloads = ({ href }: { href: (format: string) => string }) => {
  const t = useWords();
  return (
    <nav class="g-downloads" aria-label={t(words.download)}>
      <span>{t(words.as)}</span>
      {exportFormats.map((format) => (
        <a href={href(format)}>{format.toUpperCase()}</a>
      ))}
    </nav>
  );
};
