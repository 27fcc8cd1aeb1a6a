import type { Db } from '#db/index.ts';
import { type Actor, findActor, getInstallation, listAccounts } from '#identity/index.ts';
import { announce, type NoticeKind } from '#notify/index.ts';
import { addComment, decideProposal, findPage, listComments, savePage, takeDueReminders, type WikiPage } from '#wiki/index.ts';
import { mailTimes } from '../notices.ts';
import { currentCalendar } from '../queries/current-calendar.ts';

type Telling = { kind: NoticeKind; people: readonly string[]; except: string | null; now: Temporal.Instant };

const tell = async (
  tx: Db,
  page: Pick<WikiPage, 'id' | 'title' | 'spaceKey' | 'slug'>,
  { kind, people, except, now }: Telling,
): Promise<void> => {
  if (people.length === 0) return;
  const calendar = await currentCalendar(tx);
  await announce(tx, {
    to: [...new Set(people)].map((personId) => ({ personId })),
    kind,
    subjectId: page.id,
    label: page.title,
    path: `/wiki/${page.spaceKey}/${encodeURIComponent(page.slug)}`,
    except,
    at: now,
    mail: mailTimes(calendar, now),
    today: now.toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
  });
};

/** At most so many people are called by one comment. */
const mostMentions = 20;

/** Who is named by "@Name" or "@mail" in a text and reads the page: nobody hears of a page that is not his or hers. */
const mentioned = async (tx: Db, page: WikiPage, text: string, now: Temporal.Instant): Promise<string[]> => {
  const said = text.toLowerCase();
  if (!said.includes('@')) return [];
  const named = (await listAccounts(tx))
    .filter(
      ({ personName, email, disabledAt }) =>
        !disabledAt && (said.includes(`@${personName.toLowerCase()}`) || said.includes(`@${email.split('@')[0]}`)),
    )
    .slice(0, mostMentions);
  const readers: string[] = [];
  for (const { id, personId } of named) {
    const actor = await findActor(tx, { accountId: id, now });
    if (actor && (await findPage(tx, actor, page.id))) readers.push(personId);
  }
  return readers;
};

/** Those of these people who read the page today. */
const readersOf = async (tx: Db, page: WikiPage, people: readonly string[], now: Temporal.Instant): Promise<string[]> => {
  const wanted = new Set(people);
  const readers: string[] = [];
  for (const { id, personId, disabledAt } of wanted.size === 0 ? [] : await listAccounts(tx)) {
    if (!wanted.has(personId) || disabledAt) continue;
    const actor = await findActor(tx, { accountId: id, now });
    if (actor && (await findPage(tx, actor, page.id))) readers.push(personId);
  }
  return readers;
};

/** A remark on a page: whom it names hears of it, and so do the page's owner and those who have taken part. */
export const commentOnPage = async (
  tx: Db,
  { now, actor, pageId, comment }: { now: Temporal.Instant; actor: Actor; pageId: string; comment: unknown },
): Promise<{ page: WikiPage; commentId: string }> => {
  const { page, commentId, body } = await addComment(tx, { now, actor, pageId, comment });
  const named = await mentioned(tx, page, body, now);
  const before = (await listComments(tx, pageId)).map(({ personId }) => personId);
  const others = await readersOf(tx, page, [...before, ...(page.ownerPersonId ? [page.ownerPersonId] : [])], now);
  await tell(tx, page, { kind: 'wiki-mentioned', people: named, except: actor.personId, now });
  const rest = others.filter((personId) => !named.includes(personId));
  await tell(tx, page, { kind: 'wiki-commented', people: rest, except: actor.personId, now });
  return { page, commentId };
};

const approvers = ['division-head', 'application-section-head', 'infrastructure-section-head'];

/** Saves a page; where the change waits for approval, those who may approve it hear of it. */
export const savePageAndTell = async (tx: Db, input: Parameters<typeof savePage>[1]): ReturnType<typeof savePage> => {
  const saved = await savePage(tx, input);
  if (saved.outcome !== 'proposed') return saved;
  const { page } = saved;
  const [calendar, { hostOfficeId }] = await Promise.all([currentCalendar(tx), getInstallation(tx)]);
  await announce(tx, {
    to: approvers.map((role) => ({ officeId: hostOfficeId, role })),
    kind: 'wiki-proposed',
    subjectId: page.id,
    label: page.title,
    path: '/wiki/proposals',
    except: input.actor.personId,
    at: input.now,
    mail: mailTimes(calendar, input.now),
    today: input.now.toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
  });
  return saved;
};

/** Decides a proposed change; its author hears what became of it. */
export const decideAndTell = async (tx: Db, author: string, input: Parameters<typeof decideProposal>[1]): Promise<WikiPage> => {
  const page = await decideProposal(tx, input);
  const kind = input.decision === 'approved' ? 'wiki-approved' : 'wiki-refused';
  await tell(tx, page, {
    kind,
    people: input.decision === 'withdrawn' ? [] : [author],
    except: input.actor.personId,
    now: input.now,
  });
  return page;
};

/** Reminds the owners of pages whose review has come due, once for each date. */
export const remindOwners = async (db: Db, now: Temporal.Instant): Promise<void> => {
  const { timeZone } = await currentCalendar(db);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  await db.transaction().execute(async (tx) => {
    for (const { pageId, ownerPersonId, ...page } of await takeDueReminders(tx, today)) {
      await tell(tx, { id: pageId, ...page }, { kind: 'wiki-review-due', people: [ownerPersonId], except: null, now });
    }
  });
};
