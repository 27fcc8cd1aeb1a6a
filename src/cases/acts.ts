import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { id, inWords, oneOf, optionalDate, optionalText, text } from '#lib/input.ts';
import { accept } from './commands/accept.ts';
import { checkName } from './commands/check-name.ts';
import { checkRequirements } from './commands/check-requirements.ts';
import { confirmDocuments } from './commands/confirm-documents.ts';
import { describeCaseApplication } from './commands/describe-application.ts';
import { dispose } from './commands/dispose.ts';
import { documentApplication } from './commands/document-application.ts';
import { draftReply } from './commands/draft-reply.ts';
import { editInstallation } from './commands/edit-installation.ts';
import { finishInstallation } from './commands/finish-installation.ts';
import { holdCaseCapacity } from './commands/hold-capacity.ts';
import { initialReply } from './commands/initial-reply.ts';
import { makeInfrastructureDocuments } from './commands/make-infrastructure-documents.ts';
import { overrideName } from './commands/override-name.ts';
import { passToInfrastructure } from './commands/pass-to-infrastructure.ts';
import { provideCaseServer, type ServerSpecification } from './commands/provide-server.ts';
import { publishSubdomain } from './commands/publish-subdomain.ts';
import { refuse } from './commands/refuse.ts';
import { returnCase } from './commands/return-case.ts';
import { saveDraft } from './commands/save-draft.ts';
import { sendBack } from './commands/send-back.ts';
import { signLetter } from './commands/sign-letter.ts';
import { submit } from './commands/submit.ts';
import { tickItem } from './commands/tick-item.ts';
import { withdraw } from './commands/withdraw.ts';
import type { ActInput, ActResult } from './perform.ts';
import { requestFields, toDraft } from './request.ts';

/** One act as data: what its body looks like, and the command that carries it out. */
type Act<Schema extends z.ZodType> = {
  body: Schema;
  run: (tx: Db, input: ActInput, body: z.output<Schema>) => Promise<ActResult>;
};

const act = <Schema extends z.ZodType>(body: Schema, run: Act<Schema>['run']): Act<z.ZodType> => ({
  body,
  run: (tx, input, parsed) => run(tx, input, parsed as z.output<Schema>),
});

const nothing = z.strictObject({});
const keys = z.array(z.string().max(100)).max(50).default([]);
const remarks = z.strictObject({ remarks: text(2000) });

const disposition = z.strictObject({
  instructions: keys,
  note: optionalText(2000),
  nature: oneOf(['ordinary', 'urgent', 'very-urgent', 'secret']).default('ordinary'),
  due_on: optionalDate(),
});

const dispositionOf = (body: z.output<typeof disposition>) => ({
  instructions: body.instructions,
  note: body.note,
  nature: body.nature,
  dueOn: body.due_on,
});

/** A part of the application's wiki page, in Markdown. */
const sectionText = text(20_000);

/**
 * Every act of the process by its key, for the API and the command line: a strict body and the same command that the
 * pages call. A test holds the keys against the definition, so that no act can be reached by one door only.
 */
