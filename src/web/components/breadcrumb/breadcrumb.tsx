import { type Phrase, useWords } from '../../view.ts';

export type Crumb = { label: Phrase; href: string };

const words = { nav: { id: 'Jejak halaman', en: 'Breadcrumb' } } as const;

/** The way back up; the page itself is not in it, its heading follows. */
export const Breadcrumb = ({ crumbs }: { crumbs: readonly Crumb[] }) => {
  const t = useWords();
  return (
    <nav class="g-crumbs" aria-label={t(words.nav)}>
      <ol>
        {crumbs.map((crumb) => (
          <li>
            <a href={crumb.href}>{t(crumb.label)}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
};
