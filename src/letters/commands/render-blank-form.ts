import type { Db } from '#db/index.ts';
import { listPosts } from '#identity/index.ts';
import { blankForm } from '../blank-forms.ts';
import { getFacts, sheetOf } from '../facts.ts';
import type { LetterKind } from '../kinds/index.ts';
import { readLogo } from '../logo.ts';
import { shippedSource } from '../sources.ts';
import { previewLetter } from '../templates/preview.ts';

/** More would not leave room for anything else on the slip. */
const mostReceivers = 12;

/** Titles of the posts of an office below its head, whose slip it is. */
const listReceivers = async (db: Db, officeId: string): Promise<string[]> => {
  const posts = await listPosts(db, { officeId, active: true });
  return posts
    .filter((post) => post.role !== 'agency-head' && post.role !== 'applicant-head')
    .map((post) => post.title)
    .slice(0, mostReceivers);
};

/**
 * The blank form of a kind under an office's letterhead, on its paper. It is made from the template that this release
 * brings, because an office's own need not stand empty data. Throws not_found, and `unavailable` when too many wait.
 */
export const renderBlankForm = async (
  db: Db,
  input: { kind: LetterKind; officeId: string; today: Temporal.PlainDate },
): Promise<{ pdf: Uint8Array; pages: number }> => {
  const { kind, officeId, today } = input;
  const facts = await getFacts(db, { officeId, signer: null, kind, today, allot: null });
  const { letterhead, page } = sheetOf(facts, {
    draft: false,
    number: '',
    hal: '',
    date: null,
    madeOn: today,
    signature: null,
    code: null,
  });
  const logo = await readLogo(db, letterhead.logoFileId);
  const posts = kind === 'disposition' ? await listReceivers(db, officeId) : [];
  const letter = blankForm(kind, { letterhead, madeOn: today, posts, ...(page ? { page } : {}) });
  const { document, pages } = await previewLetter(await shippedSource(kind), letter, { logo, want: 'pdf', name: kind });
  return { pdf: document, pages };
};
