import type { CapacityFigures, Resources } from '#registry/index.ts';
import { Gauge } from '../../../components/stat/stat.tsx';
import { shared } from './words.ts';

const gigabytes = (mb: number): number => Math.round((mb / 1024) * 10) / 10;

/** How much of a server's vCPU, RAM and disk is used (allotted, and by its virtual servers) and held. */
export const Gauges = ({ capacity }: { capacity: CapacityFigures }) => {
  const used = (resource: keyof Resources): number => capacity.allotted[resource] + capacity.virtual[resource];
  const { total, held } = capacity;
  return (
    <div class="g-gauges">
      <Gauge label="vCPU" used={used('cpu')} held={held.cpu} total={total.cpu} unit="vCPU" />
      <Gauge
        label="RAM"
        used={gigabytes(used('memoryMb'))}
        held={gigabytes(held.memoryMb)}
        total={gigabytes(total.memoryMb)}
        unit="GB"
      />
      <Gauge label={shared.storage} used={used('diskGb')} held={held.diskGb} total={total.diskGb} unit="GB" />
    </div>
  );
};
