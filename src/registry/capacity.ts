import type { FieldFault } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';

/** An amount of each resource: cores or vCPU, MiB of memory, GB of storage. */
export type Resources = { cpu: number; memoryMb: number; diskGb: number };

/** Whether a request fits and, when it does not, the reason per resource. */
export type Verdict = { fits: boolean; reasons: Words[] };

/** Far above any server of a city, far below what the columns could overflow at. */
export const mostOfAnything: Resources = { cpu: 4096, memoryMb: 64 * 1024 * 1024, diskGb: 10_000_000 };

/** "8 GB", or "1.536 MB" where it is no whole number of GB; without a decimal mark, so it reads the same in both languages. */
export const memoryText = (memoryMb: number): string => (memoryMb % 1024 === 0 ? `${memoryMb / 1024} GB` : `${memoryMb} MB`);

/** "2 vCPU, RAM 4 GB, disk 40 GB": the same in both languages. */
export const resourcesText = ({ cpu, memoryMb, diskGb }: Resources): string =>
  `${cpu} vCPU, RAM ${memoryText(memoryMb)}, disk ${diskGb} GB`;

/** Compares what is asked with what is free, resource by resource. */
export const verdictOn = (free: Resources, asked: Resources): Verdict => {
  const lacking = (name: Words, wanted: string, left: string): Words => ({
    id: `${name.id}: diminta ${wanted}, sisa ${left}`,
    en: `${name.en}: ${wanted} asked, ${left} free`,
  });
  const reasons: Words[] = [];
  if (asked.cpu > free.cpu) reasons.push(lacking({ id: 'vCPU', en: 'vCPU' }, String(asked.cpu), String(Math.max(0, free.cpu))));
  if (asked.memoryMb > free.memoryMb)
    reasons.push(lacking({ id: 'RAM', en: 'RAM' }, memoryText(asked.memoryMb), memoryText(Math.max(0, free.memoryMb))));
  if (asked.diskGb > free.diskGb)
    reasons.push(lacking({ id: 'Penyimpanan', en: 'Storage' }, `${asked.diskGb} GB`, `${Math.max(0, free.diskGb)} GB`));
  return { fits: reasons.length === 0, reasons };
};

/** What is wrong with amounts that someone entered: whole numbers from 1 to `mostOfAnything`. */
export const resourceFaults = (asked: Resources): FieldFault[] => {
  const names: Record<keyof Resources, Words> = {
    cpu: { id: 'Jumlah vCPU', en: 'The number of vCPU' },
    memoryMb: { id: 'Ukuran RAM', en: 'The amount of RAM' },
    diskGb: { id: 'Ukuran penyimpanan', en: 'The amount of storage' },
  };
  return (Object.keys(names) as (keyof Resources)[]).flatMap((field) => {
    const value = asked[field];
    if (Number.isInteger(value) && value >= 1 && value <= mostOfAnything[field]) return [];
    const most = mostOfAnything[field];
    return [
      {
        field,
        message: {
          id: `${names[field].id} harus bilangan bulat dari 1 sampai ${most.toLocaleString('id-ID')}.`,
          en: `${names[field].en} must be a whole number from 1 to ${most.toLocaleString('en-GB')}.`,
        },
      },
    ];
  });
};
