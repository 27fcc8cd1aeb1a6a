import type { Example } from '../example.ts';
import { Card, Columns } from './card.tsx';

export const examples: readonly Example[] = [
  {
    name: 'Dua kolom',
    render: () => (
      <Columns
        main={
          <Card title="Permohonan" aside={<a href="#main">Ubah</a>}>
            <p>Isi utama.</p>
          </Card>
        }
        side={
          <Card title="Pemegang">
            <p>Kepala Bidang</p>
          </Card>
        }
      />
    ),
  },
];
