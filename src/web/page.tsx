import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { countUnread } from '#notify/index.ts';
import { Alert } from './components/alert/alert.tsx';
import type { Crumb } from './components/breadcrumb/breadcrumb.tsx';
import { ErrorSummary } from './components/error-summary/error-summary.tsx';
import { PageHeader } from './components/page-header/page-header.tsx';
import type { Ctx } from './context.ts';
import type { FormState } from './form.ts';
import { AppLayout, DoorLayout, type PageScript, type Told } from './layout/layout.tsx';
import type { Section } from './layout/nav.ts';
import { words } from './layout/words.ts';
import { type Phrase, useWords, type View, ViewContext } from './view.ts';

const saidCookie = 'griya_said';

export type PageHead = {
  title: Phrase;
  /** The entry of the navigation that is marked. */
  section?: Section;
  breadcrumbs?: readonly Crumb[];
  /** One quiet line under the title. */
  lead?: Child;
  /** Buttons right of the title. */
  actions?: Child;
  /** The page's form: its faults are summed up above the content. */
  state?: FormState;
  /** narrow for a form or a text, full for a wide table or a board. */
  width?: 'narrow' | 'normal' | 'full';
  scripts?: readonly PageScript[];
  /** For pages that anybody reads: their address for search engines, and what they are about. */
  told?: Told;
  /** The body brings its own h1. */
  bare?: boolean;
};

const Restored = () => {
  const t = useWords();
  return (
    <div class="g-said g-restored">
      <Alert tone="info" title={words.restored} live>
        <p>{t(words.restoredHow)}</p>
      </Alert>
    </div>
  );
};

/** Answers with a page in the shell that fits: the application's for who is signed in, the door's for who is not. */
export const page = async (c: Ctx, head: PageHead, body: Child): Promise<Response> => {
  const { actor, language, installation, now, services } = c.var;
  const unread = actor ? await countUnread(services.db, actor.personId).catch(() => 0) : 0;
  const said = getCookie(c, saidCookie) ?? null;
  if (said) deleteCookie(c, saidCookie, { path: '/' });
  const heading = typeof head.title === 'string' ? head.title : say(head.title, language);
  const faulty = head.state !== undefined && (head.state.faults.length > 0 || head.state.error !== null);
  const title = `${faulty ? say(words.errorPrefix, language) : ''}${heading} · Griya`;
  // Where the language switch leads back to: an address that was posted to need not answer a reader.
  const url = new URL(c.req.method === 'POST' ? (head.breadcrumbs?.at(-1)?.href ?? c.req.path) : c.req.url, c.req.url);
  const view: View = { language, timeZone: installation?.timeZone ?? 'UTC', now, path: `${url.pathname}${url.search}`, actor };
  const within = async (child: Child): Promise<string> =>
    String(await (<ViewContext.Provider value={view}>{child}</ViewContext.Provider>).toString());
  // The fields note their labels while they are drawn, so the summary above them is drawn after them.
  const drawn = await within(body);
  const content = (
    <>
      {head.state?.restored ? <Restored /> : null}
      {head.state ? <ErrorSummary state={head.state} /> : null}
      {head.bare ? null : (
        <PageHeader title={head.title} breadcrumbs={head.breadcrumbs} lead={head.lead ?? null} actions={head.actions ?? null} />
      )}
      {raw(drawn)}
    </>
  );
  const shared = { title, installation, said, width: head.width ?? 'normal', scripts: head.scripts ?? [] } as const;
  const html = await within(
    actor ? (
      <AppLayout {...shared} section={head.section ?? 'none'} unread={unread}>
        {content}
      </AppLayout>
    ) : (
      <DoorLayout {...shared} told={head.told}>
        {content}
      </DoorLayout>
    ),
  );
  c.header('cache-control', 'no-store');
  return c.html(`<!doctype html>${html}`);
};

/** Keeps a sentence for the next page: what has just been done. */
export const sayNext = (c: Ctx, sentence: string): void =>
  setCookie(c, saidCookie, sentence.slice(0, 300), { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 60 });

/** Who is signed in. Throws signed_out otherwise, which leads a reader to the sign-in page and back. */
export const signedIn = (c: Ctx): Actor => {
  if (!c.var.actor) throw new AppError('signed_out');
  return c.var.actor;
};

/** A part of the address, `:id` for example. */
export const param = (c: Ctx, name: string): string => c.req.param(name) ?? '';
