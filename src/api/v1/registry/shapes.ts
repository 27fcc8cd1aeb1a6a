import { z } from '@hono/zod-openapi';
import { optionalText } from '#lib/input.ts';
import type { Resources } from '#registry/index.ts';

/** A page of a list, and what it is looked through for. */
export const paged = { search: optionalText(200), page: z.coerce.number().int().min(1).max(100_000).default(1) };

/** How many a list has. */
export const counted = {
  total: z.number().describe('How many match; counted to 1,000 or to this page.'),
  more: z.boolean().describe('Whether more than `total` match.'),
};

export const byId = z.object({ id: z.string() });

export const amounts = z.object({ cpu: z.number(), memory_mb: z.number(), disk_gb: z.number() });

export const amountsOf = ({ cpu, memoryMb, diskGb }: Resources) => ({ cpu, memory_mb: memoryMb, disk_gb: diskGb });
