import { sql } from 'kysely';
import type { Db } from '#db/index.ts';

/**
 * Which of these addresses lie in a network of the register where nobody has them any more: free, or of a retired server.
 * Addresses of networks that the register does not know are left out: nothing can be said of them.
 */
export const listDeadAddresses = async (
  db: Db,
  addresses: readonly string[],
): Promise<{ address: string; network: string }[]> => {
  if (addresses.length === 0) return [];
  const { rows } = await sql<{ address: string; network: string }>`
    select asked.text as address, n.name as network
    from (select text, text::inet as address from unnest(${[...new Set(addresses)]}::text[]) as text) asked
    join network n on asked.address <<= n.prefix
    where n.gateway is distinct from asked.address and not exists (
      select 1 from address a left join server s on s.id = a.server_id
      where a.address = asked.address and (s.id is null or s.status <> 'retired'))
    order by asked.address`.execute(db);
  return rows;
};
