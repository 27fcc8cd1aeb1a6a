import { z } from 'zod';
import type { Doer } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { nameOf } from '#dns/index.ts';
import { defineJob, enqueue } from '#jobs/index.ts';
import { draftLetter, issueLetter, type LetterDraft, listLettersOf, renderLetter, reviseLetter } from '#letters/index.ts';
import { findServer, type ServerPage } from '#registry/index.ts';
import { type FoundCase, findCase } from '../find-case.ts';
import type { ActContext } from '../perform.ts';
import { listDocuments, listInstallItems, listSteps } from '../queries/case-history.ts';
import { requestOf } from '../request.ts';
import { serverDocumentOf, serverTopologyOf } from './register-documents.ts';

/** Documents that a step makes from the register; drawing and rendering them is work for a job. */
type DocumentSet = 'infrastructure' | 'installation';

const doerShape = z.object({
  accountId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  postId: z.uuid().nullable(),
  acting: z.string().nullable(),
});

/** Makes (or makes again) the documents of a set, then renders them. Repeating it changes drafts only. */
export const documentsJob = defineJob({
  name: 'cases.documents',
  urgency: 'awaited',
  payload: z.object({ caseNumber: z.string(), set: z.enum(['infrastructure', 'installation']), doer: doerShape }),
  handler: async ({ caseNumber, set, doer }, { db, now }) => {
    const letterIds = await db.transaction().execute(async (tx) => {
      const found = await findCase(tx, 'system', caseNumber, { lock: true });
      if (!found?.row.server_id) return [];
      const server = await findServer(tx, found.row.server_id);
      if (!server) return [];
      return set === 'infrastructure'
        ? [await serverDocument(tx, found, server, doer, now()), await topologyDocument(tx, found, server, doer, now())]
        : [await installationDocument(tx, found, server, doer, now())];
    });
    for (const letterId of letterIds) await renderLetter(db, { letterId, now: now() });
  },
});

/** Asks for the documents of a set, in the act's transaction. */
export const requestDocuments = (context: ActContext, set: DocumentSet): Promise<number> =>
  enqueue(
    context.tx,
    documentsJob,
    { caseNumber: context.found.row.number, set, doer: context.doer },
    { key: `documents:${set}:${context.found.row.id}` },
  );

/** Makes the seen documents of a set final, numbered in the office's book, in the name of who confirmed them. Returns their letters. */
export const confirmDocumentSet = async (context: ActContext, kinds: readonly string[]): Promise<string[]> => {
  const { tx, found, signer, today, now, doer } = context;
  const drafts = (await listLettersOf(tx, found.row.id)).filter((each) => kinds.includes(each.kind) && each.status === 'draft');
  for (const draft of drafts) await issueLetter(tx, { letterId: draft.id, signer, today, now, doer });
  return drafts.map((draft) => draft.id);
};

const makeDraft = async (
  tx: Db,
  found: FoundCase,
  letter: LetterDraft & { hal: string },
  doer: Doer,
  now: Temporal.Instant,
): Promise<string> => {
  const standing = (await listLettersOf(tx, found.row.id)).find((each) => each.kind === letter.kind && each.status === 'draft');
  if (standing) {
    await reviseLetter(tx, { letterId: standing.id, data: letter.data, hal: letter.hal, now, doer });
    return standing.id;
  }
  const { letterId } = await draftLetter(tx, { ...letter, officeId: found.host.officeId, subjectId: found.row.id, now, doer });
  return letterId;
};

const serverDocument = async (
  tx: Db,
  found: FoundCase,
  server: ServerPage,
  doer: Doer,
  now: Temporal.Instant,
): Promise<string> => {
  return makeDraft(
    tx,
    found,
    {
      kind: 'server-document',
      hal: `Dokumentasi Perangkat/Server ${server.name}`,
      data: await serverDocumentOf(tx, server, found.row.number),
    },
    doer,
    now,
  );
};

const topologyDocument = async (
  tx: Db,
  found: FoundCase,
  server: ServerPage,
  doer: Doer,
  now: Temporal.Instant,
): Promise<string> => {
  const name = await nameOf(tx, found.row.id);
  return makeDraft(
    tx,
    found,
    {
      kind: 'topology-document',
      hal: `Dokumentasi Topologi Jaringan ${server.name}`,
      data: await serverTopologyOf(tx, server, name ? [name.fqdn] : [], found.row.number),
    },
    doer,
    now,
  );
};

const installationDocument = async (
  tx: Db,
  found: FoundCase,
  server: ServerPage,
  doer: Doer,
  now: Temporal.Instant,
): Promise<string> => {
  const request = requestOf(found.row.request);
  const [items, steps, documents, name] = [
    await listInstallItems(tx, found.row.id),
    await listSteps(tx, found.row.id),
    await listDocuments(tx, found.row.id),
    await nameOf(tx, found.row.id),
  ];
  const local = (at: Temporal.Instant): string =>
    at.toZonedDateTimeISO(found.host.timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
  const installation = steps.filter((step) => step.step === 7).at(-1);
  return makeDraft(
    tx,
    found,
    {
      kind: 'installation-document',
      hal: `Dokumentasi Instalasi Aplikasi ${found.row.application_name}`,
      data: {
        reference: found.row.number,
        application: found.row.application_name,
        owner: found.office.name,
        server: server.name,
        domainName: `${found.row.subdomain}.${found.host.domain}`,
        technology: [request.language, request.framework].filter((part) => part !== '').join(', '),
        database: request.database,
        guide: documents.find((each) => each.kind === 'installation-guide' && each.replaced_at === null)?.file_name ?? '',
        startedAt: local(installation?.opened_at ?? now),
        finishedAt: local(installation?.closed_at ?? now),
        items: items.map((item) => ({
          title: item.title,
          detail: item.detail,
          doneAt: item.done_at ? local(item.done_at) : null,
          doneBy: item.done_by_name ?? '',
          evidence: item.evidence,
          file: item.evidence_file ?? '',
        })),
        record:
          name?.records
            .map((each) => `${name.fqdn} ${each.type} ${each.value}: ${each.verifyResult ?? each.state}`)
            .join('; ')
            .slice(0, 500) ?? '',
        notes: '',
      },
    },
    doer,
    now,
  );
};
