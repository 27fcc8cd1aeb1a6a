export { nameStates, recordStates, verifyModes } from './choices.ts';
export { type CreateZoneInput, createZone, type UpdateZoneInput, updateZone } from './commands/create-zone.ts';
export {
  type RequestRecordInput,
  releaseName,
  removeRecords,
  requestRecord,
  requestVerification,
} from './commands/request-record.ts';
export { changeReservedName, type ReserveNameInput, reserveName } from './commands/reserve-name.ts';
export { freeLabel, reserveLabel } from './commands/reserved-labels.ts';
export type { NameServer, ZoneInput, ZoneSettings } from './input.ts';
export { jobs } from './jobs.ts';
export { labelFault, labelFaults, suggestLabels } from './label.ts';
export { mayKeepZone, maySeeNames, needNameSight, needZoneKeeper } from './policy.ts';
export {
  checkResolved,
  type HeldName,
  isTaken,
  listNames,
  type NameFilter,
  type NameRecord,
  nameOf,
  takenLabels,
} from './queries.ts';
export { defaultReservedLabels } from './reserved-labels.ts';
export { publishErrorWords } from './zone/verification.ts';
export { getZone, listReservedLabels, listZones, type ZonePage } from './zones.ts';
