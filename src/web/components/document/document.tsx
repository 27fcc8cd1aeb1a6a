import { fileSize } from '#lib/format.ts';
import { type Phrase, useView, useWords } from '../../view.ts';
import { Icon } from '../icon/icon.tsx';

const words = {
  view: { id: 'Lihat', en: 'View' },
  download: { id: 'Unduh', en: 'Download' },
  pages: { id: '{n} halaman', en: '{n} pages' },
} as const;

const iconOf = (mediaType: string): string => {
  if (mediaType === 'application/pdf') return 'file-type-pdf';
  if (mediaType.startsWith('image/')) return 'photo';
  if (mediaType.startsWith('text/')) return 'file-text';
  return 'file';
};

type DocumentProps = {
  label: Phrase;
  /** The file's own name, when it says more than the label. */
  fileName?: string;
  size?: number;
  mediaType?: string;
  pages?: number | null;
  downloadHref: string;
  /** Where it is shown in the page; absent when the browser cannot show it. */
  viewHref?: string;
  note?: Phrase;
};

/** A document with what it is, how big, and its two doors. */
export const DocumentLink = (props: DocumentProps) => {
  const t = useWords();
  const { language } = useView();
  const name = t(props.label);
  const details = [
    props.fileName,
    props.pages ? t(words.pages, { n: props.pages }) : undefined,
    props.size === undefined ? undefined : fileSize(props.size, language),
    props.note ? t(props.note) : undefined,
  ].filter((detail): detail is string => Boolean(detail));
  return (
    <div class="g-document">
      <Icon name={iconOf(props.mediaType ?? 'application/pdf')} size={22} />
      <div class="g-document-body">
        <a class="g-document-name" href={props.viewHref ?? props.downloadHref}>
          {name}
        </a>
        {details.length > 0 ? <span class="g-document-details">{details.join(' · ')}</span> : null}
      </div>
      {props.viewHref ? (
        <a class="g-document-door" href={props.downloadHref} title={t(words.download)}>
          <Icon name="download" />
          <span class="visually-hidden">
            {t(words.download)} {name}
          </span>
        </a>
      ) : null}
    </div>
  );
};
