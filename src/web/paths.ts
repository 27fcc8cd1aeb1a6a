const query = (values: Readonly<Record<string, string | number | undefined>>): string => {
  const pairs = Object.entries(values).filter(
    (pair): pair is [string, string | number] => pair[1] !== undefined && pair[1] !== '',
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
};

type CaseFilters = Readonly<Record<string, string | number | undefined>>;

type Filters = Readonly<Record<string, string | number | undefined>>;

/**
 * Every address of the interface. A page registers `paths.x(':id')` and links to `paths.x(id)`, so an address is written
 * once. Each area adds its own block.
 */
export const paths = {
  home: () => '/',
  health: () => '/health',

  // Signing in, setting up
  signIn: (next?: string) => `/sign-in${query({ next })}`,
  secondFactor: (next?: string) => `/sign-in/code${query({ next })}`,
  signOut: () => '/sign-out',
  resume: () => '/resume',
  setup: () => '/setup',
  language: () => '/language',

  // Checking a letter: open to everybody. Letters print this address (letters/verification/code.ts)
  verify: (code?: string) => `/verify${code ? `/${code}` : ''}`,
  verifyFile: (code?: string) => `/verify${code ? `/${code}` : ''}/file`,

  // Requests of hosting
  board: (filters: CaseFilters = {}) => `/board${query(filters)}`,
  cases: (filters: CaseFilters = {}) => `/cases${query(filters)}`,
  casesCsv: (filters: CaseFilters = {}) => `/cases.csv${query(filters)}`,
  newCase: () => '/cases/new',
  case: (number: string) => `/cases/${number}`,
  caseRequest: (number: string) => `/cases/${number}/request`,
  caseCheck: (number: string) => `/cases/${number}/check`,
  caseAppointment: (number: string) => `/cases/${number}/appointment`,
  caseStep: (number: string, no: number, part?: string) => `/cases/${number}/steps/${no}${part ? `/${part}` : ''}`,
  caseWithdrawal: (number: string) => `/cases/${number}/withdrawal`,
  caseComments: (number: string) => `/cases/${number}/comments`,
  caseDocuments: (number: string) => `/cases/${number}/documents`,
  caseAssignment: (number: string) => `/cases/${number}/assignment`,
  recommendations: (filters: { page?: number } = {}) => `/recommendations${query(filters)}`,
  newRecommendation: () => '/recommendations/new',
  recommendation: (id: string) => `/recommendations/${id}`,
  sop: () => '/sop',
  sopPdf: () => '/sop.pdf',
  forms: () => '/forms',
  formPdf: (kind: string) => `/forms/${kind}.pdf`,
  file: (uploadId: string) => `/files/${uploadId}`,
  fileView: (uploadId: string) => `/files/${uploadId}/view`,
  letterPdf: (letterId: string) => `/letters/${letterId}.pdf`,
  letterSignature: (letterId: string) => `/letters/${letterId}/signature`,
  letterSigned: (letterId: string) => `/letters/${letterId}/signature/file`,
  letterVerdict: (letterId: string) => `/letters/${letterId}/signature/verdict`,
  letterNumbered: (letterId: string) => `/letters/${letterId}/signature/numbered.pdf`,
  letterInitial: (letterId: string) => `/letters/${letterId}/initials`,
  letterView: (letterId: string) => `/letters/${letterId}/view`,

  // Books of letters
  agenda: (filters: Filters = {}) => `/agenda${query(filters)}`,
  newAgendaEntry: (filters: { office?: string } = {}) => `/agenda/new${query(filters)}`,
  agendaEntry: (id: string) => `/agenda/${id}`,
  agendaCorrection: (id: string) => `/agenda/${id}/correction`,
  agendaLink: (id: string) => `/agenda/${id}/link`,
  agendaScan: (id: string, uploadId: string) => `/agenda/${id}/scans/${uploadId}`,
  letters: (filters: Filters = {}) => `/letters${query(filters)}`,
  letter: (id: string) => `/letters/${id}`,
  letterVoid: (id: string) => `/letters/${id}/void`,
  letterDispatch: (id: string) => `/letters/${id}/dispatch`,
  dispatches: (filters: Filters = {}) => `/dispatches${query(filters)}`,
  dispatchReceipt: (id: string) => `/dispatches/${id}/receipt`,
  dispatchScan: (id: string) => `/dispatches/${id}/receipt/scan`,
  bookFile: (book: string, ending: string, filters: Filters = {}) => `/books/${book}.${ending}${query(filters)}`,
  bookPrints: (book: string) => `/books/${book}/prints`,
  bookPrint: (id: string) => `/books/prints/${id}`,
  retention: (filters: Filters = {}) => `/retention${query(filters)}`,

  // Register of servers, networks, applications
  search: (filters: Filters = {}) => `/search${query(filters)}`,
  servers: (filters: Filters = {}) => `/servers${query(filters)}`,
  serversFile: (format: string, filters: Filters = {}) => `/servers.${format}${query(filters)}`,
  newServer: () => '/servers/new',
  server: (id: string) => `/servers/${id}`,
  serverEdit: (id: string, field?: string) => `/servers/${id}/edit${field ? `#f-${field}` : ''}`,
  serverAddresses: (id: string) => `/servers/${id}/addresses`,
  serverRetirement: (id: string) => `/servers/${id}/retirement`,
  serverTopology: (id: string) => `/servers/${id}/topology.svg`,
  networks: (filters: Filters = {}) => `/networks${query(filters)}`,
  networksFile: (format: string, filters: Filters = {}) => `/networks.${format}${query(filters)}`,
  addressesFile: (format: string, filters: Filters = {}) => `/addresses.${format}${query(filters)}`,
  newNetwork: () => '/networks/new',
  network: (id: string, filters: { page?: number } = {}) => `/networks/${id}${query(filters)}`,
  networkAddresses: (id: string) => `/networks/${id}/addresses`,
  addressRelease: (networkId: string) => `/networks/${networkId}/addresses/release`,
  sites: () => '/sites',
  applications: (filters: Filters = {}) => `/applications${query(filters)}`,
  applicationsFile: (format: string, filters: Filters = {}) => `/applications.${format}${query(filters)}`,
  application: (id: string) => `/applications/${id}`,
  applicationRetirement: (id: string) => `/applications/${id}/retirement`,
  registerWork: () => '/register-work',
  applicationEdit: (id: string, field?: string) => `/applications/${id}/edit${field ? `#f-${field}` : ''}`,

  // Names
  names: (filters: Filters = {}) => `/names${query(filters)}`,
  zone: (id: string) => `/zones/${id}`,
  zoneLabels: (id: string) => `/zones/${id}/reserved-labels`,
  zoneRecords: (id: string, filters: Filters = {}) => `/zones/${id}/records${query(filters)}`,
  zoneChanges: (id: string, filters: Filters = {}) => `/zones/${id}/changes${query(filters)}`,
  newZoneChange: (id: string, filters: Filters = {}) => `/zones/${id}/changes/new${query(filters)}`,
  zoneChange: (id: string, changeId: string) => `/zones/${id}/changes/${changeId}`,
  zoneChangeAct: (id: string, changeId: string, act: 'approval' | 'refusal' | 'withdrawal' | 'reversal') =>
    `/zones/${id}/changes/${changeId}/${act}`,
  zoneLabelFree: (id: string) => `/zones/${id}/reserved-labels/free`,

  // One's own
  inbox: (filters: { page?: number } = {}) => `/inbox${query(filters)}`,
  inboxRead: () => '/inbox/read',
  mailChoice: () => '/profile/mail',
  profile: () => '/profile',
  leave: () => '/profile/leave',
  leaveEnd: () => '/profile/leave/end',
  handOver: (personId: string) => `/people/${personId}/hand-over`,
  password: () => '/profile/password',
  twoFactor: () => '/profile/two-factor',
  twoFactorConfirm: () => '/profile/two-factor/code',
  twoFactorEnd: () => '/profile/two-factor/end',
  backupCodes: () => '/profile/two-factor/backup-codes',
  passkeyEnd: () => '/profile/passkeys/end',
  apiKeys: () => '/profile/api-keys',
  apiKeyEnd: () => '/profile/api-keys/end',
  sessionEnd: () => '/profile/sessions/end',

  // Figures
  figures: (filters: Filters = {}) => `/figures${query(filters)}`,
  figureCases: (filters: Filters = {}) => `/figures/cases${query(filters)}`,
  figuresCsv: (table: string, filters: Filters = {}) => `/figures/${table}.csv${query(filters)}`,
  monthlyReports: () => '/figures/reports',
  monthlyReport: (id: string, part?: 'signature' | 'xlsx') =>
    `/figures/reports/${id}${part === 'xlsx' ? '.xlsx' : part ? `/${part}` : ''}`,
  figuresXlsx: (filters: Filters = {}) => `/figures.xlsx${query(filters)}`,

  // Administration
  offices: () => '/admin/offices',
  newOffice: () => '/admin/offices/new',
  office: (id: string) => `/admin/offices/${id}`,
  officeLogo: (id: string) => `/admin/offices/${id}/logo`,
  people: (filters: { office?: string } = {}) => `/admin/people${query(filters)}`,
  newPerson: (filters: { office?: string } = {}) => `/admin/people/new${query(filters)}`,
  person: (id: string) => `/admin/people/${id}`,
  posts: (filters: { office?: string } = {}) => `/admin/posts${query(filters)}`,
  newPost: (filters: { office?: string } = {}) => `/admin/posts/new${query(filters)}`,
  post: (id: string) => `/admin/posts/${id}`,
  appointments: (postId: string) => `/admin/posts/${postId}/appointments`,
  appointmentEnd: (id: string) => `/admin/appointments/${id}/end`,
  personLeave: (id: string) => `/admin/people/${id}/leave`,
  personLeaveEnd: (id: string) => `/admin/people/${id}/leave/end`,
  appointmentLetter: (id: string) => `/admin/appointments/${id}/letter`,
  accounts: () => '/admin/accounts',
  newAccount: (filters: { person?: string } = {}) => `/admin/accounts/new${query(filters)}`,
  account: (id: string) => `/admin/accounts/${id}`,
  accountReset: (id: string) => `/admin/accounts/${id}/reset`,
  accountClosure: (id: string) => `/admin/accounts/${id}/closure`,
  calendar: (filters: { year?: number } = {}) => `/admin/calendar${query(filters)}`,
  holiday: (date?: string) => `/admin/calendar/holiday${query({ date })}`,
  holidayEnd: () => '/admin/calendar/holiday/end',
  holidayImport: () => '/admin/calendar/import',
  workingPeriod: (id: string) => `/admin/calendar/periods/${id}`,
  workingPeriodEnd: (id: string) => `/admin/calendar/periods/${id}/end`,
  numbers: () => '/admin/numbers',
  officeNumbers: (id: string, filters: { pattern?: string; year?: number } = {}) => `/admin/numbers/${id}${query(filters)}`,
  officePattern: (id: string) => `/admin/numbers/${id}/pattern`,
  officeBlocks: (id: string) => `/admin/numbers/${id}/blocks`,
  filings: () => '/admin/filing',
  filing: (kind: string) => `/admin/filing/${kind}`,
  letterTemplates: () => '/admin/letter-templates',
  letterTemplate: (kind: string) => `/admin/letter-templates/${kind}`,
  letterTemplateShipped: (kind: string) => `/admin/letter-templates/${kind}/shipped`,
  letterTemplateDiff: (kind: string, versions: { a?: string; b?: string } = {}) =>
    `/admin/letter-templates/${kind}/diff${query(versions)}`,
  templateVersion: (id: string, part?: 'preview' | 'pdf' | 'activation') =>
    `/admin/template-versions/${id}${part ? `/${part}` : ''}`,
  letterPaper: (filters: { office?: string } = {}) => `/admin/letter-paper${query(filters)}`,
  letterPaperPreview: () => '/admin/letter-paper/preview',
  settings: () => '/admin/settings',
  signing: (filters: { office?: string } = {}) => `/admin/signing${query(filters)}`,
  signingProvider: () => '/admin/signing/provider',
  signingCheck: () => '/admin/signing/check',
  signingAuthority: () => '/admin/signing/authority',
  signingInitials: () => '/admin/signing/initials',
  personNik: (id: string) => `/admin/people/${id}/nik`,
  jobs: () => '/admin/jobs',
  jobRetry: () => '/admin/jobs/retry',
  audit: (filters: { kind?: string; id?: string; by?: string; from?: string; to?: string; page?: number } = {}) =>
    `/audit${query(filters)}`,
  auditCheck: () => '/audit/check',

  gallery: (component?: string) => `/gallery${component ? `/${component}` : ''}`,
} as const;
