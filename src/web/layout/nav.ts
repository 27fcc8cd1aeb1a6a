import type { Actor } from '#identity/index.ts';
import type { Words } from '#lib/words.ts';
import { paths } from '../paths.ts';

/** Marks the entry of the navigation that a page belongs to. */
export type Section = (typeof navigation)[number]['items'][number]['key'] | 'profile' | 'none';

type NavItem = { key: string; label: Words; icon: string; href: string; show: (actor: Actor) => boolean };
type NavGroup = { label: Words | null; items: readonly NavItem[] };

const everybody = (): boolean => true;

/** The navigation. An area adds its entries here; `show` only tidies the menu, the page itself must check. */
export const navigation = [
  {
    label: null,
    items: [
      { key: 'tasks', label: { id: 'Tugas', en: 'Tasks' }, icon: 'checklist', href: paths.home(), show: everybody },
      { key: 'board', label: { id: 'Papan', en: 'Board' }, icon: 'layout-kanban', href: paths.board(), show: everybody },
      { key: 'cases', label: { id: 'Permohonan', en: 'Requests' }, icon: 'files', href: paths.cases(), show: everybody },
      {
        key: 'recommendations',
        label: { id: 'Rekomendasi', en: 'Recommendations' },
        icon: 'rubber-stamp',
        href: paths.recommendations(),
        show: everybody,
      },
      { key: 'inbox', label: { id: 'Kotak masuk', en: 'Inbox' }, icon: 'inbox', href: paths.inbox(), show: everybody },
      { key: 'sop', label: { id: 'SOP', en: 'SOP' }, icon: 'sitemap', href: paths.sop(), show: everybody },
    ],
  },
] as const satisfies readonly NavGroup[];

/** The groups and entries that this person sees. */
export const navigationFor = (actor: Actor): readonly NavGroup[] =>
  (navigation as readonly NavGroup[])
    .map((group) => ({ ...group, items: group.items.filter((item) => item.show(actor)) }))
    .filter((group) => group.items.length > 0);
