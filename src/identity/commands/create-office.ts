import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { type OfficeInput, officeInput } from '../input.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { refusing } from '../refusals.ts';
import { createPost } from './create-post.ts';

/**
 * Adds an applying office, with the posts that the SOP gives to one (their keys and titles are the caller's). Throws
 * `forbidden`, `invalid`.
 */
export const createOffice = async (
  tx: Db,
  input: { office: OfficeInput; posts?: readonly { role: string; title: string }[]; by: By; now: Temporal.Instant },
): Promise<{ officeId: string; postIds: string[] }> => {
  needAdministrator(input.by);
  const office = parse(officeInput, input.office);
  const officeId = newId();
  await refusing(
    tx
      .insertInto('office')
      .values({
        id: officeId,
        name: office.name,
        abbreviation: office.abbreviation,
        kind: 'applicant',
        head_title: office.headTitle,
        address: office.address,
        phone: office.phone,
        email: office.email,
        website: office.website,
        logo_file_id: office.logoFileId,
        letter_number_pattern: office.letterNumberPattern,
        created_at: input.now,
      })
      .execute(),
  );
  const { name, abbreviation } = office;
  await record(tx, {
    subjectKind: 'office',
    subjectId: officeId,
    at: input.now,
    type: 'office.created',
    doer: doerOf(input.by),
    data: { name, abbreviation },
  });
  const postIds: string[] = [];
  for (const post of input.posts ?? []) {
    postIds.push((await createPost(tx, { post: { officeId, ...post }, by: input.by, now: input.now })).postId);
  }
  return { officeId, postIds };
};
