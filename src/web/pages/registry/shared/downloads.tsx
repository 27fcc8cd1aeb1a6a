import { exportFormats } from '../../../send-list.ts';
import { useWords } from '../../../view.ts';

const words = {
  download: { id: 'Unduh daftar ini', en: 'Download this list' },
  as: { id: 'Unduh:', en: 'Download:' },
} as const;

/** The links by which a list, as it is filtered now, is taken away as a file. */
export const Downloads = ({
  href,
  more = [],
}: {
  href: (format: string) => string;
  /** What the list is besides: a document. */
  more?: readonly { label: string; href: string }[];
}) => {
  const t = useWords();
  return (
    <nav class="g-downloads" aria-label={t(words.download)}>
      <span>{t(words.as)}</span>
      {exportFormats.map((format) => (
        <a href={href(format)}>{format.toUpperCase()}</a>
      ))}
      {more.map((each) => (
        <a href={each.href}>{each.label}</a>
      ))}
    </nav>
  );
};
