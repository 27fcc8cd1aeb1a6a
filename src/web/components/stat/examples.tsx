import type { Example } from '../example.ts';
import { Gauge, Stat } from './stat.tsx';

export const examples: readonly Example[] = [
  {
    name: 'Angka',
    render: () => (
      <div class="g-stats">
        <Stat label="Tugas saya" value={4} href="#main" />
        <Stat label="Terlambat" value={1} tone="late" note="K-2026-0042" />
        <Stat label="Selesai bulan ini" value={1234} />
      </div>
    ),
  },
  {
    name: 'Kapasitas',
    render: () => (
      <div>
        <Gauge label="RAM" used={48} held={8} total={64} unit="GB" />
        <Gauge label="vCPU" used={20} total={32} unit="inti" />
      </div>
    ),
  },
];
