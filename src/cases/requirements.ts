import type { Db } from '#db/index.ts';
import { nameOf } from '#dns/index.ts';
import { listLettersOf } from '#letters/index.ts';
import { listMissingFields } from '#registry/index.ts';
import { missingSections } from '#wiki/index.ts';
import type { FoundCase } from './find-case.ts';
import { findAppointment } from './letters/appointment.ts';
import { parseRequest, type RequestDraft } from './request.ts';

type Check = (tx: Db, found: FoundCase) => boolean | Promise<boolean>;

const hasDocument =
  (kind: string): Check =>
  (_tx, found) =>
    found.documentKinds.includes(kind);

const hasLetter =
  (kind: string, rendered: boolean): Check =>
  async (tx, found) => {
    const letters = await listLettersOf(tx, found.row.id);
    return letters.some(
      (letter) => letter.kind === kind && letter.status !== 'void' && (!rendered || letter.render_state === 'done'),
    );
  };

/** Requirements of the completeness check (step 3): the annex's kelengkapan of step 1 and the request itself. */
export const checkedRequirements = (found: FoundCase): string[] => [
  'request-complete',
  ...(found.definition.steps.find((step) => step.no === 1)?.kelengkapan.map((each) => each.key) ?? []),
];

/** How each requirement of the process is told, by its key in the definition. */
const checks: Readonly<Record<string, Check>> = {
  'request-complete': (_tx, found) => parseRequest(found.row.request as RequestDraft).ok,
  recommendation: (_tx, found) => found.row.recommendation_id !== null || found.documentKinds.includes('recommendation'),
  'appointment-letter': async (tx, found) =>
    found.documentKinds.includes('appointment-letter') || (await findAppointment(tx, found)) !== undefined,
  'installation-guide': hasDocument('installation-guide'),
  'checklist-complete': (_tx, found) => checkedRequirements(found).every((key) => found.checkedComplete.includes(key)),
  server: (_tx, found) => found.row.server_id !== null,
  'server-document': hasLetter('server-document', true),
  'topology-document': hasLetter('topology-document', true),
  'installation-checklist': (_tx, found) => found.items.total > 0 && found.items.open === 0,
  'subdomain-record': async (tx, found) =>
    (await nameOf(tx, found.row.id))?.records.some((each) => each.state === 'published') ?? false,
  'installation-document': hasLetter('installation-document', true),
  'application-entry': async (tx, found) =>
    found.row.application_id !== null && (await listMissingFields(tx, found.row.application_id)).length === 0,
  'application-page': async (tx, found) =>
    found.row.application_id !== null &&
    (await missingSections(tx, { kind: 'application', id: found.row.application_id }))?.length === 0,
  'reply-draft': hasLetter('reply', true),
  'name-resolves': async (tx, found) =>
    found.row.resolve_override !== null || ((await nameOf(tx, found.row.id))?.verified ?? false),
};

/** Which of these requirements the case meets now. A key that no check knows is never met. */
export const metRequirements = async (tx: Db, found: FoundCase, keys: Iterable<string>): Promise<Set<string>> => {
  const met = new Set<string>();
  for (const key of new Set(keys)) {
    if (await checks[key]?.(tx, found)) met.add(key);
  }
  return met;
};

/** Keys that have a check; a test holds them against the definition. */
export const knownRequirements = Object.keys(checks);
