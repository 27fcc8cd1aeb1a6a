/** Labels that no application gets, as a new installation begins; the administrator changes the list. */
export const defaultReservedLabels: readonly { label: string; reason: string }[] = [
  { label: 'www', reason: 'Situs utama' },
  ...['mail', 'email', 'webmail', 'smtp', 'imap', 'pop', 'mx', 'autodiscover', 'autoconfig'].map((label) => ({
    label,
    reason: 'Layanan pos-el',
  })),
  ...['ns', 'ns1', 'ns2', 'ns3', 'ns4', 'dns'].map((label) => ({ label, reason: 'Server nama' })),
  ...['ftp', 'vpn', 'proxy', 'ntp', 'ldap'].map((label) => ({ label, reason: 'Layanan jaringan' })),
  ...['sso', 'auth', 'login', 'oten', 'id'].map((label) => ({ label, reason: 'Layanan masuk' })),
  ...['admin', 'root', 'cpanel', 'api', 'cdn', 'static', 'localhost', 'test', 'staging'].map((label) => ({
    label,
    reason: 'Nama teknis',
  })),
];
