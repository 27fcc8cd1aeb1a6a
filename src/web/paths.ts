const query = (values: Readonly<Record<string, string | number | undefined>>): string => {
  const pairs = Object.entries(values).filter(
    (pair): pair is [string, string | number] => pair[1] !== undefined && pair[1] !== '',
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
};

/**
 * Every address of the interface. A page registers `paths.x(':id')` and links to `paths.x(id)`, so an address is written
 * once. Each area adds its own block.
 */
export const paths = {
  home: () => '/',
  health: () => '/health',

  // Signing in, setting up
  signIn: (next?: string) => `/sign-in${query({ next })}`,
  secondFactor: () => '/sign-in/code',
  signOut: () => '/sign-out',
  resume: () => '/resume',
  setup: () => '/setup',
  language: () => '/language',

  // One's own
  inbox: (filters: { page?: number } = {}) => `/inbox${query(filters)}`,
  inboxRead: (id: string) => `/inbox/${id}/read`,
  inboxReadAll: () => '/inbox/read',
  profile: () => '/profile',
  password: () => '/profile/password',
  twoFactor: () => '/profile/two-factor',
  backupCodes: () => '/profile/backup-codes',
  passkeys: () => '/profile/passkeys',
  passkey: (id: string) => `/profile/passkeys/${id}`,
  apiKeys: () => '/profile/api-keys',
  apiKey: (id: string) => `/profile/api-keys/${id}`,
  sessions: () => '/profile/sessions',
  session: (id: string) => `/profile/sessions/${id}`,

  // Administration
  admin: () => '/admin',

  gallery: (component?: string) => `/gallery${component ? `/${component}` : ''}`,
} as const;
