import type { Example } from '../example.ts';
import { Button, ButtonGroup, LinkButton } from './button.tsx';

export const examples: readonly Example[] = [
  {
    name: 'Kelompok tombol',
    render: () => (
      <ButtonGroup cancel="#">
        <Button label="Kirim permohonan" icon="send" />
        <Button label="Simpan draf" tone="secondary" />
        <Button label="Tarik kembali" tone="danger" confirm="Tarik permohonan ini?" />
      </ButtonGroup>
    ),
  },
  {
    name: 'Kecil, sepi, tautan, nonaktif',
    render: () => (
      <ButtonGroup>
        <Button label="Ubah" tone="quiet" icon="pencil" small />
        <LinkButton href="#" label="Tambah kantor" icon="plus" small />
        <Button label="Nonaktif" disabled small />
      </ButtonGroup>
    ),
  },
];
