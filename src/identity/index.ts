export type { Actor, HeldPost } from './actor.ts';
export { type Auth, type AuthOptions, authPath, createAuth, sessionLength } from './auth.ts';
export { type Holiday, listWorkingCalendar, type WeekHours, type WorkingCalendarRows, type WorkingPeriod } from './calendar.ts';
export {
  type AppointmentKind,
  accountRoles,
  actingMark,
  appointmentKinds,
  calendarStatuses,
  holidayKinds,
  leaveKinds,
  officeKinds,
  sharedRoles,
  timeZones,
  weekdays,
} from './choices.ts';
export { appoint } from './commands/appoint.ts';
export { changeLanguage } from './commands/change-language.ts';
export { changePassword } from './commands/change-password.ts';
export { completeSetup } from './commands/complete-setup.ts';
export { createAccount } from './commands/create-account.ts';
export { apiKeyInput, createApiKey } from './commands/create-api-key.ts';
export { createOffice } from './commands/create-office.ts';
export { createPerson } from './commands/create-person.ts';
export { createPost } from './commands/create-post.ts';
export { disableAccount, enableAccount } from './commands/disable-account.ts';
export { endAppointment } from './commands/end-appointment.ts';
export { endLeave } from './commands/end-leave.ts';
export { endSession } from './commands/end-session.ts';
export { goOnLeave } from './commands/go-on-leave.ts';
export { type ImportedHolidays, importHolidays } from './commands/import-holidays.ts';
export { removeHoliday } from './commands/remove-holiday.ts';
export { removeWorkingPeriod } from './commands/remove-working-period.ts';
export { resetAccount } from './commands/reset-account.ts';
export { revokeApiKey } from './commands/revoke-api-key.ts';
export { saveHoliday } from './commands/save-holiday.ts';
export { saveWorkingPeriod } from './commands/save-working-period.ts';
export { sweepKeys } from './commands/sweep-keys.ts';
export { accountChangeInput, updateAccount } from './commands/update-account.ts';
export { updateInstallation } from './commands/update-installation.ts';
export { updateOffice } from './commands/update-office.ts';
export { updatePerson } from './commands/update-person.ts';
export { updatePost } from './commands/update-post.ts';
export { definitiveHolder, findHolder, type Holder, listHolders } from './holders.ts';
export {
  type AccountInput,
  type AppointmentInput,
  accountInput,
  appointmentInput,
  type CalendarData,
  type HolidayInput,
  holidayInput,
  type InstallationInput,
  installationInput,
  type LeaveInput,
  type OfficeInput,
  officeInput,
  type PersonInput,
  type PostInput,
  personInput,
  postInput,
  type SetupInput,
  setupInput,
  type WorkingPeriodInput,
  workingPeriodInput,
} from './input.ts';
export { findInstallation, getInstallation, type Installation } from './installation.ts';
export { type Leave, listLeaves, listVacancies, type Vacancy, type VacancyFault } from './leaves.ts';
export { cleanNip, maskNip, nipFault } from './nip.ts';
export { handlePasskey, listPasskeys, type Passkey, removePasskey } from './passkeys.ts';
export { shortestPassword } from './password.ts';
export { type By, doerOf, mayAdminister, mayReadAudit, needAdministrator, worksForHost } from './policy.ts';
export {
  type Account,
  type ApiKey,
  type Appointment,
  apiKeyState,
  findAccount,
  findOffice,
  findPerson,
  findPost,
  getAccount,
  getOffice,
  getPerson,
  getPost,
  listAccounts,
  listApiKeys,
  listAppointments,
  listOffices,
  listPeople,
  listPosts,
  listSessions,
  type Office,
  type OpenSession,
  type Person,
  type Post,
} from './queries.ts';
export { listViews, removeView, type SavedView, saveView } from './saved-views.ts';
export { findActor, findActorByApiKey, findSession, readSessionToken, type Session } from './session.ts';
export { ensureSetupToken, isSetupToken } from './setup-token.ts';
export { type Caller, type Cookies, signIn, signOut, throttled, verifyBackupCode, verifyTotp } from './sign-in.ts';
export { throttledLookup } from './throttle.ts';
export { confirmTotp, disableTotp, enableTotp, renewBackupCodes, type TotpStart } from './two-factor.ts';
