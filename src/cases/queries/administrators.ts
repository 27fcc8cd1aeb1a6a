import type { Db } from '#db/index.ts';

/** Who administers the installation, as those to whom a notice goes. */
export const listAdministrators = (tx: Db): Promise<{ personId: string }[]> =>
  tx
    .selectFrom('account')
    .select('person_id as personId')
    .where('administrator', '=', true)
    .where('disabled_at', 'is', null)
    .execute();
