import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, getInstallation, needAdministrator } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import { listFilings, ruleFor } from '../books/filings.ts';
import { type FilingInput, filingInput } from '../books/input.ts';
import { isFilingKind } from '../filing.ts';

/**
 * Sets archive code and retention of a kind of letter, with the decree that says so. Letters that were made keep the code
 * that stands in their number; retention counts for all. Throws `forbidden`, not_found, `invalid`.
 */
export const saveFiling = async (
  tx: Db,
  input: { by: By; kind: string; filing: FilingInput; now: Temporal.Instant },
): Promise<void> => {
  const { by, kind, now } = input;
  needAdministrator(by);
  if (!isFilingKind(kind)) throw new AppError('not_found', { what: `letter kind ${kind}` });
  const filing = parse(filingInput, input.filing);
  const before = ruleFor(await listFilings(tx), kind);
  const row = {
    classification: filing.classification,
    active_years: filing.activeYears,
    inactive_years: filing.inactiveYears,
    fate: filing.fate,
    basis: filing.basis,
    updated_at: now,
  };
  await tx
    .insertInto('letter_filing')
    .values({ kind, ...row })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet(row))
    .execute();
  const keys = ['classification', 'activeYears', 'inactiveYears', 'fate', 'basis'] as const;
  const changes = Object.fromEntries(
    keys.filter((key) => before[key] !== filing[key]).map((key) => [key, [before[key], filing[key]]]),
  );
  if (Object.keys(changes).length === 0 && before.set) return;
  await record(tx, {
    subjectKind: 'installation',
    subjectId: (await getInstallation(tx)).hostOfficeId,
    at: now,
    type: 'installation.filing_set',
    doer: doerOf(by),
    data: { kind, changes },
  });
};
