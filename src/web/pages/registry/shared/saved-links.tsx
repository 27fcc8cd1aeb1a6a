import type { SavedFilter, SavedList } from '#registry/index.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { shared } from './words.ts';

export const savedWords = {
  title: { id: 'Saringan tersimpan', en: 'Saved filters' },
  save: { id: 'Simpan saringan ini', en: 'Save this filter' },
  manage: { id: 'Kelola', en: 'Manage' },
  share: { id: 'Bagikan kepada semua yang melihat daftar ini', en: 'Share it with everybody who sees this list' },
  shareHint: { id: 'Tanpa ini hanya Anda yang melihatnya.', en: 'Otherwise only you see it.' },
  none: { id: 'Belum ada saringan tersimpan.', en: 'No filter is saved.' },
  whose: { id: 'Milik', en: 'Whose' },
  shared: { id: 'Bersama', en: 'Shared' },
  own: { id: 'Saya sendiri', en: 'My own' },
  saved: { id: 'Saringan disimpan.', en: 'Filter saved.' },
  gone: { id: 'Saringan dihapus.', en: 'Filter removed.' },
} as const;

export const listTitles = {
  applications: shared.applications,
  servers: shared.servers,
  devices: shared.devices,
  networks: shared.networks,
} as const;

/** A list with these filters; '' for all of it. */
export const listHref = (list: SavedList, query: string): string => {
  const at = {
    applications: paths.applications(),
    servers: paths.servers(),
    devices: paths.devices(),
    networks: paths.networks(),
  }[list];
  return query === '' ? at : `${at}?${query}`;
};

type Props = { list: SavedList; filters: readonly SavedFilter[]; filter: Readonly<Record<string, string>> };

/** The saved filters of a list as links, and the way to save what is filtered now. */
export const SavedLinks = ({ list, filters, filter }: Props) => {
  const t = useWords();
  const given = Object.entries(filter).filter(([, value]) => value !== '');
  if (filters.length === 0 && given.length === 0) return null;
  const query = String(new URLSearchParams(given));
  return (
    <nav class="g-downloads" aria-label={t(savedWords.title)}>
      {filters.length > 0 ? <span>{t(savedWords.title)}:</span> : null}
      {filters.map((saved) => (
        <a href={listHref(list, saved.query)}>{saved.name}</a>
      ))}
      {given.length > 0 ? <a href={paths.savedFilters(list, { query })}>{t(savedWords.save)}</a> : null}
      {filters.length > 0 ? <a href={paths.savedFilters(list)}>{t(savedWords.manage)}</a> : null}
    </nav>
  );
};
