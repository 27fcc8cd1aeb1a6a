import type { Db } from '#db/index.ts';
import { type ApplicationInput, describeApplication } from '#registry/index.ts';
import { missing } from '../missing.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';
import { type PageSections, writeSections } from '../wiki/sections.ts';

/** SOP step 8: the application's entry in the list of all applications is filled in, and the required parts of its wiki page. */
export const describeCaseApplication = (
  tx: Db,
  input: ActInput & { fields: ApplicationInput; page?: PageSections },
): Promise<ActResult> =>
  perform(tx, input, 'describe-application', async (context) => {
    const { found, now, doer } = context;
    if (!found.row.application_id) throw missing(context, { id: 'aplikasi', en: 'the application' });
    await describeApplication(tx, { applicationId: found.row.application_id, fields: input.fields, now, doer });
    if (input.page) await writeSections(tx, found.row.application_id, input, input.page);
    return { data: { application_id: found.row.application_id, fields: Object.keys(input.fields) } };
  });
