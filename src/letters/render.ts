import { printable } from '#lib/printable.ts';
import { createSandbox, type Sandbox } from '#typeset/index.ts';
import type { LetterKind } from './kinds/index.ts';
import { printedPage, standardPage } from './page-settings.ts';
import type { Sheet } from './sheet.ts';
import { type Source, shippedSource } from './sources.ts';

export type Logo = { bytes: Uint8Array; mediaType: string };

/** `pdf` is PDF/A-2b, the same bytes for the same input. `unprintable`: characters that no font has, printed as □. */
export type Rendering = { pdf: Uint8Array; pages: number; unprintable: string[] };

/** What is printed: the content of a kind on its sheet. */
export type Printed = { content: unknown; sheet: Sheet };

const logoPath = 'shared/logo';
const logoFormats: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' };

/** The renderer of this process, started by its first letter and kept warm as long as letters come. */
const letters = createSandbox({ idleMs: 15 * 60_000 });

/** The release's own templates are trusted to end: a book of thousands of rows may take more, in a process that soon goes. */
const books = createSandbox({ idleMs: 10_000, limits: { seconds: 60, megabytes: 1500 } });
const longData = 60_000;

/** Ends the renderers of this process. */
export const endRendering = async (): Promise<void> => {
  await Promise.all([letters.end(), books.end()]);
};

/** Renders with the template that this release brings: `template` is a path below `kinds`, "reply/template.typ". */
export const renderPdf = async (template: string, letter: Printed, logo: Logo | null = null): Promise<Rendering> => {
  const kind = template.split('/')[0] as LetterKind;
  return renderSource(await shippedSource(kind), letter, { logo, name: template });
};

/**
 * Renders a letter from a source. Content and sheet reach it as JSON, never as source text. `name` tells whose template it is
 * in an error. Throws RenderError with Typst's own faults or with the limit that was broken.
 */
export const renderSource = async (
  source: Source,
  letter: Printed,
  { logo, name }: { logo: Logo | null; name: string },
): Promise<Rendering> => {
  const own = source.hash === (await shippedSource(source.main.split('/')[0] as LetterKind)).hash;
  const sandbox = own && JSON.stringify(letter.content).length > longData ? books : letters;
  const { document, pages, unprintable } = await render(sandbox, source, letter, { logo, name, want: 'pdf' });
  return { pdf: document, pages, unprintable };
};

/** The same in a sandbox of the caller's, and as PDF or SVG. */
export const render = async (
  sandbox: Sandbox,
  { main, files }: Source,
  letter: Printed,
  { logo, name, want }: { logo: Logo | null; name: string; want: 'pdf' | 'svg' },
) => {
  const format = logo ? logoFormats[logo.mediaType] : undefined;
  if (logo && !format) throw new Error(`A logo of type ${logo.mediaType} cannot be printed`);
  const { logoFileId, ...letterhead } = letter.sheet.letterhead;
  const printed = {
    content: letter.content,
    sheet: {
      ...letter.sheet,
      page: printedPage(letter.sheet.page ?? standardPage),
      letterhead: { ...letterhead, logo: format ? { path: `/${logoPath}`, format } : null },
    },
  };
  return sandbox.render(
    {
      main,
      files,
      data: JSON.stringify(mapTexts(printed, printable)),
      pictures: logo ? [{ path: logoPath, bytes: logo.bytes }] : [],
      want,
    },
    name,
  );
};

const mapTexts = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
};
