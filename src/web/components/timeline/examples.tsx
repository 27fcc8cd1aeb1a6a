import type { Example } from '../example.ts';
import { Timeline } from './timeline.tsx';

const at = (day: number) => Temporal.Instant.from(`2026-11-${day}T02:15:00Z`);

export const examples: readonly Example[] = [
  {
    name: 'Riwayat permohonan',
    render: () => (
      <Timeline
        events={[
          {
            at: at(24),
            what: 'Dikembalikan kepada OPD',
            who: 'Sari Wahyuni, Kepala Bidang',
            icon: 'arrow-back-up',
            colour: 'orange',
            detail: <p>Surat penunjukan belum ditandatangani.</p>,
          },
          { at: at(23), what: 'Didisposisikan', who: 'Rahmat Hidayat, Plt. Kepala Dinas', icon: 'arrow-right', colour: 'blue' },
          { at: at(20), what: 'Permohonan dikirim', who: 'Dewi Lestari, Kepala Dinas Kesehatan' },
        ]}
      />
    ),
  },
];
