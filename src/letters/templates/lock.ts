import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { By } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import { type TemplateStatus, templateStatuses } from '../choices.ts';
import { asTemplateKind, type TemplateKind } from './parts.ts';

/** Versions of one kind are numbered and brought into force one after another. */
export const lockKind = async (tx: Db, kind: TemplateKind): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext(${`letter_template ${kind}`}))`.execute(tx);
};

/** A version under lock, as it is after any wait. Throws not_found. */
export const lockTemplate = async (tx: Db, templateId: string) => {
  const found = isId(templateId)
    ? await tx.selectFrom('letter_template').selectAll().where('id', '=', templateId).forUpdate().executeTakeFirst()
    : undefined;
  if (!found) throw new AppError('not_found', { what: `template ${templateId}` });
  return { ...found, kind: asTemplateKind(found.kind), status: found.status as TemplateStatus };
};

const possible: Readonly<Record<TemplateStatus, { id: string; en: string }>> = {
  draft: { id: 'menyimpan, memberlakukan, membuang', en: 'keeping it, bringing it into force, throwing it away' },
  active: { id: 'memulai versi baru darinya', en: 'beginning a new version from it' },
  retired: {
    id: 'memberlakukannya kembali, memulai versi baru darinya',
    en: 'bringing it back, beginning a new version from it',
  },
};

const languageOf = (by: By) => (by === 'system' ? 'id' : by.language);

/** What a version in this state does not allow, and what it does. */
export const templateNotPossible = (action: string, status: TemplateStatus, by: By): AppError =>
  new AppError('not_possible_now', {
    action,
    state: say(templateStatuses[status].label, languageOf(by)),
    possible: say(possible[status], languageOf(by)),
  });
