import type { Example } from '../example.ts';
import { CapacityBar, CapacityLegend } from './capacity-bar.tsx';

export const examples: readonly Example[] = [
  {
    name: 'Cukup dan tidak cukup',
    render: () => (
      <>
        <CapacityBar label="vCPU" unit="vCPU" total={16} used={6} held={2} asked={4} />
        <CapacityBar label="RAM" unit="GB" total={64} used={40} held={8} asked={24} />
        <CapacityLegend />
      </>
    ),
  },
];
