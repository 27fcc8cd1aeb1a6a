import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { json } from '#db/index.ts';
import { type By, doerOf, getInstallation, needAdministrator } from '#identity/index.ts';
import { parse } from '#lib/input.ts';
import { type PageSettings, pageSchema, standardPage } from '../page-settings.ts';
import { rerenderDrafts } from '../templates/rerender.ts';

/** The settings of one office (null where it follows the installation), and those that hold for all others. */
export const findPageSettings = async (
  db: Db,
  officeId: string | null,
): Promise<{ own: PageSettings | null; installation: PageSettings }> => {
  const rows = await db.selectFrom('letter_page').select(['office_id', 'settings']).execute();
  const of = (id: string | null): PageSettings | null => {
    const row = rows.find((each) => each.office_id === id);
    return row ? pageSchema.parse(row.settings) : null;
  };
  return { own: officeId === null ? null : of(officeId), installation: of(null) ?? standardPage };
};

/**
 * Sets paper, font, size, spacing and margins of the installation (`officeId` null) or of one office; `settings` null lets an
 * office follow the installation again. What was issued keeps its own. Throws `forbidden`, `invalid`.
 */
export const savePageSettings = async (
  tx: Db,
  input: { officeId: string | null; settings: unknown; by: By; now: Temporal.Instant },
): Promise<void> => {
  const { officeId, by, now } = input;
  needAdministrator(by);
  const settings = input.settings === null ? null : parse(pageSchema, input.settings);
  if (settings === null) {
    await sql`delete from letter_page where office_id is not distinct from ${officeId}::uuid`.execute(tx);
  } else {
    await tx
      .insertInto('letter_page')
      .values({ office_id: officeId, settings: json(settings as never) })
      .onConflict((conflict) => conflict.column('office_id').doUpdateSet({ settings: json(settings as never) }))
      .execute();
  }
  const subjectId = officeId ?? (await getInstallation(tx)).hostOfficeId;
  const subjectKind = officeId === null ? 'installation' : 'office';
  await record(tx, { subjectKind, subjectId, at: now, type: 'letter-page.updated', doer: doerOf(by), data: { settings } });
  await rerenderDrafts(tx, officeId === null ? {} : { officeId });
};
