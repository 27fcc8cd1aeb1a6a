import { readFile } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { printable } from './kinds/shared/fields.ts';
import type { Sheet } from './sheet.ts';

export type Logo = { bytes: Uint8Array; mediaType: string };

/** `pdf` is PDF/A-2b, the same bytes for the same input. `unprintable`: characters that no font has, printed as □. */
export type Rendering = { pdf: Uint8Array; pages: number; unprintable: string[] };

/** Typst may read files below this folder only. */
const workspace = fileURLToPath(new URL('./kinds', import.meta.url));
const noFonts = fileURLToPath(new URL('./kinds/shared/no-fonts.conf', import.meta.url));
const logoPath = '/shared/logo';
const fontFiles = [
  '400Regular/Arimo_400Regular.ttf',
  '400Regular_Italic/Arimo_400Regular_Italic.ttf',
  '700Bold/Arimo_700Bold.ttf',
  '700Bold_Italic/Arimo_700Bold_Italic.ttf',
];
const logoFormats: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' };

/** How many renderings a result that Typst remembers stays unused before it is forgotten. */
const remembered = 5;

/** After how many renderings the results that nobody holds any more are collected. */
const collectAfter = 10;

let loading: Promise<NodeCompiler> | undefined;
let rendered = 0;

/** The compiler takes 50 MB and is loaded by the first letter, so that only a process that renders pays for it. */
const loadCompiler = async (): Promise<NodeCompiler> => {
  const [typst, ...fonts] = await Promise.all([
    import('@myriaddreamin/typst-ts-node-compiler'),
    ...fontFiles.map((path) => readFile(fileURLToPath(import.meta.resolve(`@expo-google-fonts/arimo/${path}`)))),
  ]);
  return withoutSystemFonts(() => typst.NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] }));
};

/**
 * The compiler looks for the machine's fonts, and has no switch against it (typst.ts issue 893): a letter would then
 * depend on where it was made. It asks fontconfig, which is told of an empty folder while the compiler is created.
 */
const withoutSystemFonts = <T>(create: () => T): T => {
  const before = process.env.FONTCONFIG_FILE;
  process.env.FONTCONFIG_FILE = noFonts;
  try {
    return create();
  } finally {
    if (before === undefined) delete process.env.FONTCONFIG_FILE;
    else process.env.FONTCONFIG_FILE = before;
  }
};

/**
 * Renders a letter. `template` is a path below `kinds`; content and sheet reach it as JSON, never as source text.
 * Throws an Error with Typst's own message when the template, the data or the logo cannot be used.
 */
export const renderPdf = async (
  template: string,
  letter: { content: unknown; sheet: Sheet },
  logo: Logo | null = null,
): Promise<Rendering> => {
  loading ??= loadCompiler();
  const compiler = await loading;
  const format = logo ? logoFormats[logo.mediaType] : undefined;
  if (logo && !format) throw new Error(`A logo of type ${logo.mediaType} cannot be printed`);
  if (logo) compiler.mapShadow(workspace + logoPath, Buffer.from(logo.bytes));
  const { logoFileId, ...letterhead } = letter.sheet.letterhead;
  const printed = {
    content: letter.content,
    sheet: { ...letter.sheet, letterhead: { ...letterhead, logo: format ? { path: logoPath, format } : null } },
  };
  try {
    return compileReplacing(compiler, template, mapTexts(printed, printable));
  } finally {
    if (logo) compiler.unmapShadow(workspace + logoPath);
    compiler.evictCache(remembered);
    rendered += 1;
    if (rendered % collectAfter === 0) await collectGarbage();
  }
};

/**
 * Typst's results lie outside V8's heap. V8 sees only small handles, finds no reason to collect them, and the process would
 * grow by 0.8 MB with every letter.
 */
const collectGarbage = async (): Promise<void> => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction;
  collect({ type: 'minor' });
  // What was collected is released in the next turn of the event loop.
  await nextTurn();
};

/** PDF/A forbids characters without a glyph: those that Typst names are replaced and the letter is compiled again. */
const compileReplacing = (compiler: NodeCompiler, template: string, printed: unknown): Rendering => {
  const unprintable = new Set<string>();
  for (;;) {
    const replaced = unprintable.size
      ? mapTexts(printed, (text) => [...text].map((letter) => (unprintable.has(letter) ? '□' : letter)).join(''))
      : printed;
    try {
      return { ...compile(compiler, template, replaced), unprintable: [...unprintable] };
    } catch (error) {
      const before = unprintable.size;
      for (const letter of withoutGlyph(error)) unprintable.add(letter);
      if (unprintable.size === before) throw error;
    }
  }
};

const compile = (compiler: NodeCompiler, template: string, printed: unknown): Omit<Rendering, 'unprintable'> => {
  const result = compiler.compile({
    mainFilePath: `${workspace}/${template}`,
    inputs: { letter: JSON.stringify(printed) },
  });
  if (!result.result) {
    const [first] = (result.takeDiagnostics()?.shortDiagnostics ?? []) as { message: string; path: string }[];
    throw new Error(`Typst: ${first?.message ?? 'unknown fault'} in ${template}`);
  }
  return { pdf: compiler.pdf(result.result, { pdfStandard: 'a-2b' }), pages: result.result.numOfPages };
};

const withoutGlyph = (error: unknown): string[] => {
  const message = error instanceof Error ? error.message : '';
  return [...message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g)]
    .flatMap(([, text]) => [...rustString(text ?? '')])
    .filter((letter) => letter !== '□' && letter.trim() !== '');
};

/** The message quotes text as Rust does: `\u{200f}` for what it would not print. */
const rustString = (text: string): string =>
  text.replace(/\\+u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

const mapTexts = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
};
