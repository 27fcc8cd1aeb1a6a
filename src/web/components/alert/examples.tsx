import type { Example } from '../example.ts';
import { Alert } from './alert.tsx';

export const examples: readonly Example[] = (['info', 'success', 'warning', 'danger'] as const).map((tone) => ({
  name: tone,
  render: () => (
    <Alert tone={tone} title="Permohonan menunggu OPD">
      <p>Waktu Diskominfo berhenti sejak Senin 23 November 2026 sampai kelengkapan dikirim kembali.</p>
    </Alert>
  ),
}));
