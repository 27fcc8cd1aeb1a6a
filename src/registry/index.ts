export {
  attachmentPurpose,
  attachToRecord,
  detachFromRecord,
  noteRecord,
  setTags,
  tagRecord,
} from './annotations/annotate.ts';
export { mayKeepRecord, needRecord, type RecordKind, type RecordRef, recordKinds } from './annotations/kinds.ts';
export { type Annotations, annotationsOf, getAttachment, listTags, recordTitle } from './annotations/queries.ts';
export {
  type ApplicationField,
  type ApplicationInput,
  applicationFields,
  missingFields,
} from './application-fields.ts';
export { memoryText, type Resources, resourcesText } from './capacity.ts';
export {
  applicationStatuses,
  type Choice,
  cableKinds,
  cableStatuses,
  choiceOf,
  claimStates,
  computes,
  deviceKinds,
  environments,
  gearKinds,
  interfaceKinds,
  networkKinds,
  networkZones,
  ownerships,
  rackFaces,
  rackStatuses,
  rangePurposes,
  serverKinds,
  serverStatuses,
  serverUsages,
  siteStatuses,
} from './choices.ts';
export { activateApplication } from './commands/activate-application.ts';
export { allotCapacity } from './commands/allot-capacity.ts';
export { allotPrefix } from './commands/allot-prefix.ts';
export { assignAddress, releaseAddress, reserveAddress } from './commands/assign-address.ts';
export { connectCable } from './commands/connect-cable.ts';
export { createNetwork } from './commands/create-network.ts';
export { createServer } from './commands/create-server.ts';
export { createSite, updateSite } from './commands/create-site.ts';
export { deployApplication } from './commands/deploy-application.ts';
export { describeApplication } from './commands/describe-application.ts';
export { disconnectCable } from './commands/disconnect-cable.ts';
export { holdCapacity } from './commands/hold-capacity.ts';
export { enterInterface, removeInterface, updateInterface } from './commands/keep-interfaces.ts';
export { createRack, updateRack } from './commands/keep-racks.ts';
export { createVlan, createVrf, removeVlan, removeVrf, updateVlan, updateVrf } from './commands/keep-vlans.ts';
export {
  importApplication,
  type PlanApplicationInput,
  planApplication,
} from './commands/plan-application.ts';
export { type ProvideServerInput, provideServer } from './commands/provide-server.ts';
export { expireHolds, releaseCapacity } from './commands/release-capacity.ts';
export { releaseRange, reserveRange } from './commands/reserve-range.ts';
export { retireApplication } from './commands/retire-application.ts';
export { retireServer } from './commands/retire-server.ts';
export { updateCable } from './commands/update-cable.ts';
export { removeNetwork, updateNetwork } from './commands/update-network.ts';
export { updateServer } from './commands/update-server.ts';
export { applicationCompleteness, type Completeness, serverCompleteness } from './completeness.ts';
export type { CableInput, InterfaceInput, RackInput } from './device-input.ts';
export type { Forecast } from './forecast.ts';
export { importJob } from './import/carry-out.ts';
export { guessMapping, type ImportKind, importFields, importKindLabels, importKinds } from './import/fields.ts';
export { type ImportCounts, type ImportResult, importTable } from './import/import-table.ts';
export { type RowVerdict, type Verdict, verdicts } from './import/plan.ts';
export { type OpenTable, openTable } from './import/read-file.ts';
export { type RefusedRow, refusedRows } from './import/refused-rows.ts';
export {
  checkImport,
  getImport,
  type ImportRun,
  importableBy,
  importPurpose,
  isVerdict,
  listImports,
  listVerdicts,
  startImport,
  writeImport,
} from './import/runs.ts';
export type { ServerInput, Typed } from './input.ts';
export { globalVrfId, type NetworkInput } from './network-input.ts';
export {
  mayKeepApplications,
  mayKeepServers,
  maySeeServers,
  needApplicationKeeper,
  needServerKeeper,
  needServerSight,
} from './policy.ts';
export {
  type ApplicationEntry,
  type ApplicationFilter,
  type ApplicationPage,
  deploymentsOf,
  findApplication,
  getApplication,
  listApplications,
  listMissingFields,
} from './queries/applications.ts';
export { type CableRow, getCable, listCables } from './queries/cables.ts';
export {
  type CapacityFigures,
  findClaim,
  listCapacity,
  type ServerCapacity,
} from './queries/capacity.ts';
export {
  type CapacityHistory,
  capacityBySite,
  capacityHistory,
  forecastByHost,
  type HostForecast,
  recordCapacity,
  type SiteCapacity,
} from './queries/capacity-history.ts';
export { type CompletenessPoint, completenessHistory, recordCompleteness } from './queries/completeness-history.ts';
export { listDeadAddresses } from './queries/dead-addresses.ts';
export { type Duplicate, type DuplicateReason, listDuplicates } from './queries/duplicates.ts';
export { deviceOfInterface, type InterfaceRow, interfacesOf, listFreeInterfaces } from './queries/interfaces.ts';
export {
  type AddressRow,
  getNetwork,
  type ListedAddress,
  listAddresses,
  listNetworkChoices,
  listNetworks,
  type NetworkPage,
  type NetworkRow,
  nextFreeAddress,
} from './queries/networks.ts';
export {
  containersOf,
  getRange,
  getVlan,
  getVrf,
  listPrefixes,
  listVlans,
  listVrfs,
  nextFreePrefix,
  type PrefixRow,
  type RangeRow,
  rangesOf,
  type VlanRow,
  type VrfRow,
} from './queries/prefixes.ts';
export { getRack, listRacks, type RackDevice, type RackPage, type RackRow, racksOfSite } from './queries/racks.ts';
export { type Found, type FoundKind, searchRegister } from './queries/search.ts';
export {
  findServer,
  findServerByName,
  getServer,
  type Listed,
  listHosts,
  listPhysicalServers,
  listServers,
  listSites,
  publicAddressesOf,
  type ServerPage,
  type ServerRow,
} from './queries/servers.ts';
export {
  completenessByOffice,
  listWork,
  type OfficeCompleteness,
  type WorkItem,
  type WorkKind,
  workWithin,
} from './queries/work-list.ts';
export { deviceLine, drawRacks, type Face } from './rack-elevation/draw.ts';
export { serverLabels } from './server-labels.ts';
export { type Drawn, draw, drawTopology, thingsMatching } from './topology/drawing.ts';
export { endLayout } from './topology/layout.ts';
export { calledInFull } from './topology/paint.ts';
export { childrenOf, type Picture, type Thing } from './topology/picture.ts';
export { type Topology, topologyOf } from './topology/read.ts';
export { applicationPicture, type LeadingName } from './topology/read-application.ts';
export { networkPicture } from './topology/read-network.ts';
export { serverPicture } from './topology/server-picture.ts';
export { describeTopology } from './topology/text.ts';
export { countedTitle, lineWords } from './topology/words.ts';
