import type { LetterKind } from '../../src/letters/index.ts';
import * as applicationList from '../../src/letters/kinds/application-list/example.ts';
import * as appointmentLetter from '../../src/letters/kinds/appointment-letter/example.ts';
import * as book from '../../src/letters/kinds/book/example.ts';
import * as capacityNote from '../../src/letters/kinds/capacity-note/example.ts';
import * as decommission from '../../src/letters/kinds/decommission/example.ts';
import * as disposition from '../../src/letters/kinds/disposition/example.ts';
import * as handover from '../../src/letters/kinds/handover/example.ts';
import * as hostingRequest from '../../src/letters/kinds/hosting-request/example.ts';
import { schemas } from '../../src/letters/kinds/index.ts';
import * as installationDocument from '../../src/letters/kinds/installation-document/example.ts';
import * as monthlyReport from '../../src/letters/kinds/monthly-report/example.ts';
import * as recommendation from '../../src/letters/kinds/recommendation/example.ts';
import * as refusal from '../../src/letters/kinds/refusal/example.ts';
import * as reply from '../../src/letters/kinds/reply/example.ts';
import * as returned from '../../src/letters/kinds/return/example.ts';
import * as serverDocument from '../../src/letters/kinds/server-document/example.ts';
import * as sop from '../../src/letters/kinds/sop/example.ts';
import * as topologyDocument from '../../src/letters/kinds/topology-document/example.ts';
import { type Logo, renderPdf } from '../../src/letters/render.ts';
import type { Sheet } from '../../src/letters/sheet.ts';
import { type PdfText, readPdf } from './pdf-text.ts';

export type Example = { content: Record<string, unknown>; sheet: Sheet };

const examples: Record<LetterKind, { content: unknown; sheet: Sheet }> = {
  'application-list': applicationList,
  'appointment-letter': appointmentLetter,
  handover,
  book,
  'capacity-note': capacityNote,
  decommission,
  disposition,
  'hosting-request': hostingRequest,
  'installation-document': installationDocument,
  recommendation,
  refusal,
  reply,
  return: returned,
  'server-document': serverDocument,
  sop,
  'monthly-report': monthlyReport,
  'topology-document': topologyDocument,
};

/** The example of a kind, with its content checked by the kind's schema. */
export const exampleOf = async (kind: LetterKind): Promise<Example> => {
  const { content, sheet } = examples[kind];
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
