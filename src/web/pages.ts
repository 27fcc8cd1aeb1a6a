import type { Page } from './context.ts';
import { accountsPage } from './pages/admin/accounts/accounts.tsx';
import { auditPage } from './pages/admin/audit/audit.tsx';
import { calendarPage } from './pages/admin/calendar/calendar.tsx';
import { holidayPage } from './pages/admin/calendar/holiday.tsx';
import { periodPage } from './pages/admin/calendar/period.tsx';
import { filingPage } from './pages/admin/filing/filing.tsx';
import { jobsPage } from './pages/admin/jobs/jobs.tsx';
import { numbersPage } from './pages/admin/numbers/numbers.tsx';
import { officesPage } from './pages/admin/offices/offices.tsx';
import { nikPage } from './pages/admin/people/nik.tsx';
import { peoplePage } from './pages/admin/people/people.tsx';
import { postsPage } from './pages/admin/posts/posts.tsx';
import { settingsPage } from './pages/admin/settings/settings.tsx';
import { issuersPage } from './pages/admin/signing/issuers.tsx';
import { adminSigningPage } from './pages/admin/signing/signing.tsx';
import { letterPaperPage } from './pages/admin/templates/paper.tsx';
import { templatesPage } from './pages/admin/templates/templates.tsx';
import { templateVersionPage } from './pages/admin/templates/version.tsx';
import { webhooksPage } from './pages/admin/webhooks/webhooks.tsx';
import { casePages } from './pages/cases/pages.ts';
import { changePage } from './pages/dns/change.tsx';
import { comparisonPage } from './pages/dns/comparison.tsx';
import { importsPage } from './pages/dns/imports.tsx';
import { namesPage } from './pages/dns/names.tsx';
import { newChangePage } from './pages/dns/new-change.tsx';
import { namingPolicyPage } from './pages/dns/policy.tsx';
import { publicNamesPage } from './pages/dns/public.tsx';
import { zoneRecordsPage } from './pages/dns/records.tsx';
import { zonePage } from './pages/dns/zone.tsx';
import { zonesPage } from './pages/dns/zones.tsx';
import { languagePage } from './pages/door/language/language.ts';
import { resumePage } from './pages/door/resume/resume.ts';
import { setupPage } from './pages/door/setup/setup.tsx';
import { secondFactorPage } from './pages/door/sign-in/second-factor.tsx';
import { signInPage } from './pages/door/sign-in/sign-in.tsx';
import { figurePages } from './pages/figures/pages.ts';
import { formsPage } from './pages/forms/forms.tsx';
import { galleryPage } from './pages/gallery/gallery.tsx';
import { handOverPage } from './pages/leave/hand-over.tsx';
import { leavePage } from './pages/leave/leave.tsx';
import { agendaPage } from './pages/letters/agenda/agenda.tsx';
import { agendaCorrectionPage } from './pages/letters/agenda/correction.tsx';
import { agendaEntryPage } from './pages/letters/agenda/entry.tsx';
import { newAgendaEntryPage } from './pages/letters/agenda/new.tsx';
import { dispatchesPage } from './pages/letters/dispatches/dispatches.tsx';
import { receiptPage } from './pages/letters/dispatches/receipt.tsx';
import { letterDispatchPage } from './pages/letters/letter/dispatch.tsx';
import { letterPage } from './pages/letters/letter/letter.tsx';
import { newOutgoingPage } from './pages/letters/outgoing/new.tsx';
import { outgoingPage } from './pages/letters/outgoing/outgoing.tsx';
import { retentionPage } from './pages/letters/retention/retention.tsx';
import { bookFilesPage } from './pages/letters/shared/files.tsx';
import { letterSignaturePage } from './pages/letters/signature/signature.tsx';
import { livePage } from './pages/live/live.ts';
import { inboxPage } from './pages/own/inbox/inbox.tsx';
import { apiKeysPage } from './pages/own/profile/api-keys.tsx';
import { mailPage } from './pages/own/profile/mail.tsx';
import { passwordPage } from './pages/own/profile/password.tsx';
import { profilePage } from './pages/own/profile/profile.tsx';
import { twoFactorPage } from './pages/own/profile/two-factor.tsx';
import { annotationsPage } from './pages/registry/annotations/annotations.tsx';
import { applicationPage } from './pages/registry/application/application.tsx';
import { applicationRetirementPage } from './pages/registry/application/retirement.tsx';
import { applicationsPage } from './pages/registry/applications/applications.tsx';
import { capacityPage as registryCapacityPage } from './pages/registry/capacity/capacity.tsx';
import { cablesPage } from './pages/registry/devices/cables.tsx';
import { devicesPage } from './pages/registry/devices/devices.tsx';
import { interfacesPage } from './pages/registry/devices/interfaces.tsx';
import { newCablePage } from './pages/registry/devices/new-cable.tsx';
import { racksPage } from './pages/registry/devices/racks.tsx';
import { registerImportsPage } from './pages/registry/imports/imports.tsx';
import { networkPage } from './pages/registry/networks/network.tsx';
import { networkFormPage } from './pages/registry/networks/network-form.tsx';
import { networksPage } from './pages/registry/networks/networks.tsx';
import { prefixesPage } from './pages/registry/networks/prefixes.tsx';
import { sitePage } from './pages/registry/networks/site.tsx';
import { sitesPage } from './pages/registry/networks/sites.tsx';
import { vlansPage } from './pages/registry/networks/vlans.tsx';
import { vrfsPage } from './pages/registry/networks/vrfs.tsx';
import { searchPage } from './pages/registry/search/search.tsx';
import { serverPage } from './pages/registry/server/server.tsx';
import { serverFormPage } from './pages/registry/server-form/server-form.tsx';
import { serversPage } from './pages/registry/servers/servers.tsx';
import { applicationTopologyPage } from './pages/registry/topology/application-topology.tsx';
import { registerDocumentsPage } from './pages/registry/topology/documents.tsx';
import { elevationPage } from './pages/registry/topology/elevation.tsx';
import { topologyPage } from './pages/registry/topology/topology.tsx';
import { registerWorkPage } from './pages/registry/work/work.tsx';
import { verifyPage } from './pages/verify/verify.tsx';
import { wikiPages } from './pages/wiki/pages.ts';

