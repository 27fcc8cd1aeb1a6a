import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { seesAllFigures } from '../figures/scope.ts';
import type { FigureTable } from '../figures/tables.ts';

export type ReportRow = {
  id: string;
  month: Temporal.PlainDate;
  madeAt: Temporal.Instant;
  letterId: string;
  status: string;
  signState: string | null;
  fileId: string | null;
  signerName: string | null;
  issuedAt: Temporal.Instant | null;
};

const rows = (db: Db) =>
  db
    .selectFrom('monthly_report as report')
    .innerJoin('letter', 'letter.id', 'report.letter_id')
    .leftJoin('person', 'person.id', 'letter.signer_person_id')
    .select([
      'report.id',
      'report.month',
      'report.made_at as madeAt',
      'report.letter_id as letterId',
      'letter.status',
      'letter.sign_state as signState',
      'letter.file_id as fileId',
      'letter.issued_at as issuedAt',
      'person.name as signerName',
    ]);

/** Monthly reports are the hosting office's own: its officials and auditors see them, to others there are none. */
const needSight = (actor: Actor): void => {
  if (!seesAllFigures(actor)) throw new AppError('not_found', { what: 'monthly reports' });
};

/** All monthly reports, the latest first. Throws not_found for who sees none. */
export const listReports = async (db: Db, actor: Actor): Promise<ReportRow[]> => {
  needSight(actor);
  return rows(db).orderBy('report.month', 'desc').execute();
};

/** One report with its figures and the content of its letter. Throws not_found. */
export const getReport = async (
  db: Db,
  actor: Actor,
  id: string,
): Promise<ReportRow & { tables: readonly FigureTable[]; content: Record<string, unknown> }> => {
  needSight(actor);
  const found = isId(id)
    ? await rows(db).select(['report.tables', 'letter.data']).where('report.id', '=', id).executeTakeFirst()
    : undefined;
  if (!found) throw new AppError('not_found', { what: `monthly report ${id}` });
  const { tables, data, ...row } = found;
  return {
    ...row,
    tables: tables as unknown as readonly FigureTable[],
    content: (data as unknown as { content: Record<string, unknown> }).content,
  };
};
