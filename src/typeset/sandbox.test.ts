import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { RenderError } from './errors.ts';
import { createSandbox } from './sandbox.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.end());

const dated = '#set document(date: datetime(year: 2026, month: 1, day: 1))\n';

const render = (source: string, shared: Record<string, string> = {}) =>
  sandbox.render(
    {
      main: 'reply/template.typ',
      files: { 'reply/template.typ': dated + source, ...shared },
      data: '{}',
      pictures: [],
      want: 'pdf',
    },
    'surat tanggapan, versi 3',
  );

const breachOf = async (source: string): Promise<RenderError> => {
  const error = await render(source).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RenderError);
  return error as RenderError;
};

const children = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('typeset/child.ts');
      } catch {
        return false;
      }
    });

describe('a template is stopped', () => {
  test('after five seconds of work, in words that name the template and the limit, and the next letter renders', async () => {
    const before = performance.now();
    const error = await breachOf('#for a in range(9999) { for b in range(9999) { for c in range(9999) { let x = a + b } } }');
    expect(error).toMatchObject({ breach: 'time', faults: [] });
    expect(error.message).toMatch(/surat tanggapan, versi 3 .*5 seconds/);
    expect(performance.now() - before).toBeGreaterThan(5000);
    await expect(render('Halo')).resolves.toMatchObject({ pages: 1 });
    // A busy machine gives a process less of itself; by the clock it ends after thirty seconds at the latest.
  }, 60_000);

  test.each([
    ['a string that doubles', '#let a = "x" * 1000; #for i in range(60) { a = a + a }; #a.len()'],
    ['a string of one gigabyte', '#let a = "a" * 1000000000; #a.len()'],
    ['an array of a hundred million numbers', '#let a = range(100000000); #a.len()'],
  ])('at 256 MB by %s, and the next letter renders', async (_, source) => {
    const error = await breachOf(source);
    expect(error.breach).toBe('memory');
    expect(error.message).toMatch(/surat tanggapan, versi 3 .*256 MB/);
    await expect(render('Halo')).resolves.toMatchObject({ pages: 1 });
  });

  test('by the kernel alone when nobody watches its memory', async () => {
    await render('Halo');
    const limits = readFileSync(`/proc/${sandbox.pid()}/limits`, 'latin1');
    const used = Number(/VmData:\s+(\d+)/.exec(readFileSync(`/proc/${sandbox.pid()}/status`, 'latin1'))?.[1]) * 1024;
    const most = Number(/Max data size\s+(\d+)/.exec(limits)?.[1]);
    expect(most - used).toBeGreaterThan(0);
    expect(most - used).toBeLessThan(256e6);
  });

  test.each([
    ['a function that calls itself', '#let f(x) = f(x + 1); #f(1)', /depth exceeded/],
    ['a loop that never ends', '#let x = 1; #while x > 0 { x += 1 }', /infinite/],
    ['an include in a circle', '#include "template.typ"', /cyclic/],
  ])('by Typst itself at %s', async (_, source, said) => {
    expect((await breachOf(source)).faults[0]?.message).toMatch(said);
  });
});

describe('a template can read', () => {
  test('what stands in its own tree', async () => {
    await expect(render('#include "../shared/a.typ"', { 'shared/a.typ': 'Halo' })).resolves.toMatchObject({ pages: 1 });
  });

  test('nothing of the tree of the letter before it', async () => {
    await render('Halo', { 'shared/secret.typ': 'rahasia' });
    expect((await breachOf('#read("/shared/secret.typ")')).faults[0]?.message).toMatch(/not found/);
  });

  test.each(['/etc/passwd', '../../x', '../../../../../../etc/passwd', '/proc/self/environ', '/../etc/passwd', '.'])(
    'no file of the machine: %s',
    async (path) => {
      const { faults } = await breachOf(`#read("${path}")`);
      expect(faults[0]?.message).toMatch(/not found|access denied|is a directory|failed to load/);
    },
  );

  test.each([
    ['image', '#image("/etc/hostname.png")'],
    [
      'image that an SVG names',
      `#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='/etc/hostname' width='9' height='9'/></svg>"), format: "svg")`,
    ],
    ['plugin', '#plugin("/usr/lib/x.wasm")'],
    ['data file', '#json("/etc/x.json")'],
    ['include', '#include "/etc/passwd"'],
  ])('no %s of the machine', async (_, source) => {
    expect((await breachOf(source)).breach).toBe('template');
  });

  test.each(['#import "@preview/cetz:0.3.0": *', '#import "@pre" + "view/cetz:0.3.0"', '#import "@local/cetz:0.3.0": *'])(
    'no package: %s',
    async (source) => {
      const { faults } = await breachOf(source);
      expect(faults[0]?.message).toMatch(/package/);
    },
  );

  test('no file and no connection even if Typst tried: the kernel gives this process no further file', async () => {
    await render('Halo');
    const open = readdirSync(`/proc/${sandbox.pid()}/fd`);
    const most = Number(/Max open files\s+(\d+)/.exec(readFileSync(`/proc/${sandbox.pid()}/limits`, 'latin1'))?.[1]);
    expect(open.filter((fd) => Number(fd) < most)).toHaveLength(most);
  });

  test('nothing of the environment of its parent', async () => {
    await render('Halo');
    const environment = readFileSync(`/proc/${sandbox.pid()}/environ`, 'latin1');
    const names = environment.split('\0').map((pair) => pair.split('=')[0]);
    const known = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME', 'ALL_PROXY', 'HTTPS_PROXY', 'RAYON_NUM_THREADS'];
    const nodes = ['UV_THREADPOOL_SIZE', 'FONTCONFIG_FILE', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'PWD', ''];
    expect(names.filter((name) => ![...known, ...nodes].includes(name ?? ''))).toEqual([]);
  });
});

