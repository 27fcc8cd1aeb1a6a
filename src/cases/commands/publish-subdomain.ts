import type { Db } from '#db/index.ts';
import { requestRecord } from '#dns/index.ts';
import { publicAddressesOf } from '#registry/index.ts';
import { missing } from '../missing.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 7: the subdomain's record, pointing to the server's addresses. Publishing itself is a job. */
export const publishSubdomain = (tx: Db, input: ActInput): Promise<ActResult> =>
  perform(tx, input, 'publish-subdomain', async (context) => {
    const { found, now, doer } = context;
    const addresses = found.row.server_id ? await publicAddressesOf(tx, found.row.server_id) : [];
    if (addresses.length === 0) throw missing(context, { id: 'alamat IP server', en: 'an IP address of the server' });
    await requestRecord(tx, { holder: found.row.id, addresses, comment: found.row.number, now, doer });
    return { data: { subdomain: found.row.subdomain } };
  });
