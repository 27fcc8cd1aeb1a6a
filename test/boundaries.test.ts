import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { hostingSop } from '#sop/index.ts';

// Who may import whom. Every room is entered through its index.ts; lib is open to all, file by file.
const everyDomain = [
  'sop',
  'audit',
  'jobs',
  'files',
  'identity',
  'registry',
  'dns',
  'letters',
  'notify',
  'cases',
  'reports',
  'wiki',
];

const mayImport: Record<string, readonly string[]> = {
  lib: [],
  sop: [],
  db: [],
  audit: ['db'],
  typeset: [],
  jobs: ['db', 'audit'],
  files: ['db', 'audit'],
  identity: ['db', 'audit'],
  registry: ['db', 'audit', 'identity', 'files', 'jobs'],
  wiki: ['db', 'audit', 'identity', 'files', 'typeset'],
  letters: ['db', 'audit', 'identity', 'files', 'jobs', 'typeset'],
  notify: ['db', 'audit', 'identity', 'jobs'],
  dns: ['db', 'audit', 'identity', 'jobs', 'registry'],
  cases: ['sop', 'db', 'audit', 'identity', 'jobs', 'files', 'registry', 'dns', 'letters', 'wiki', 'notify'],
  reports: ['sop', 'db', 'audit', 'identity', 'jobs', 'files', 'registry', 'letters', 'notify', 'cases'],
  web: everyDomain,
  api: everyDomain,
  cli: everyDomain,
  // The parts of main.ts (docs/decisions/0005-parts-of-the-root.md).
  runtime: [...everyDomain, 'db', 'web', 'api'],
};

/** Rooms of which others take only types: `import type`. */
const typesOnly: Record<string, readonly string[]> = {
  web: ['db'],
  api: ['db'],
  cli: ['db'],
  reports: ['dns', 'wiki'],
};

/** The exceptions, each with its reason in docs/decisions/0005-parts-of-the-root.md. */
const exceptions: readonly (readonly [file: string, target: string])[] = [['cli/scratch.ts', 'db/index.ts']];

const source = join(import.meta.dirname, '../src');

type Import = { file: string; target: string; typeOnly: boolean };

/** Comments out, so that an import in an example is none. Texts stay: no import hides in one. */
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

const statement =
  /^\s*(?:import|export)\s+(type\s)?([^'"`;]*?)\sfrom\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

const onlyTypes = (names: string): boolean => {
  const inner = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  return inner?.split(',').every((name) => name.trim() === '' || /^type\s/.test(name.trim())) ?? false;
};

const importsOf = (file: string, text: string): Import[] =>
  [...withoutComments(text).matchAll(statement)].flatMap(([, type, names = '', from, bare, dynamic]) => {
    const specifier = from ?? bare ?? dynamic ?? '';
    const target = specifier.startsWith('#')
      ? specifier.slice(1)
      : specifier.startsWith('.')
        ? relative(source, join(source, dirname(file), specifier))
        : undefined;
    return target === undefined ? [] : [{ file, target, typeOnly: type !== undefined || onlyTypes(names) }];
  });

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const texts = new Map(files.map((file) => [file, readFileSync(join(source, file), 'utf8')]));
const shipped = [...texts].filter(([file]) => !/\.test\.tsx?$/.test(file));
const roomOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : path);

const faultOf = ({ file, target, typeOnly }: Import): string | undefined => {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to || from === 'main.ts' || to === 'lib') return undefined;
  if (exceptions.some(([allowedFile, allowedTarget]) => file === allowedFile && target === allowedTarget)) return undefined;
  if (to === 'config.ts') return from === 'runtime' ? undefined : `${file} reads the configuration; only main.ts and runtime may`;
  if (target !== `${to}/index.ts`) return `${file} goes past the door of ${to}: ${target}`;
  if (mayImport[from]?.includes(to)) return undefined;
  if (typesOnly[from]?.includes(to)) return typeOnly ? undefined : `${file} takes more than types from ${to}`;
  return `${file} may not import ${to}`;
};

