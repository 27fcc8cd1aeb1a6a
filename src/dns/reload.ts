import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ProviderFault } from './providers/provider.ts';

const run = promisify(execFile);

const patience = 20_000;

/** Runs the command of the settings with the zone's name added, without a shell. What it complains of is the fault's message. */
export const reloadZone = async (command: string, zone: string, signal?: AbortSignal): Promise<void> => {
  const [program = '', ...args] = command.split(/\s+/).filter((word) => word !== '');
  try {
    await run(program, [...args, zone], { timeout: patience, killSignal: 'SIGKILL', ...(signal ? { signal } : {}) });
  } catch (error) {
    const { code, stderr } = error as { code?: string | number; stderr?: string };
    const why = code === 'ENOENT' ? 'there is no such program' : stderr?.trim().slice(0, 300) || `it ended with ${code}`;
    throw new ProviderFault('RELOAD', `${program}: ${why}`);
  }
};
