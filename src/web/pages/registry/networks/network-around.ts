import { listOffices } from '#identity/index.ts';
import { containersOf, listPrefixes, listSites, type NetworkPage, type RangeRow, rangesOf } from '#registry/index.ts';
import type { Ctx } from '../../../context.ts';
import type { FormState } from '../../../form.ts';
import { signedIn } from '../../../page.tsx';

/** So many addresses of a network, or prefixes of a container, stand on its page. */
export const perPage = 100;

/** What stands around a network: its ranges, what it holds, what holds it. */
export type Around = {
  ranges: RangeRow[];
  within: Awaited<ReturnType<typeof listPrefixes>>;
  containers: { id: string; name: string; prefix: string }[];
  sites: { value: string; label: string }[];
  owner: string;
};

export type Props = { network: NetworkPage; state: FormState; keeper: boolean; around: Around };

/** Reads what a network's page shows around it. */
export const readAround = async (c: Ctx, network: NetworkPage, no: number): Promise<Around> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const isContainer = network.kind === 'container';
  const [ranges, within, containers, sites, offices] = await Promise.all([
    rangesOf(db, network.id),
    isContainer
      ? listPrefixes(db, actor, { withinId: network.id, level: true, page: no, pageSize: perPage })
      : { rows: [], total: 0, more: false },
    containersOf(db, network.id),
    listSites(db, actor),
    network.ownerOfficeId ? listOffices(db) : [],
  ]);
  return {
    ranges,
    within,
    containers,
    sites: sites.map(({ id, name }) => ({ value: id, label: name })),
    owner: offices.find(({ id }) => id === network.ownerOfficeId)?.name ?? '',
  };
};
