import type { LetterKind } from '../../src/letters/index.ts';
import { schemas } from '../../src/letters/kinds/index.ts';
import { type Logo, renderPdf } from '../../src/letters/render.ts';
import type { Sheet } from '../../src/letters/sheet.ts';
import { type PdfText, readPdf } from './pdf-text.ts';

export type Example = { content: Record<string, unknown>; sheet: Sheet };

/** The example of a kind, with its content checked by the kind's schema. */
export const exampleOf = async (kind: LetterKind): Promise<Example> => {
  const { content, sheet } = (await import(`../../src/letters/kinds/${kind}/example.ts`)) as Example;
  return { content: schemas[kind].parse(content), sheet };
};

/** Renders the example of a kind with changes to its content and sheet, and reads it back. */
export const renderExample = async (
  kind: LetterKind,
  change: { content?: Record<string, unknown>; sheet?: Partial<Sheet>; logo?: Logo } = {},
): Promise<PdfText & { pdf: Uint8Array; unprintable: string[] }> => {
  const example = await exampleOf(kind);
  const content = schemas[kind].parse({ ...example.content, ...change.content });
  const sheet = { ...example.sheet, ...change.sheet };
  const { pdf, unprintable } = await renderPdf(`${kind}/template.typ`, { content, sheet }, change.logo ?? null);
  return { ...(await readPdf(pdf)), pdf, unprintable };
};
