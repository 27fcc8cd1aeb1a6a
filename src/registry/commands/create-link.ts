import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { type Act, cause } from '../act.ts';
import { refusing } from '../refusals.ts';

type Link = Act & { fromServerId: string; toServerId: string; label?: string };

/** Enters a cable or trunk between two servers. `invalid` when it leads back to itself or to a server that does not exist. */
export const createLink = async (tx: Db, input: Link): Promise<{ linkId: string }> => {
  const { fromServerId, toServerId, now } = input;
  const unknown = (['fromServerId', 'toServerId'] as const).filter((field) => !isId(input[field]));
  if (unknown.length > 0)
    throw invalid(
      unknown.map((field) => ({ field, message: { id: 'Server ini tidak ada.', en: 'This server does not exist.' } })),
    );
  const linkId = newId();
  const label = input.label?.trim() ?? '';
  await refusing(() =>
    tx.insertInto('link').values({ id: linkId, from_server_id: fromServerId, to_server_id: toServerId, label }).execute(),
  );
  await record(tx, {
    subjectKind: 'server',
    subjectId: fromServerId,
    at: now,
    type: 'link.created',
    doer: input.doer,
    data: { toServerId, label, ...cause(input) },
  });
  return { linkId };
};
