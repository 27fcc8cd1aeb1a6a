import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** nobody: the servers run as an unprivileged user also where the tests run as root. */
const nobody = 65_534;
const root = process.getuid?.() === 0;

/** A folder that the server may write to, and nobody else needs. */
export const serverFolder = async (name: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), `griya-${name}-`));
  if (root) await chown(folder, nobody, nobody);
  return folder;
};

/** Gives a file of the folder to the user that the server runs as. */
export const give = async (path: string): Promise<void> => {
  if (root) await chown(path, nobody, nobody);
};

/** A port that is free on the loopback for TCP and UDP at this moment. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < 20; tries += 1) {
    const tcp = createServer();
    await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(0, '127.0.0.1', resolve));
    const { port } = tcp.address() as { port: number };
    const udp = createSocket('udp4');
    const free = await new Promise<boolean>((resolve) => {
      udp.once('error', () => resolve(false));
      udp.bind(port, '127.0.0.1', () => resolve(true));
    });
    if (free) await new Promise<void>((resolve) => udp.close(() => resolve()));
    await new Promise((resolve) => tcp.close(resolve));
    if (free) return port;
  }
  throw new Error('no free port for a name server');
};

export type RunningServer = { stop: () => Promise<void>; said: () => string };

/**
 * Starts a server in its folder and waits until `ready` holds, ten seconds at most; `stop` ends this process and no other
 * and removes the folder. What it said is in the error when it does not come up.
 */
export const startProcess = async (
  program: string,
  args: readonly string[],
  folder: string,
  ready: () => Promise<boolean>,
): Promise<RunningServer> => {
  const said: string[] = [];
  const child: ChildProcess = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    ...(root ? { uid: nobody, gid: nobody } : {}),
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdout?.on('data', (part: Buffer) => said.push(part.toString()));
  child.stderr?.on('data', (part: Buffer) => said.push(part.toString()));
  child.on('error', (error) => said.push(String(error)));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const late = setTimeout(() => child.kill('SIGKILL'), 5000);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(late);
    }
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline && child.exitCode === null) {
    if (await ready().catch(() => false)) return { stop, said: () => said.join('') };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Error(`${program} did not come up:\n${said.join('').slice(-3000)}`);
};

/** Whether a server answers DNS with authority for a zone: an SOA query over UDP, answered without a fault. */
export const answersFor = (port: number, zone: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    const end = (answer: boolean) => {
      clearTimeout(late);
      socket.close();
      resolve(answer);
    };
    const late = setTimeout(() => end(false), 300);
    socket.on('error', () => end(false));
    socket.on('message', (message) => end((message.readUInt16BE(2) & 0xf) === 0 && message.readUInt16BE(6) > 0));
    const name = zone.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
    socket.send(Buffer.from([0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, 0, 6, 0, 1]), port, '127.0.0.1');
  });

/** The key that the test's servers accept, and one that they know but give no right to. */
export const testKeys = {
  name: 'griya-key',
  secret: 'c2VjcmV0LW9mLWdyaXlhLWZvci10ZXN0cy1vbmx5LTEyMw==',
  powerless: 'weak-key',
  powerlessSecret: 'YW5vdGhlci1zZWNyZXQtZm9yLXRlc3RzLW9ubHktMTIzNDU=',
} as const;

/** The first lines of a zone as a server needs it to start with. */
export const firstZone = (zone: string): string =>
  `$TTL 3600\n@ IN SOA ns1.${zone}. hostmaster.${zone}. 1 3600 900 1209600 300\n@ IN NS ns1.${zone}.\nns1 IN A 203.0.113.1\n`;

export type NameServerUnderTest = RunningServer & {
  port: number;
  /** "127.0.0.1:53001" */
  address: string;
};
