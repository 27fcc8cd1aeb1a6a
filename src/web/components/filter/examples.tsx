import type { Example } from '../example.ts';
import { FilterBar, FilterCheck, FilterSelect, FilterText } from './filter.tsx';

const offices = [
  { value: 'dinkes', label: 'Dinas Kesehatan' },
  { value: 'dpmptsp', label: 'Dinas Penanaman Modal dan PTSP' },
];

export const examples: readonly Example[] = [
  {
    name: 'Saringan daftar',
    render: () => (
      <FilterBar action="#" active>
        <FilterText name="example_q" label="Cari" value="antrean" />
        <FilterSelect name="example_office" label="OPD" value="dinkes" options={offices} />
        <FilterCheck name="example_late" label="Hanya yang terlambat" checked />
      </FilterBar>
    ),
  },
];