test('the reading of imports sees every form of one', () => {
  const text = `import a, { type B } from '#db/index.ts';
import type { C } from "#cases/index.ts";
export { type D, type E } from '../files/index.ts';
import './side.ts';
import {
  one,
  two,
} from '#sop/index.ts';
// import { no } from '#web/index.ts';
/* import { no } from '#web/index.ts'; */
const late = () => import('../letters/index.ts');`;
  expect(importsOf('jobs/x.ts', text).map(({ target, typeOnly }) => `${target}${typeOnly ? ' (types)' : ''}`)).toEqual([
    'db/index.ts',
    'cases/index.ts (types)',
    'files/index.ts (types)',
    'jobs/side.ts',
    'sop/index.ts',
    'letters/index.ts',
  ]);
});

test('every room is in the table, and every import keeps to it', () => {
  const rooms = [...new Set(files.filter((file) => file.includes('/')).map(roomOf))];
  expect(rooms.filter((room) => !(room in mayImport))).toEqual([]);
  const faults = shipped.flatMap(([file, text]) => importsOf(file, text).map(faultOf));
  expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
});

test('tests enter rooms through their door too', () => {
  const faults = [...texts]
    .filter(([file]) => /\.test\.tsx?$/.test(file))
    .flatMap(([file, text]) => importsOf(file, text))
    .filter(
      ({ file, target }) =>
        !target.startsWith('..') && roomOf(target) !== roomOf(file) && target !== `${roomOf(target)}/index.ts`,
    )
    .filter(({ target }) => !['lib', 'config.ts'].includes(roomOf(target)))
    .map(({ file, target }) => `${file} → ${target}`);
  expect(faults).toEqual([]);
});

test('rooms do not import one another in a circle', () => {
  const edges = new Map<string, Set<string>>();
  for (const [file, text] of shipped) {
    for (const { target, typeOnly } of importsOf(file, text)) {
      if (typeOnly || roomOf(file) === roomOf(target)) continue;
      edges.set(roomOf(file), (edges.get(roomOf(file)) ?? new Set()).add(roomOf(target)));
    }
  }
  const circles: string[] = [];
  const walk = (room: string, path: string[]): void => {
    if (path.includes(room)) {
      circles.push([...path.slice(path.indexOf(room)), room].join(' → '));
      return;
    }
    for (const next of edges.get(room) ?? []) walk(next, [...path, room]);
  };
  for (const room of edges.keys()) walk(room, []);
  expect([...new Set(circles)]).toEqual([]);
});

/** Where a pattern occurs in what is shipped, comments aside. */
const occurrences = (pattern: RegExp, except: (file: string) => boolean): string[] =>
  shipped
    .filter(([file]) => !except(file))
    .flatMap(([file, text]) =>
      withoutComments(text)
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((line) => `${file}: ${line.trim().slice(0, 100)}`),
    );

test('only config.ts reads the environment', () => {
  const allowed = ['config.ts'];
  expect(occurrences(/\bprocess\s*\.\s*env\b|\bprocess\[|from 'node:process'/, (file) => allowed.includes(file))).toEqual([]);
});

test('time is Temporal: no Date is made or asked', () => {
  expect(occurrences(/\bnew Date\b|\bDate\.(now|parse|UTC)\b|\bDate\(/, () => false)).toEqual([]);
});

test('domains never read the clock: now is an argument', () => {
  // identity/auth.ts makes the sign-in service, once per process; its clock is the machine's unless another is given.
  const free = new Set(['web', 'api', 'cli', 'runtime', 'main.ts', 'lib']);
  expect(occurrences(/Temporal\.Now\b/, (file) => free.has(roomOf(file)) || file === 'identity/auth.ts')).toEqual([]);
});

/** Every text of the definition that is too long to be a mere name, which a letter may share. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return value.length > 50 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
};

test('what the SOP says stands in src/sop only', () => {
  const phrases = new Set(textsOf(hostingSop));
  expect(phrases.size).toBeGreaterThan(40);
  // Example letters and the sample city quote it, as an office would; a kind of letter carries its name.
  const outside = shipped.filter(
    ([file]) => !file.startsWith('sop/') && !file.startsWith('cli/') && !/^letters\/kinds\/.*\/(example|schema)\.ts$/.test(file),
  );
  const repeated = [...phrases].flatMap((phrase) =>
    outside.filter(([, text]) => text.includes(phrase)).map(([file]) => `${file}: ${phrase}`),
  );
  expect(repeated).toEqual([]);
});
