import { createHash } from 'node:crypto';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, needAdministrator } from '#identity/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { lockTemplate, templateNotPossible } from '../templates/lock.ts';

const longestTemplate = 100_000;
const longestReason = 500;

/** The text as it is stored: line ends as Typst counts them, and nothing that PostgreSQL could not hold. */
const readTemplate = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\u0000', '').toWellFormed();

/**
 * Keeps the text of a draft. A text with faults may be kept, it only cannot come into force. Throws `forbidden`, `not_found`,
 * `invalid`, `stale_page`, and not_possible_now for a version that has been in force.
 */
export const saveTemplate = async (
  tx: Db,
  input: { templateId: string; template: string; reason: string; version: number; by: By; now: Temporal.Instant },
): Promise<void> => {
  needAdministrator(input.by);
  const { id, status, version, kind, no } = await lockTemplate(tx, input.templateId);
  if (status !== 'draft') throw templateNotPossible('template.save', status, input.by);
  if (version !== input.version) throw new AppError('stale_page', { seen: input.version, now: version });
  const template = readTemplate(input.template);
  const reason = input.reason.toWellFormed().trim();
  const faults = faultsOf(template, reason);
  if (faults.length > 0) throw invalid(faults);
  await tx
    .updateTable('letter_template')
    .set({ template, reason, version: version + 1 })
    .where('id', '=', id)
    .execute();
  const data = { kind, no, sha256: createHash('sha256').update(template).digest('hex') };
  const doer = doerOf(input.by);
  await record(tx, { subjectKind: 'letter-template', subjectId: id, at: input.now, type: 'template.saved', doer, data });
};

const faultsOf = (template: string, reason: string): FieldFault[] => [
  ...(template.trim() === ''
    ? [
        {
          field: 'template',
          message: {
            id: 'Isi templatnya; kosong tidak dapat dicetak.',
            en: 'Write the template; an empty one cannot be printed.',
          },
        },
      ]
    : []),
  ...(template.length > longestTemplate
    ? [
        {
          field: 'template',
          message: { id: 'Templat paling banyak 100.000 karakter.', en: 'A template has at most 100,000 characters.' },
        },
      ]
    : []),
  ...(reason.length > longestReason
    ? [{ field: 'reason', message: { id: 'Alasan paling banyak 500 karakter.', en: 'A reason has at most 500 characters.' } }]
    : []),
];
