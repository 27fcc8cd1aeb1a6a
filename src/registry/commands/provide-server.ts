import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { type Act, doerOf, type HolderAct } from '../act.ts';
import type { Resources } from '../capacity.ts';
import type { ServerInput } from '../input.ts';
import { assignAddress } from './assign-address.ts';
import { createServer } from './create-server.ts';
import { takeCapacity } from './hold-capacity.ts';

export type ProvideServerInput = HolderAct &
  Omit<ServerInput, 'kind'> & {
    kind: 'virtual' | 'bare_metal';
    holder: string;
    holderLabel: string;
    networkId: string;
    /** 'next' takes the first free address of the network. */
    address: string;
    interface?: string;
    /** How much of the new server is for the holder; all of it when left out. */
    claim?: Resources;
  };

/**
 * Provides a server for one holder: enters it into the register (a virtual one on a host with room), gives it an address,
 * and allots its capacity to the holder. All of it or nothing; every refusal of the three parts can come out.
 */
export const provideServer = async (
  tx: Db,
  input: ProvideServerInput,
): Promise<{ serverId: string; address: string; claimId: string }> => {
  const { holder, holderLabel, now, networkId, address: wanted, interface: port, claim, doer: _, ...server } = input;
  if ((server.kind as string) === 'hypervisor') throw invalid([{ field: 'kind', message: noHypervisor }]);
  const act: Act = { now, doer: doerOf(input), because: holderLabel };
  const { serverId } = await createServer(tx, { ...act, server });
  const { address } = await assignAddress(tx, {
    ...act,
    networkId,
    address: wanted,
    serverId,
    ...(port ? { interface: port } : {}),
  });
  const { cpu, memoryMb, diskGb } = claim ?? server;
  const { claimId } = await takeCapacity(tx, { ...act, serverId, holder, holderLabel, cpu, memoryMb, diskGb });
  return { serverId, address, claimId };
};

const noHypervisor = { id: 'Pilih server virtual atau baremetal.', en: 'Choose a virtual or a bare-metal server.' };
