import { Empty } from '../empty/empty.tsx';
import type { Example } from '../example.ts';
import { Status } from '../status/status.tsx';
import { Table } from './table.tsx';

const rows = [
  { number: 'K-2026-0042', name: 'Antrean Puskesmas Daring', office: 'Dinas Kesehatan', memory: 8, late: true },
  { number: 'K-2026-0041', name: 'Arsip Perizinan', office: 'DPMPTSP', memory: 4, late: false },
];

export const examples: readonly Example[] = [
  {
    name: 'Daftar permohonan',
    render: () => (
      <Table
        caption="Permohonan"
        rows={rows}
        mark={(row) => (row.late ? 'late' : null)}
        columns={[
          { key: 'name', label: 'Aplikasi', cell: (row) => <a href="#main">{row.name}</a> },
          { key: 'number', label: 'Nomor', cell: (row) => row.number, tight: true },
          { key: 'office', label: 'OPD', cell: (row) => row.office },
          { key: 'memory', label: 'RAM (GB)', cell: (row) => row.memory, align: 'right' },
          {
            key: 'state',
            label: 'Keadaan',
            cell: (row) => <Status label={row.late ? 'Terlambat' : 'Diperiksa'} colour={row.late ? 'red' : 'blue'} />,
          },
        ]}
      />
    ),
  },
  {
    name: 'Kosong',
    render: () => (
      <Table
        caption="Permohonan"
        rows={[]}
        columns={[]}
        empty={<Empty title="Belum ada permohonan" text="Permohonan dari OPD Anda akan tampil di sini." />}
      />
    ),
  },
];
