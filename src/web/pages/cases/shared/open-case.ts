import { actionsFor, currentCalendar, type FoundCase, getCase } from '#cases/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { type Language, say, type Words } from '#lib/words.ts';
import { type AllowedAction, stateOf, type WorkingCalendar } from '#sop/index.ts';
import type { Crumb } from '../../../components/breadcrumb/breadcrumb.tsx';
import type { Ctx } from '../../../context.ts';
import { sayNext, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';

/** A case as its pages need it. */
export type OpenCase = { actor: Actor; found: FoundCase; calendar: WorkingCalendar };

/** The case in the address, as the signed-in person sees it. Throws not_found for another office's. */
export const openCase = async (c: Ctx, actor: Actor = signedIn(c)): Promise<OpenCase> => {
  const { db } = c.var.services;
  const number = c.req.param('number') ?? '';
  const [found, calendar] = await Promise.all([getCase(db, actor, number), currentCalendar(db)]);
  return { actor, found, calendar };
};

/** Whether the person sees what the host keeps to itself: dispositions, servers, evidence, internal comments. */
export const seesInside = (actor: Actor): boolean => actor.auditor || (actor.host && actor.posts.length > 0);

const words = {
  notOpen: {
    id: 'Langkah itu tidak sedang berjalan. Permohonan ini sekarang: {state}.',
    en: 'That step is not open. The request is now: {state}.',
  },
  otherPost: { id: 'tugas ini milik {posts}', en: 'this task belongs to {posts}' },
  'asked-it': { id: 'yang mengajukan permohonan tidak memutuskannya', en: 'who makes a request does not decide over it' },
  taken: { id: 'tugas ini sedang dikerjakan rekan Anda', en: 'a colleague has taken this task' },
} as const satisfies Record<string, Words>;

const forbid = (phrase: Words, language: Language, values: Record<string, string> = {}): AppError =>
  new AppError('forbidden', { why: say(phrase, language, values) });

/**
 * Opens the page of some acts. Where none of them is possible in the case's state, leads to the case and says so (the step
 * is done, or was never open). Throws forbidden where they belong to another post; what is merely missing the page shows.
 */
export const openAct = async (
  c: Ctx,
  keys: readonly string[],
): Promise<(OpenCase & { allowed: readonly AllowedAction[] }) | Response> => {
  const open = await openCase(c);
  const { found } = open;
  const { language } = c.var;
  const state = stateOf(found.definition, found.row.state);
  const starting = found.definition.actions.filter((action) => keys.includes(action.key) && action.from.includes(state.key));
  if (starting.length === 0) {
    sayNext(c, say(words.notOpen, language, { state: state.label[language] }));
    return c.redirect(paths.case(found.row.number), 303);
  }
  const allowed = await allowedOf(c, open, keys);
  if (allowed.length === 0) {
    const titles = found.definition.posts.filter((post) => starting.some((action) => action.by.includes(post.role)));
    throw forbid(words.otherPost, language, { posts: titles.map((post) => post.title[language]).join(', ') });
  }
  const barred = allowed.find((each) => each.refusal?.code === 'asked-it' || each.refusal?.code === 'taken')?.refusal;
  const free = allowed.some((each) => each.refusal === null || each.refusal.code === 'missing');
  if (barred && !free && (barred.code === 'asked-it' || barred.code === 'taken')) throw forbid(words[barred.code], language);
  return { ...open, allowed };
};

/** What the person may do now of these acts, for a page that is shown again after the case has moved on. */
export const allowedOf = async (c: Ctx, open: OpenCase, keys: readonly string[]): Promise<AllowedAction[]> =>
  (await actionsFor(c.var.services.db, open.found, open.actor)).filter((each) => keys.includes(each.action.key));

/** The way back up from a page of a case. */
export const crumbsOf = (number: string): Crumb[] => [
  { label: { id: 'Permohonan', en: 'Requests' }, href: paths.cases() },
  { label: number, href: paths.case(number) },
];
