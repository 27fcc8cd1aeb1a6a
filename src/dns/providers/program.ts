import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProviderFault } from './provider.ts';

/** Debian's package of each reference client. */
const packages = { dig: 'bind9-dnsutils', nsupdate: 'bind9-dnsutils' } as const;

type Run = {
  program: keyof typeof packages;
  args: readonly string[];
  input?: string;
  /** Milliseconds after which it is ended. */
  patience: number;
  /** Bytes of output after which it is ended. */
  most: number;
  signal: AbortSignal;
};

export type Ran = { code: number; output: string; complaint: string };

/**
 * Runs a reference client without a shell, with an empty environment, bounded in time and output. Its exit code is the
 * caller's matter; a missing program, a timeout and too much output are faults.
 */
export const runProgram = ({ program, args, input = '', patience, most, signal }: Run): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['pipe', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    let size = 0;
    const end = (fault: ProviderFault) => {
      child.kill('SIGKILL');
      reject(fault);
    };
    const late = setTimeout(() => end(new ProviderFault('TIMEOUT', `${program} did not end within ${patience} ms`)), patience);
    const keep = (into: Buffer[]) => (part: Buffer) => {
      size += part.length;
      if (size > most) end(new ProviderFault('TOOLARGE', `${program} answered more than ${most} bytes`));
      else into.push(part);
    };
    child.stdout.on('data', keep(output));
    child.stderr.on('data', keep(complaint));
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(late);
      reject(
        error.code === 'ENOENT'
          ? new ProviderFault('NOPROGRAM', `${program} is not installed: install ${packages[program]}`)
          : error,
      );
    });
    child.on('close', (code) => {
      clearTimeout(late);
      resolve({
        code: code ?? -1,
        output: Buffer.concat(output).toString('utf8'),
        complaint: Buffer.concat(complaint).toString('utf8'),
      });
    });
    child.stdin.on('error', () => undefined); // it ended before it read everything: its exit code tells
    child.stdin.end(input);
  });

/** Runs `work` with a key file that only this user can read, and removes it afterwards. A zone without a key has none. */
export const withKeyFile = async <T>(
  key: { keyName: string; keyAlgorithm: string; key: string },
  work: (args: readonly string[]) => Promise<T>,
): Promise<T> => {
  if (key.key === '') return work([]);
  const folder = await mkdtemp(join(tmpdir(), 'griya-key-'));
  try {
    const file = join(folder, 'key');
    const text = `key "${key.keyName}" { algorithm ${key.keyAlgorithm}; secret "${key.key}"; };\n`;
    await writeFile(file, text, { mode: 0o600 });
    return await work(['-k', file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** "203.0.113.1:53" or "[2001:db8::1]:53" taken apart. */
export const hostAndPort = (server: string): { host: string; port: string } => {
  const [, bracketed, plain = '', port = '53'] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(server) ?? [];
  return { host: bracketed ?? plain, port };
};
