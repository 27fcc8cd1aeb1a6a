import { number } from '#lib/format.ts';
import { useView, useWords } from '../../view.ts';

const words = {
  nav: { id: 'Halaman', en: 'Pages' },
  previous: { id: 'Sebelumnya', en: 'Previous' },
  next: { id: 'Berikutnya', en: 'Next' },
  range: { id: '{from}–{to} dari {all}', en: '{from}–{to} of {all}' },
  rangeMore: { id: '{from}–{to} dari lebih dari {all}', en: '{from}–{to} of more than {all}' },
} as const;

type PaginationProps = {
  page: number;
  perPage: number;
  total: number;
  /** Whether there are more than `total`, which were not counted. */
  more?: boolean;
  href: (page: number) => string;
};

/** Which part of a long list this is, and the ways to its neighbours. Nothing when all fits on one page. */
export const Pagination = ({ page, perPage, total, more = false, href }: PaginationProps) => {
  const t = useWords();
  const { language } = useView();
  const last = more ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(total / perPage));
  if (last === 1) return null;
  return (
    <nav class="g-pagination" aria-label={t(words.nav)}>
      {page > 1 ? (
        <a href={href(page - 1)} rel="prev">
          ← {t(words.previous)}
        </a>
      ) : (
        <span class="g-muted">← {t(words.previous)}</span>
      )}
      <span>
        {t(more ? words.rangeMore : words.range, {
          from: number((page - 1) * perPage + 1, language),
          to: number(more ? page * perPage : Math.min(total, page * perPage), language),
          all: number(total, language),
        })}
      </span>
      {page < last ? (
        <a href={href(page + 1)} rel="next">
          {t(words.next)} →
        </a>
      ) : (
        <span class="g-muted">{t(words.next)} →</span>
      )}
    </nav>
  );
};
