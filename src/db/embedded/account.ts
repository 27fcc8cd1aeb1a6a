import { spawnSync } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { fault } from '#lib/fault.ts';
import type { Log } from '#lib/log.ts';

/** The unprivileged user that PostgreSQL runs as; null when Griya itself is one, and it simply runs as that. */
export type Account = { name: string; uid: number; gid: number } | null;

const systemUser = 'griya';

const output = (command: string, args: string[]): string | undefined => {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? stdout.trim() : undefined;
};

const lookUp = (user: string): Account => {
  const ids = [output('id', ['-u', user]), output('id', ['-g', user]), output('id', ['-un', user])];
  if (!ids[0] || !ids[1] || !ids[2]) return null;
  return { name: ids[2], uid: Number(ids[0]), gid: Number(ids[1]) };
};

/** PostgreSQL looks its user up by number and does not start without an entry. */
const mustBeKnown = (uid: number): Account => {
  if (lookUp(String(uid))) return null;
  throw fault(
    `PostgreSQL does not run as a user without a name: user number ${uid} of this machine has none. ` +
      'Run Griya as a named user, or set DATABASE_URL to a PostgreSQL of yours.',
  );
};

/**
 * Who runs PostgreSQL on `data`. It refuses root, so for root it is the owner of the directory when that is somebody else
 * (a data directory made without root stays theirs), otherwise the system user `griya`, made on first need. Where users
 * cannot be made, it is `nobody`.
 */
export const serverAccount = async (data: string, log: Log): Promise<Account> => {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return mustBeKnown(uid);
  const owner = await lstat(data).then(
    (found) => found.uid,
    () => 0,
  );
  if (owner !== 0) return lookUp(String(owner)) ?? mustBeKnown(owner);
  const existing = lookUp(systemUser);
  if (existing) return existing;
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  if (output('useradd', [...options, systemUser]) !== undefined) {
    log.info(`Made the system user ${systemUser}, which runs PostgreSQL`);
    return lookUp(systemUser);
  }
  const nobody = lookUp('nobody');
  if (nobody) {
    log.warn(`The system user ${systemUser} cannot be made here: PostgreSQL runs as nobody`);
    return nobody;
  }
  throw fault(`PostgreSQL does not run as root. Make a user for it (useradd --system ${systemUser}) and start again.`);
};

/** The options of `spawn` that run a command as the account, in a directory that everyone can enter. */
export const asAccount = (account: Account): { uid?: number; gid?: number; cwd: string } =>
  account ? { uid: account.uid, gid: account.gid, cwd: '/' } : { cwd: '/' };
