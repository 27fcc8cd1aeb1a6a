export { calendarFaults } from './calendar-faults.ts';
export {
  calendarDataOfRows,
  defaultCalendarData,
  defaultHolidays,
  defaultPeriods,
  type HolidayRow,
  type PeriodRow,
} from './default-calendar.ts';
export * from './due-date.ts';
export * from './due-words.ts';
export { type CaseFacts, type ProcessActor, postFor, systemActor } from './facts.ts';
export { type FlowPage, layoutFlowchart } from './flowchart.ts';
export { flowLegend } from './flowchart-legend.ts';
export { drawFlowchart } from './flowchart-svg.ts';
export { hostingSop } from './hosting.ts';
export {
  type AllowedAction,
  allowedActions,
  findAction,
  foldState,
  possibleActions,
  requirementOf,
  stateOf,
  stepOf,
  type Transition,
  transition,
} from './process.ts';
export type { Refusal } from './refusal.ts';
export type * from './types.ts';
export { compileAxis, dueMinute, minuteOf, momentOf, type WorkingAxis } from './working-axis.ts';
export {
  addWorkingDays,
  addWorkingMinutes,
  type CalendarData,
  hoursOf,
  isEstimated,
  isWorkingDay,
  isWorkingMoment,
  makeCalendar,
  nextWorkingMoment,
  type WorkingCalendar,
  workingMinutesBetween,
} from './working-calendar.ts';
