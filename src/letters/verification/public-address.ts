import { sql } from 'kysely';
import type { Db } from '#db/index.ts';

/** Keeps the address at which people reach Griya, for the letters that are issued from now on. */
export const keepPublicAddress = async (db: Db, address: string): Promise<void> => {
  await sql`
    insert into public_address (address) values (${address})
    on conflict (singleton) do update set address = excluded.address where public_address.address <> excluded.address`.execute(
    db,
  );
};
