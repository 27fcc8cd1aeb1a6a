export { keyAlgorithms, nameStates, providers, recordStates, sensitiveMarks, verifyModes } from './choices.ts';
export { createZone, standardZone, updateZone } from './commands/create-zone.ts';
export {
  releaseName,
  removeRecords,
  requestRecord,
  requestVerification,
} from './commands/request-record.ts';
export { changeReservedName, reserveName } from './commands/reserve-name.ts';
export { freeLabel, reserveLabel } from './commands/reserved-labels.ts';
export type { NameServer } from './input.ts';
export { jobs } from './jobs.ts';
export { labelFault, suggestLabels } from './label.ts';
export { mayKeepZone, maySeeNames, needNameSight, needZoneKeeper } from './policy.ts';
export {
  checkResolved,
  type HeldName,
  isTaken,
  listNames,
  type NameRecord,
  nameOf,
  takenLabels,
} from './queries.ts';
export { publishErrorWords } from './zone/verification.ts';
export { getZone, listReservedLabels, listZones, type ZonePage } from './zones.ts';
