import type { ProviderKind } from '../choices.ts';
import { powerdns } from './powerdns.ts';
import type { Provider } from './provider.ts';
import { rfc2136 } from './rfc2136.ts';

/** The providers that are talked to over the network. A zone file is written as a whole instead (`publish.ts`). */
export const networkProviders: Readonly<Record<Exclude<ProviderKind, 'zonefile'>, Provider>> = { rfc2136, powerdns };
