export { type BehindRow, countBehind, type FigureName, listBehind } from './figures/behind.ts';
export { countChanges, countEverything } from './figures/count-changes.ts';
export { neighbour, type Period, type PeriodKind, periodAround, periodText, readPeriod, readRange } from './figures/period.ts';
export { type ReadTables, readTables } from './figures/read-tables.ts';
export { figureOffice, seesAllFigures } from './figures/scope.ts';
export { type Days, momentsOf } from './figures/spans.ts';
export type { FigureCell, FigureRow, FigureTable, TableKey, Unit } from './figures/tables.ts';
export { jobs } from './jobs.ts';
export { type SubjectKey, subjectLabels } from './subject-labels.ts';
