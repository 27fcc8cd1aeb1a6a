import type { Example } from '../example.ts';
import { Deadline } from './deadline.tsx';

const due = Temporal.Instant.from('2026-11-24T09:00:00Z');

export const examples: readonly Example[] = [
  { name: 'Cukup', render: () => <Deadline due={due} state="ample" remaining="sisa 2 hari kerja" /> },
  { name: 'Hampir', render: () => <Deadline due={due} state="soon" remaining="sisa 3 jam kerja" /> },
  {
    name: 'Terlambat',
    render: () => <Deadline due={due} state="late" when="jatuh tempo Selasa 24 Nov 16.00" remaining="terlambat 1 hari kerja" />,
  },
  { name: 'Berhenti', render: () => <Deadline due={null} state="standing" remaining="menunggu OPD" /> },
  { name: 'Terpenuhi', render: () => <Deadline due={due} state="met" /> },
];
