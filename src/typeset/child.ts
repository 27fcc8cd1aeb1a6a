// The program of the process that renders. It is started by sandbox.ts with hard limits, holds the compiler and nothing
// else, and is killed whenever a template goes beyond a limit. No import but these: everything must be loaded before the
// table of open files is filled.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { openSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import typst from '@myriaddreamin/typst-ts-node-compiler';
import type { Picture, RenderReply, RenderRequest, TemplateFault } from './protocol.ts';

/** No such folder exists: what a template reads lies in memory. */
const root = '/nonexistent/griya';

/** How many renderings a result that Typst remembers stays unused before it is forgotten. */
const remembered = 5;

/** After how many renderings the results that nobody holds any more are collected. */
const collectAfter = 10;

/** Memory for letters beside what the loaded compiler takes. */
const roomForData = Number(process.argv[2]) * 1024 * 1024;

const severityOfError = 1;

const fontFiles = [
  '400Regular/Arimo_400Regular.ttf',
  '400Regular_Italic/Arimo_400Regular_Italic.ttf',
  '700Bold/Arimo_700Bold.ttf',
  '700Bold_Italic/Arimo_700Bold_Italic.ttf',
];

const fonts = fontFiles.map((path) => readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/arimo/${path}`))));
const compiler = typst.NodeCompiler.create({ workspace: root, fontArgs: [{ fontBlobs: fonts }] });
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as NodeJS.GCFunction;

const state = { tree: '', pictures: '', rendered: 0 };

const render = ({ main, files, data, pictures, want, asked }: RenderRequest): RenderReply => {
  holdTree(files, pictures);
  const unprintable = new Set<string>();
  let broken: string[] | undefined;
  for (;;) {
    const inputs = {
      letter: unprintable.size ? replaceIn(data, unprintable) : data,
      broken: JSON.stringify((broken ?? []).map((path) => `/${path}`)),
    };
    const result = compiler.compile({ mainFilePath: `${root}/${main}`, inputs });
    if (!result.result) {
      broken = broken === undefined ? brokenOf(pictures) : [];
      if (broken.length > 0) continue;
      return { ok: false, faults: faultsOf(result.takeDiagnostics()) };
    }
    const pages = result.result.numOfPages;
    try {
      const document =
        want === 'pdf'
          ? compiler.pdf(result.result, { pdfStandard: 'a-2b' })
          : new TextEncoder().encode(compiler.plainSvg(result.result));
      const answers = asked ? (compiler.query(result.result, { selector: asked, field: 'value' }) as unknown[]) : [];
      return { ok: true, document, pages, unprintable: [...unprintable], broken: broken ?? [], answers };
    } catch (error) {
      // PDF/A forbids characters without a glyph: those that Typst names are replaced and the letter is compiled again.
      const before = unprintable.size;
      for (const character of withoutGlyph(error)) unprintable.add(character);
      if (unprintable.size > before) {
        // The first layout and the second one of a long book would not both have room.
        compiler.evictCache(0);
        continue;
      }
      broken = broken === undefined ? brokenOf(pictures) : [];
      if (broken.length === 0) return { ok: false, faults: [exportFault(error, main)] };
    }
  }
};

/** The pictures that spoil a document: each is tried alone. A template that knows `sys.inputs.broken` goes on without them. */
const brokenOf = (pictures: readonly Picture[]): string[] =>
  pictures.flatMap(({ path }) => {
    const probe = `#set document(date: datetime(year: 2026, month: 1, day: 1))\n#image(${JSON.stringify(`/${path}`)}, alt: "x")`;
    compiler.addSource(`${root}/probe.typ`, probe);
    const { result } = compiler.compile({ mainFilePath: `${root}/probe.typ`, inputs: {} });
    try {
      return result && compiler.pdf(result, { pdfStandard: 'a-2b' }) ? [] : [path];
    } catch {
      return [path];
    }
  });

/** Only what this document may read is in memory while it is rendered. */
const holdTree = (files: RenderRequest['files'], pictures: readonly Picture[]): void => {
  const [tree, shown] = [JSON.stringify(files), JSON.stringify(pictures.map(({ path, bytes }) => [path, digestOf(bytes)]))];
  if (tree === state.tree && shown === state.pictures) return;
  compiler.resetShadow();
  for (const [path, source] of Object.entries(files)) compiler.addSource(`${root}/${path}`, source);
  for (const { path, bytes } of pictures) compiler.mapShadow(`${root}/${path}`, Buffer.from(bytes));
  Object.assign(state, { tree, pictures: shown });
};

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

type Diagnostic = {
  message: string;
  path: string;
  severity: number;
  range: { start: { line: number; character: number } } | null;
};

const faultsOf = (diagnostics: Parameters<typeof compiler.fetchDiagnostics>[0] | null): TemplateFault[] => {
  if (!diagnostics) return [{ message: 'unknown fault', path: '', line: null, column: null }];
  const all = compiler.fetchDiagnostics(diagnostics) as Diagnostic[];
  return all
    .filter(({ severity }) => severity === severityOfError)
    .map(({ message, path, range }) => ({
      message,
      path: path.replace(`${root}/`, ''),
      line: range ? range.start.line + 1 : null,
      column: range ? range.start.character + 1 : null,
    }));
};

/** The exporter's faults come as Rust prints them. */
const exportFault = (error: unknown, path: string): TemplateFault => {
  const text = error instanceof Error ? error.message : String(error);
  const message = /message: "((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text;
  return { message: message.replaceAll('\\"', '"'), path, line: null, column: null };
};

const withoutGlyph = (error: unknown): string[] => {
  const message = error instanceof Error ? error.message : '';
  return [...message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g)]
    .flatMap(([, text]) => [...rustString(text ?? '')])
    .filter((character) => character !== '□' && character.trim() !== '');
};

/** The message quotes text as Rust does: `\u{200f}` for what it would not print. */
const rustString = (text: string): string =>
  text.replace(/\\+u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

const replaceIn = (data: string, unprintable: ReadonlySet<string>): string =>
  JSON.stringify(JSON.parse(data), (_, value) =>
    typeof value === 'string' ? [...value].map((character) => (unprintable.has(character) ? '□' : character)).join('') : value,
  );

/**
 * Typst's results lie outside V8's heap. V8 sees only small handles, finds no reason to collect them, and the process would
 * grow by 0.8 MB with every letter.
 */
const forget = async (): Promise<void> => {
  compiler.evictCache(remembered);
  state.rendered += 1;
  if (state.rendered % collectAfter > 0) return;
  collect({ type: 'minor' });
  // What was collected is released in the next turn of the event loop.
  await nextTurn();
};

/**
 * From here on the kernel refuses memory beyond this process's share, even if nobody watched. Where the machine has no
 * prlimit (util-linux), the wider limit stays that the process was started with.
 */
const limitData = (): void => {
  try {
    const used = /VmData:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1];
    if (used) spawnSync('prlimit', [`--pid=${process.pid}`, `--data=${Number(used) * 1024 + roomForData}`]);
  } catch {
    // No /proc: not Linux.
  }
};

/** From here on this process can open no file and no connection: the kernel refuses it. */
const fillOpenFiles = (): void => {
  for (;;) {
    try {
      openSync('/dev/null', 'r');
    } catch {
      return;
    }
  }
};

process.on('disconnect', () => process.exit());
process.on('message', async (request: RenderRequest) => {
  const reply = render(request);
  process.send?.(reply);
  await forget();
});
limitData();
fillOpenFiles();
process.send?.('ready');