test('a fault is told with its line and column, in the file where it is', async () => {
  const error = await render('Halo\n\n  #entah(1)').catch((reason: RenderError) => reason);
  expect(error).toMatchObject({
    faults: [{ message: 'unknown variable: entah', path: 'reply/template.typ', line: 4, column: 4 }],
  });
  const inShared = await render('#import "../shared/a.typ": f\n#f(1)', { 'shared/a.typ': '#let f(x) = {\n  x + "a"\n}' }).catch(
    (reason: RenderError) => reason,
  );
  expect(inShared).toMatchObject({ faults: [{ path: 'shared/a.typ', line: 2, column: 3 }] });
});

test('a process that is killed from outside is told, and the next letter renders', async () => {
  await render('Halo');
  const going = breachOf('#for a in range(9999) { for b in range(9999) { for c in range(9999) { let x = a + b } } }');
  process.kill(sandbox.pid() ?? 0, 'SIGKILL');
  expect((await going).breach).toBe('crash');
  await expect(render('Halo')).resolves.toMatchObject({ pages: 1 });
});

test('many letters at once are rendered one after another by one process', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, (_, each) => render(`Surat ${each}`)));
  expect(all).toHaveLength(8);
  expect(existsSync(`/proc/${sandbox.pid()}`)).toBe(true);
});

test('a process with nothing to do ends, and the next letter starts another', async () => {
  const brief = createSandbox({ idleMs: 30 });
  const request = { main: 'a.typ', files: { 'a.typ': `${dated}Halo` }, data: '{}', pictures: [], want: 'svg' as const };
  await brief.render(request, 'a');
  const pid = brief.pid();
  await expect.poll(() => brief.pid(), { timeout: 5000 }).toBeUndefined();
  expect(existsSync(`/proc/${pid}`)).toBe(false);
  await brief.render(request, 'a');
  await brief.end();
});

test('it dies with its parent, even in the middle of an endless letter', async () => {
  const before = new Set(children());
  const script = `
    const { createSandbox } = await import('${new URL('./sandbox.ts', import.meta.url)}');
    const source = '#for a in range(9999) { for b in range(9999) { for c in range(9999) { let x = a + b } } }';
    const sandbox = createSandbox();
    await sandbox.render({ main: 'a.typ', files: { 'a.typ': ${JSON.stringify(`${dated}Halo`)} }, data: '{}', pictures: [], want: 'svg' }, 'a');
    console.log(sandbox.pid());
    await sandbox.render({ main: 'a.typ', files: { 'a.typ': source }, data: '{}', pictures: [], want: 'pdf' }, 'a');`;
  const parent = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(said.toString());
  expect(before.has(pid)).toBe(false);
  parent.kill('SIGKILL');
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 4000 }).toBe(false);
});

test('no template reaches a server of this machine', async () => {
  let asked = 0;
  const server = createServer((socket) => {
    asked += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await breachOf(`#image("http://127.0.0.1:${port}/x.png")`);
  await breachOf(`#import "http://127.0.0.1:${port}/x.typ"`);
  server.close();
  expect(asked).toBe(0);
});
