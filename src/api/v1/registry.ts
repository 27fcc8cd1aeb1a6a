import type { Api } from '../context.ts';
import { registryDeviceChangeRoutes } from './registry/change-devices.ts';
import { registryNetworkChangeRoutes } from './registry/change-network.ts';
import { registryGivingRoutes } from './registry/give.ts';
import { registryImportRoutes } from './registry/imports.ts';
import { registryCapacityRoutes } from './registry/read-capacity.ts';
import { registryDeviceRoutes } from './registry/read-devices.ts';
import { registryListRoutes } from './registry/read-lists.ts';
import { registryNetworkRoutes } from './registry/read-network.ts';

/** The register, as far as the holder of the key may see and keep it. */
export const registryRoutes = (api: Api): void => {
  registryListRoutes(api);
  registryDeviceRoutes(api);
  registryNetworkRoutes(api);
  registryCapacityRoutes(api);
  registryGivingRoutes(api);
  registryDeviceChangeRoutes(api);
  registryNetworkChangeRoutes(api);
  registryImportRoutes(api);
};