export const acts: Readonly<Record<string, Act<z.ZodType>>> = {
  'save-draft': act(
    z.strictObject({ fields: z.partialRecord(z.enum(requestFields), z.union([z.string(), z.number(), z.boolean()])) }),
    (tx, input, body) => saveDraft(tx, { ...input, draft: toDraft(body.fields) }),
  ),
  submit: act(nothing, submit),
  withdraw: act(z.strictObject({ reason: text(1000) }), (tx, input, body) => withdraw(tx, { ...input, ...body })),
  dispose: act(disposition, (tx, input, body) => dispose(tx, { ...input, disposition: dispositionOf(body) })),
  'check-requirement': act(
    z.strictObject({
      verdicts: z
        .array(
          z.strictObject({
            requirement: text(100),
            verdict: oneOf(['complete', 'incomplete']),
            reason: optionalText(100),
            note: optionalText(1000),
          }),
        )
        .max(50),
    }),
    (tx, input, body) => checkRequirements(tx, { ...input, ...body }),
  ),
  accept: act(disposition, (tx, input, body) => accept(tx, { ...input, disposition: dispositionOf(body) })),
  return: act(z.strictObject({ reasons: keys, missing: keys, explanation: optionalText(4000) }), (tx, input, body) =>
    returnCase(tx, { ...input, ...body }),
  ),
  refuse: act(z.strictObject({ reasons: keys, explanation: optionalText(4000) }), (tx, input, body) =>
    refuse(tx, { ...input, ...body }),
  ),
  'sign-refusal': act(nothing, (tx, input) => signLetter(tx, { ...input, action: 'sign-refusal' })),
  'reject-refusal': act(remarks, (tx, input, body) => sendBack(tx, { ...input, ...body, action: 'reject-refusal' })),
  'capacity-available': act(z.strictObject({ server_id: id() }), (tx, input, body) =>
    holdCaseCapacity(tx, { ...input, serverId: body.server_id }),
  ),
  'capacity-unavailable': act(z.strictObject({ note: text(4000) }), (tx, input, body) =>
    passToInfrastructure(tx, { ...input, ...body }),
  ),
  'provide-server': act(
    z.strictObject({ server: z.looseObject({ networkId: id(), address: text(50), interface: optionalText(60) }) }),
    (tx, input, body) =>
      // The registry reads the machine itself by its own strict schema and names every fault.
      provideCaseServer(tx, { ...input, server: body.server as unknown as ServerSpecification }),
  ),
  'make-infrastructure-documents': act(nothing, makeInfrastructureDocuments),
  'confirm-documents': act(nothing, confirmDocuments),
  'edit-installation': act(
    z
      .strictObject({
        add: z
          .array(z.strictObject({ title: text(300), detail: optionalText(4000) }))
          .max(200)
          .optional(),
        remove: id().optional(),
      })
      .refine((body) => (body.add === undefined) !== (body.remove === undefined), {
        path: ['add'],
        error: inWords({
          id: 'Isi salah satu: butir yang ditambah (add) atau yang dihapus (remove).',
          en: 'Give one of the two: items to add (add) or the one to remove (remove).',
        }),
      }),
    (tx, input, { add, remove }) =>
      editInstallation(tx, {
        ...input,
        edit: remove === undefined ? { kind: 'add', items: add ?? [] } : { kind: 'remove', itemId: remove },
      }),
  ),
  'tick-item': act(
    z.strictObject({
      item_id: id(),
      done: z.boolean(),
      evidence: optionalText(10_000),
      upload_id: id().nullable().default(null),
    }),
    (tx, input, body) =>
      tickItem(tx, { ...input, itemId: body.item_id, done: body.done, evidence: body.evidence, uploadId: body.upload_id }),
  ),
  'publish-subdomain': act(nothing, publishSubdomain),
  'finish-installation': act(nothing, finishInstallation),
  'describe-application': act(
    z.strictObject({
      fields: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])),
      page: z
        .record(z.string().max(200), sectionText)
        .optional()
        .describe('Required headings of the application’s wiki page, each with its text'),
    }),
    (tx, input, { fields, page }) =>
      describeCaseApplication(tx, { ...input, fields, ...(page ? { page: { texts: page } } : {}) }),
  ),
  'document-application': act(nothing, documentApplication),
  'draft-reply': act(z.strictObject({ note: optionalText(2000) }), (tx, input, body) => draftReply(tx, { ...input, ...body })),
  'initial-reply': act(nothing, initialReply),
  'send-back-draft': act(remarks, (tx, input, body) => sendBack(tx, { ...input, ...body, action: 'send-back-draft' })),
  'check-name': act(nothing, checkName),
  'override-name': act(z.strictObject({ reason: text(1000) }), (tx, input, body) => overrideName(tx, { ...input, ...body })),
  'sign-reply': act(nothing, (tx, input) => signLetter(tx, { ...input, action: 'sign-reply' })),
  'send-back-signing': act(remarks, (tx, input, body) => sendBack(tx, { ...input, ...body, action: 'send-back-signing' })),
};
