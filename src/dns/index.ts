export { type ApplicationRecord, listApplicationRecords, listNamesAt } from './application-records.ts';
export { tryLookAtSets } from './changes/look.ts';
export { type ChangePage, type ChangeRow, getChange, listChanges } from './changes/queries.ts';
export type { ChangeItem } from './changes/rules.ts';
export {
  changeActions,
  changeStates,
  dnssecStates,
  findingKinds,
  firmnesses,
  importSources,
  importVerdicts,
  keyAlgorithms,
  nameStates,
  providers,
  recordStates,
  recordTypes,
  sensitiveMarks,
  serialPolicies,
  verifyModes,
} from './choices.ts';
export { type AdoptInput, adoptImport } from './commands/adopt-import.ts';
export { createZone, standardZone, updateZone } from './commands/create-zone.ts';
export { approveChange, closeChange } from './commands/decide-change.ts';
export { proposeChange, reverseChange } from './commands/propose-change.ts';
export {
  releaseName,
  removeRecords,
  requestRecord,
  requestVerification,
} from './commands/request-record.ts';
export { changeReservedName, reserveName } from './commands/reserve-name.ts';
export { freeLabel, reserveLabel } from './commands/reserved-labels.ts';
export { proposeForeign, repairFindings, requestComparison } from './commands/settle-findings.ts';
export { type ImportInput, startImport } from './commands/start-import.ts';
export { type CheckRow, type FindingRow, listChecks, listFindings, takeUntold } from './comparison/queries.ts';
export { getImport, type ImportLine, type ImportPage, type ImportRow, listImports } from './import/queries.ts';
export type { NameServer } from './input.ts';
export { jobs } from './jobs.ts';
export { labelFault } from './label.ts';
export { getNamingPolicy, judgeName, type NameJudgement, type NamingPolicy, saveNamingPolicy } from './naming/policy.ts';
export { mayChangeRecords, mayKeepZone, maySeeNames, needNameSight, needRecordChanger, needZoneKeeper } from './policy.ts';
export { listPublicNames, type PublicName } from './public-names.ts';
export {
  checkResolved,
  type HeldName,
  listNames,
  type NameRecord,
  nameOf,
} from './queries.ts';
export { listRecords, listRecordsById, type RecordRow } from './records.ts';
export { fqdnOf, toShown } from './zone/name.ts';
export { publishErrorWords } from './zone/verification.ts';
export { getZone, listReservedLabels, listZones, type ZonePage } from './zones.ts';
