import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSample } from '../src/cli/run-case/read-sample.ts';
import type { Summary } from '../src/cli/run-case/write-out.ts';
import { playFolder, runCase } from '../src/cli/run-case.ts';
import { silentLog } from '../src/lib/log.ts';
import { allJobs } from '../src/runtime/jobs.ts';
import { testDatabase } from './support/database.ts';
import { haveTool } from './support/tools.ts';

const samples = join(import.meta.dirname, '..', 'samples');
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-samples-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const play = async (folder: string, out: string): Promise<Summary> => {
  const database = await testDatabase();
  try {
    const publicUrl = 'https://griya.contoh.go.id';
    return await playFolder(database.db, await readSample(folder), join(directory, out), {
      log: silentLog,
      jobs: allJobs,
      publicUrl,
    });
  } finally {
    await database.close();
  }
};

const kindsOf = (summary: Summary): string[] => summary.letters.map((letter) => letter.kind);

describe('the samples, played by their people', () => {
  test('SIAP SEHAT: returned once, mended, completed on a server that was there', async () => {
    const summary = await play(join(samples, 'siap-sehat'), 'siap');
    expect(summary.case).toMatchObject({ state: 'completed', rounds: 2, server_provided: false, late: false });
    expect(summary.returns).toMatchObject([{ final: false, reasons: ['document-unsigned'], missing: ['appointment-letter'] }]);
    expect(summary.steps.map((step) => step.step)).toEqual([1, 2, 3, 1, 2, 3, 4, 7, 8, 9, 10]);
    expect(summary.steps.every((step) => step.closed !== null && step.late === false)).toBe(true);
    expect(kindsOf(summary)).toEqual([
      'hosting-request',
      'disposition',
      'return',
      'hosting-request',
      'disposition',
      'disposition',
      'installation-document',
      'handover',
      'reply',
    ]);
    for (const letter of summary.letters) {
      expect(letter.verification_address).toBe(`https://griya.contoh.go.id/verify/${letter.verification_code}`);
    }
    expect(summary.server).toMatchObject({ name: 'app-01' });
    expect(summary.subdomain).toMatchObject({
      name: 'siapsehat.batam.go.id',
      verified: true,
      records: [{ type: 'A', value: '203.0.113.10', state: 'published' }],
    });
    expect(summary.application).toMatchObject({ status: 'active', url: 'https://siapsehat.batam.go.id', deployments: 1 });
    const scans = summary.documents.filter((document) => document.kind === 'appointment-letter');
    expect(scans.map((document) => document.replaced === null).sort()).toEqual([false, true]);
    expect(summary.audit).toMatchObject({ ok: true, broken: null });
  }, 120_000);

  test('SIPAKAR UMKM: no capacity, so a server is provided, documented and given an address', async () => {
    const summary = await play(join(samples, 'sipakar-umkm'), 'sipakar');
    expect(summary.case).toMatchObject({ state: 'completed', rounds: 1, server_provided: true, late: false });
    expect(summary.steps.map((step) => step.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(kindsOf(summary)).toEqual(expect.arrayContaining(['capacity-note', 'server-document', 'topology-document', 'reply']));
    expect(summary.server).toMatchObject({ name: 'app-02', host: 'hv-01', cpu: 8, memory_gb: 16, disk_gb: 300 });
    expect(summary.letters[0]).toMatchObject({ kind: 'hosting-request', number: '500.12/071/DISKUM/VIII/2026' });
    expect(summary.audit.ok).toBe(true);

    const written = await readdir(join(directory, 'sipakar'));
    expect(written.sort()).toEqual([...summary.letters.map((letter) => letter.file), 'summary.json'].sort());
    for (const { file } of summary.letters) {
      expect((await readFile(join(directory, 'sipakar', file ?? ''))).subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect(JSON.parse(await readFile(join(directory, 'sipakar', 'summary.json'), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(summary)),
    );
  }, 120_000);

  test.skipIf(!haveTool('qpdf'))('an independent reader finds every letter of a played case whole', async () => {
    const files = await readdir(join(directory, 'sipakar'));
    for (const file of files.filter((each) => each.endsWith('.pdf'))) {
      // Throws when it ends with another code than 0: a warning counts too.
      await promisify(execFile)('qpdf', ['--check', join(directory, 'sipakar', file)]);
    }
  });

  test('a register that says otherwise than the sample expects ends the run with what is free', async () => {
    const folder = await altered('full', (yaml) =>
      yaml.replace('capacity: available', 'capacity: unavailable').replace('register:', `${provided}\nregister:`),
    );
    await expect(play(folder, 'full')).rejects.toThrow(/expects no capacity, but 4 vCPU.* fits on app-01/);
  }, 120_000);
});

const provided = 'server: { name: app-03, kind: virtual, host: hv-01, cpu: 4, memory_gb: 8, disk_gb: 80, network: DMZ Aplikasi }';

/** A copy of the first sample with its request.yaml changed. */
const altered = async (name: string, change: (yaml: string) => string): Promise<string> => {
  const folder = join(directory, `folder-${name}`);
  await cp(join(samples, 'siap-sehat'), folder, { recursive: true });
  const path = join(folder, 'request.yaml');
  await writeFile(path, change(await readFile(path, 'utf8')));
  return folder;
};

/** What the command says of these arguments, and its exit code. */
const command = async (...args: string[]): Promise<{ code: number; said: string }> => {
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const code = await runCase(args, { log: silentLog, jobs: allJobs, print: say, complain: say });
  return { code, said: said.join('\n') };
};

describe('arguments and folders that cannot be used', () => {
  const out = ['--out', '/tmp/never'];

  test('each is told with its cure and exit code 2, before any database starts', async () => {
    expect(await command()).toMatchObject({ code: 2, said: expect.stringContaining('Which request?') });
    expect(await command('samples/x')).toMatchObject({ code: 2, said: expect.stringContaining('--out') });
    expect(await command('samples/x', ...out, '--fast')).toMatchObject({ code: 2, said: expect.stringContaining('--fast') });
    expect(await command(join(directory, 'nowhere'), ...out)).toMatchObject({
      code: 2,
      said: expect.stringContaining('There is no folder'),
    });
    expect(await command(directory, ...out)).toMatchObject({
      code: 2,
      said: expect.stringContaining('no readable request.yaml'),
    });
    const file = join(samples, 'siap-sehat', 'request.yaml');
    expect(await command(file, ...out)).toMatchObject({ code: 2, said: expect.stringContaining('is not a folder') });
  });

  const cases: [string, (yaml: string) => string, RegExp][] = [
    ['broken YAML', (yaml) => yaml.replace('city:\n', 'city: [\n'), /is not valid YAML:\n.* at line \d+/],
    [
      'a missing attachment',
      (yaml) => yaml.replace('petunjuk-instalasi.md', 'hilang.md'),
      /line \d+, attachments\.installation-guide: The file hilang\.md is not in the folder/,
    ],
    [
      'an attachment outside the folder',
      (yaml) => yaml.replace('rekomendasi-tim-teknis.pdf', '../rekomendasi.pdf'),
      /line \d+, attachments\.recommendation: Name a file in this folder/,
    ],
    [
      'a NIP that cannot be',
      (yaml) => yaml.replace('"196901011994031901"', '"196913011994031901"'),
      /line \d+, city\.posts\.agency-head\.holder\.nip: The first eight digits/,
    ],
    [
      'an administrator whose NIP is too short',
      (yaml) => yaml.replace('19880101 201402 1 912', '19880101'),
      /line \d+, request\.administrator_nip: A NIP has 18 digits; 8 were entered/,
    ],
    [
      'an unknown key',
      (yaml) => yaml.replace('head_title: Kepala Dinas Kesehatan', 'head_titel: Kepala Dinas Kesehatan'),
      /line \d+, office\.head_titel: This entry is not known/,
    ],
    ['a resource of zero', (yaml) => yaml.replace('  cpu: 4\n', '  cpu: 0\n'), /line \d+, request\.cpu: /],
    [
      'a reason that is none',
      (yaml) => yaml.replace('reason: document-unsigned', 'reason: bad-mood'),
      /line \d+, returned\.verdicts\.appointment-letter\.reason: Choose from: document-missing/,
    ],
    [
      'a subdomain against the rules',
      (yaml) => yaml.replace('subdomain: siapsehat', 'subdomain: Siap_Sehat'),
      /line \d+, request\.subdomain: /,
    ],
    [
      'a start that is no date',
      (yaml) => yaml.replace('2026-06-08 08:20', '2026-06-31 08:20'),
      /line 4, starts: Enter a date and a time/,
    ],
    [
      'no server where one is needed',
      (yaml) => yaml.replace('capacity: available', 'capacity: unavailable'),
      /server: Where there is no capacity/,
    ],
  ];
  test.each(cases)('%s is named with its line', async (name, change, said) => {
    const result = await command(await altered(name.replaceAll(' ', '-'), change), ...out);
    expect(result.said).toMatch(said);
    expect(result.code).toBe(2);
  });
});
