import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, getOffice, listPosts, needAdministrator } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import type { LetterKind } from '../kinds/index.ts';

/** Kinds that are drafts before they are signed; the others are issued in one act and have nothing to be initialled. */
export const draftedKinds = ['reply', 'refusal'] as const satisfies readonly LetterKind[];

export type InitialTurn = { postId: string; role: string | null; title: string; done: boolean };

/** Posts that must initial letters of a kind of this office, in order. */
export const listInitialRules = (db: Db, officeId: string): Promise<{ kind: string; postId: string; title: string }[]> =>
  db
    .selectFrom('initial_rule')
    .innerJoin('post', 'post.id', 'initial_rule.post_id')
    .select(['initial_rule.kind', 'post.id as postId', 'post.title'])
    .where('initial_rule.office_id', '=', officeId)
    .where('post.active', '=', true)
    .orderBy('initial_rule.kind')
    .orderBy('initial_rule.position')
    .execute();

/** Who must initial a letter, in order, and who has. Empty where its office asks for nothing. */
export const listInitialTurns = async (db: Db, letterId: string): Promise<InitialTurn[]> => {
  const rows = await db
    .selectFrom('letter')
    .innerJoin('initial_rule', (join) =>
      join.onRef('initial_rule.office_id', '=', 'letter.office_id').onRef('initial_rule.kind', '=', 'letter.kind'),
    )
    .innerJoin('post', 'post.id', 'initial_rule.post_id')
    .leftJoin('letter_initial', (join) =>
      join.onRef('letter_initial.letter_id', '=', 'letter.id').onRef('letter_initial.post_id', '=', 'post.id'),
    )
    .select(['post.id as postId', 'post.role', 'post.title', 'letter_initial.at'])
    .where('letter.id', '=', letterId)
    .where('post.active', '=', true)
    .orderBy('initial_rule.position')
    .execute();
  return rows.map(({ at, ...turn }) => ({ ...turn, done: at !== null }));
};

export type AwaitedInitial = { id: string; kind: string; hal: string; postId: string };

/** Drafts whose next initials are those of one of these posts, the oldest first. */
export const listAwaitedInitials = async (db: Db, postIds: readonly string[]): Promise<AwaitedInitial[]> => {
  if (postIds.length === 0) return [];
  const drafts = await db
    .selectFrom('letter')
    .innerJoin('initial_rule', (join) =>
      join.onRef('initial_rule.office_id', '=', 'letter.office_id').onRef('initial_rule.kind', '=', 'letter.kind'),
    )
    .innerJoin('post', 'post.id', 'initial_rule.post_id')
    .select(['letter.id', 'letter.kind', 'letter.hal', 'post.id as postId'])
    .where('letter.status', 'in', ['draft', 'initialled'])
    .where('post.active', '=', true)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('letter_initial')
            .select('letter_initial.post_id')
            .whereRef('letter_initial.letter_id', '=', 'letter.id')
            .whereRef('letter_initial.post_id', '=', 'post.id'),
        ),
      ),
    )
    .distinctOn('letter.id')
    .orderBy('letter.id')
    .orderBy('initial_rule.position')
    .execute();
  return drafts.filter((draft) => postIds.includes(draft.postId));
};

const faults = {
  kind: { id: 'Jenis surat ini tidak melalui draf.', en: 'Letters of this kind are not drafted first.' },
  post: { id: 'Pilih jabatan dari dinas ini, masing-masing satu kali.', en: 'Choose posts of this office, each once.' },
} as const;

/** Says which posts initial letters of a kind before they are signed, in order; none: nobody must. Throws forbidden, not_found, `invalid`. */
export const saveInitialRules = async (
  tx: Db,
  input: { officeId: string; kind: string; postIds: readonly string[]; by: By; now: Temporal.Instant },
): Promise<void> => {
  const { officeId, kind, postIds, by, now } = input;
  needAdministrator(by);
  await getOffice(tx, officeId);
  if (!draftedKinds.some((each) => each === kind)) throw invalid([{ field: 'kind', message: faults.kind }]);
  const known = new Set((await listPosts(tx, { officeId, active: true })).map((post) => post.id));
  if (new Set(postIds).size !== postIds.length || postIds.some((id) => !known.has(id))) {
    throw invalid([{ field: 'post1', message: faults.post }]);
  }
  await tx.deleteFrom('initial_rule').where('office_id', '=', officeId).where('kind', '=', kind).execute();
  if (postIds.length > 0) {
    await tx
      .insertInto('initial_rule')
      .values(postIds.map((postId, index) => ({ office_id: officeId, kind, position: index + 1, post_id: postId })))
      .execute();
  }
  await record(tx, {
    subjectKind: 'office',
    subjectId: officeId,
    at: now,
    type: 'office.initials_changed',
    doer: doerOf(by),
    data: { kind, post_ids: postIds },
  });
};
