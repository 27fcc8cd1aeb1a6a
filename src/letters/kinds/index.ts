import type { z } from 'zod';
import { schema as applicationList } from './application-list/schema.ts';
import { schema as appointmentLetter } from './appointment-letter/schema.ts';
import { schema as book } from './book/schema.ts';
import { schema as capacityNote } from './capacity-note/schema.ts';
import { schema as decommission } from './decommission/schema.ts';
import { schema as disposition } from './disposition/schema.ts';
import { schema as handover } from './handover/schema.ts';
import { schema as hostingRequest } from './hosting-request/schema.ts';
import { schema as installationDocument } from './installation-document/schema.ts';
import { schema as monthlyReport } from './monthly-report/schema.ts';
import { schema as recommendation } from './recommendation/schema.ts';
import { schema as refusal } from './refusal/schema.ts';
import { schema as reply } from './reply/schema.ts';
import { schema as returned } from './return/schema.ts';
import { schema as serverDocument } from './server-document/schema.ts';
import { schema as sop } from './sop/schema.ts';
import { schema as topologyDocument } from './topology-document/schema.ts';

/** What the content of each kind must be. The folder of the same name holds its template and an example. */
export const schemas = {
  'hosting-request': hostingRequest,
  'appointment-letter': appointmentLetter,
  disposition,
  return: returned,
  refusal,
  reply,
  handover,
  decommission,
  recommendation,
  'capacity-note': capacityNote,
  'server-document': serverDocument,
  'topology-document': topologyDocument,
  'installation-document': installationDocument,
  'application-list': applicationList,
  sop,
  book,
  'monthly-report': monthlyReport,
} as const satisfies Record<string, z.ZodType>;

export type LetterKind = keyof typeof schemas;

/** Content as a command takes it (defaults may be left out). */
export type LetterContent<Kind extends LetterKind> = z.input<(typeof schemas)[Kind]>;