/** Every page of the interface, one line each; where two could answer the same address, the first does. */
export const pages: readonly Page[] = [
  letterSignaturePage,
  ...casePages,
  signInPage,
  secondFactorPage,
  resumePage,
  languagePage,
  verifyPage,
  ...figurePages,
  formsPage,
  setupPage,
  livePage,
  inboxPage,
  leavePage,
  handOverPage,
  profilePage,
  passwordPage,
  mailPage,
  twoFactorPage,
  apiKeysPage,
  officesPage,
  nikPage,
  peoplePage,
  postsPage,
  accountsPage,
  calendarPage,
  holidayPage,
  periodPage,
  numbersPage,
  filingPage,
  templatesPage,
  templateVersionPage,
  letterPaperPage,
  settingsPage,
  adminSigningPage,
  issuersPage,
  webhooksPage,
  jobsPage,
  auditPage,
  searchPage,
  registerDocumentsPage,
  applicationsPage,
  applicationPage,
  applicationTopologyPage,
  applicationRetirementPage,
  topologyPage,
  elevationPage,
  registerWorkPage,
  annotationsPage,
  registerImportsPage,
  registryCapacityPage,
  devicesPage,
  newCablePage,
  racksPage,
  cablesPage,
  serversPage,
  serverFormPage,
  interfacesPage,
  serverPage,
  networksPage,
  networkFormPage,
  networkPage,
  prefixesPage,
  vlansPage,
  vrfsPage,
  sitesPage,
  sitePage,
  newAgendaEntryPage,
  agendaPage,
  agendaEntryPage,
  agendaCorrectionPage,
  outgoingPage,
  newOutgoingPage,
  letterPage,
  letterDispatchPage,
  dispatchesPage,
  receiptPage,
  bookFilesPage,
  retentionPage,
  namesPage,
  zonesPage,
  publicNamesPage,
  zonePage,
  zoneRecordsPage,
  importsPage,
  namingPolicyPage,
  comparisonPage,
  newChangePage,
  changePage,
  ...wikiPages,
  galleryPage,
];
