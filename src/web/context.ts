import type { Context, Hono } from 'hono';
import type { Actor, Installation, Session } from '#identity/index.ts';
import type { Language } from '#lib/words.ts';
import type { FormValues } from './form.ts';

import type { Services } from './services.ts';

/** What an internal replay of a parked form carries; it travels in Hono's env, which no client can write. */
export type Replay = { values: FormValues };

export type AppEnv = {
  Bindings: { replay?: Replay; incoming?: { socket?: { remoteAddress?: string } } };
  Variables: {
    services: Services;
    /** Short code of this request: in the log, in the header X-Trace and on error pages. */
    trace: string;
    /** When this request came in. Pages and commands take it from here and read no clock. */
    now: Temporal.Instant;
    language: Language;
    /** Who is signed in. Read by the middleware for pages; for acts, `act` reads it inside the transaction. */
    actor: Actor | null;
    /** What the pages of one's own account need beside the actor. */
    session: Session | null;
    /** What was written into the form that is being refused, to be shown on the page that says so. */
    written?: readonly string[];
    /** The address that the request came from. */
    ip: string;
    /** Null until the office has been set up; then every page but the set-up redirects there. */
    installation: Installation | null;
    /** Whether people reach Griya over https: cookies are then marked Secure. */
    secure: boolean;
  };
};

export type Ctx = Context<AppEnv>;
export type App = Hono<AppEnv>;

/** One page (or a few that belong together) adds its routes to the app. */
export type Page = (app: App) => void;
