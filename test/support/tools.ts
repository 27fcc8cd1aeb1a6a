import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Programs of the machine that some tests need as an independent judge or partner, and the Debian packages that bring each. */
const packages = {
  dig: 'bind9-dnsutils',
  knotd: 'knot',
  kzonecheck: 'knot-dnssecutils',
  named: 'bind9',
  'named-checkzone': 'bind9-utils',
  nsupdate: 'bind9-dnsutils',
  openssl: 'openssl',
  pdns_server: 'pdns-server pdns-backend-sqlite3',
  pdffonts: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  pdfsig: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdftotext: 'poppler-utils',
  qpdf: 'qpdf',
  rndc: 'bind9-utils',
} as const satisfies Record<string, string>;

export type Tool = keyof typeof packages;

/** Servers lie where only root's PATH looks. */
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Whether a program is there. A test that needs it is skipped without: `test.skipIf(!haveTool('pdfsig'))`. */
export const haveTool = (tool: Tool): boolean => folders.some((folder) => canRun(join(folder, tool)));

const missingTools = (): Tool[] => (Object.keys(packages) as Tool[]).filter((tool) => !haveTool(tool));

const packagesOf = (tools: readonly Tool[]): string[] => [...new Set(tools.flatMap((tool) => packages[tool].split(' ')))];

const policy = '/usr/sbin/policy-rc.d';

/** Debian asks this file before a freshly installed package starts a service: a name server of the system must not run. */
const withoutServices = async (work: () => Promise<void>): Promise<void> => {
  const own = !existsSync(policy);
  if (own) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    if (own) rmSync(policy, { force: true });
  }
};

/** Installs what is missing where that is allowed: as root on Debian. Elsewhere, or without a network, nothing happens. */
export const installTools = async (): Promise<void> => {
  const missing = missingTools();
  if (missing.length === 0 || process.getuid?.() !== 0 || !canRun('/usr/bin/apt-get')) return;
  const wanted = packagesOf(missing);
  console.log(`Installing Debian packages that tests need: ${wanted.join(' ')}`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 240_000 };
  try {
    await run('apt-get', ['-qq', 'update'], options);
    await withoutServices(async () => {
      await run('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...wanted], options);
    });
  } catch (error) {
    console.log(`They could not be installed: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
};

/** Says which tests could not run and what to install, or nothing. */
export const missingToolsNote = (): string | null => {
  const missing = missingTools();
  if (missing.length === 0) return null;
  const wanted = packagesOf(missing);
  return `Tests that need ${missing.join(', ')} were skipped: install ${wanted.join(' ')} (on Debian: apt-get install ${wanted.join(' ')}).`;
};
