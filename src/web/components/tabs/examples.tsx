import type { Example } from '../example.ts';
import { Pagination } from '../pagination/pagination.tsx';
import { Tabs } from './tabs.tsx';

export const examples: readonly Example[] = [
  {
    name: 'Bagian permohonan',
    render: () => (
      <Tabs
        label="Bagian permohonan"
        current="docs"
        tabs={[
          { key: 'main', label: 'Ringkasan', href: '#main' },
          { key: 'docs', label: 'Dokumen', href: '#main', count: 5 },
          { key: 'history', label: 'Riwayat', href: '#main' },
        ]}
      />
    ),
  },
  { name: 'Halaman', render: () => <Pagination page={2} perPage={20} total={1340} href={(page) => `?page=${page}`} /> },
];
