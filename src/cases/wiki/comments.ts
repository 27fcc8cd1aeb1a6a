import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import {
  addComment,
  type Commented,
  editComment,
  findPage,
  ownerOf,
  speakersOf,
  type WikiPage,
  watchersOf,
} from '#wiki/index.ts';
import { currentCalendar } from '../queries/current-calendar.ts';
import { mailedTitle, tell } from './tell.ts';
import { thoseWho } from './those-who.ts';

type By = { actor: Actor; now: Temporal.Instant };

/** Those of these people who read the page today. */
const readersOf = (tx: Db, page: WikiPage, people: ReadonlySet<string>, now: Temporal.Instant): Promise<string[]> =>
  thoseWho(tx, { people, now }, async (actor) => (await findPage(tx, actor, page.id)) !== null);

/** The notice leads to the comment itself, wherever the page is by then. */
const aboutComment = ({ page, commentId }: Commented, { actor }: By) => ({
  id: page.id,
  label: `${mailedTitle(page)} (${actor.personName})`,
  path: `/wiki/pages/${page.id}/comments/${commentId}`,
});

const tellNamed = async (tx: Db, commented: Commented, by: By): Promise<string[]> => {
  const named = commented.named.flatMap(({ personId }) => personId ?? []);
  await tell(tx, aboutComment(commented, by), { kind: 'wiki-mentioned', people: named, except: by.actor.personId, now: by.now });
  return named;
};

/**
 * A remark on a page: whom it names hears of it, and so do those who have spoken in its thread, who watches the page
 * and who answers for it, unless they asked to be left alone.
 * Nobody hears of a page that he or she does not read; `named` says whom the remark could not reach.
 */
export const commentOnPage = async (tx: Db, input: Parameters<typeof addComment>[1]): Promise<Commented> => {
  const { actor, now } = input;
  const commented = await addComment(tx, input);
  const named = await tellNamed(tx, commented, input);
  const { timeZone } = await currentCalendar(tx);
  const owner = await ownerOf(tx, commented.page.id, now.toZonedDateTimeISO(timeZone).toPlainDate());
  const { watching, never } = await watchersOf(tx, commented.page.id);
  const others = new Set([...(await speakersOf(tx, commented.threadId)), ...(owner ? [owner.personId] : []), ...watching]);
  for (const personId of [...named, ...never, actor.personId]) others.delete(personId);
  const people = await readersOf(tx, commented.page, others, now);
  await tell(tx, aboutComment(commented, input), { kind: 'wiki-commented', people, except: actor.personId, now });
  return commented;
};

/** Changes one's own comment; whom it names only now hears of it. */
export const editCommentAndTell = async (tx: Db, input: Parameters<typeof editComment>[1]): Promise<Commented> => {
  const edited = await editComment(tx, input);
  await tellNamed(tx, edited, input);
  return edited;
};
