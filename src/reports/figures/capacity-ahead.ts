import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { listCapacity, type Resources } from '#registry/index.ts';
import type { FigureTable } from './tables.ts';
import { columnWords, rowWords, tableWords } from './words.ts';

/** What the servers that accept applications have, and what open requests without a server of theirs still ask for. */
export const readCapacityAhead = async (db: Db): Promise<FigureTable> => {
  const [servers, asked] = await Promise.all([listCapacity(db), askedByOpen(db)]);
  const offered = servers.filter((server) => server.acceptsApplications);
  const sum = (part: (server: (typeof offered)[number]) => number): number =>
    offered.reduce((total, each) => total + part(each), 0);
  const row = (key: 'cpu' | 'memory' | 'disk', of: (resources: Resources) => number) => {
    const [total, held, free] = [sum((each) => of(each.total)), sum((each) => of(each.held)), sum((each) => of(each.free))];
    const cell = (value: number) => ({ value: Math.round(value) });
    return {
      key,
      label: rowWords[key],
      cells: {
        total: cell(total),
        used: cell(total - held - free),
        held: cell(held),
        free: cell(free),
        asked: cell(of(asked)),
        ahead: cell(free - of(asked)),
      },
    };
  };
  return {
    key: 'capacity',
    title: tableWords.capacity,
    columns: (['total', 'used', 'held', 'free', 'asked', 'ahead'] as const).map((key) => ({
      key,
      label: columnWords[key],
      unit: 'count' as const,
    })),
    rows: [
      row('cpu', (resources) => resources.cpu),
      row('memory', (resources) => resources.memoryMb / 1024),
      row('disk', (resources) => resources.diskGb),
    ],
  };
};

/** Submitted requests for which nothing is held yet; what was typed may be no number and then counts as none. */
const askedByOpen = async (db: Db): Promise<Resources> => {
  const field = (name: string) =>
    sql`coalesce(sum(case when c.request->>${name} ~ '^\\d{1,6}$' then (c.request->>${name})::int end), 0)::int`;
  const { rows } = await sql<{ cpu: number; memoryGb: number; diskGb: number }>`
    select ${field('cpu')} as cpu, ${field('memory_gb')} as "memoryGb", ${field('disk_gb')} as "diskGb" from hosting_case c
    where c.closed_at is null and c.submitted_at is not null and c.state <> 'refusal-signing'
      and not exists (select from capacity_claim claim where claim.holder = c.id and claim.state <> 'released')
      and c.server_id is null`.execute(db);
  const [first] = rows;
  return { cpu: first?.cpu ?? 0, memoryMb: (first?.memoryGb ?? 0) * 1024, diskGb: first?.diskGb ?? 0 };
};
