import { getCookie } from 'hono/cookie';
import { readSessionToken, signIn, signOut } from '#identity/index.ts';
import { listOpenSpaces } from '#wiki/index.ts';
import { faultyForm, openForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { Hidden } from '../../../components/form/form.tsx';
import { Icon } from '../../../components/icon/icon.tsx';
import { PageHeader } from '../../../components/page-header/page-header.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { callerOf, nextPath, setCookies } from '../../../door.ts';
import { type FormState, text } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { parkedCookie } from '../../../parked-cookie.ts';
import { paths } from '../../../paths.ts';
import { readFields } from '../../../read-form.ts';
import { useWords } from '../../../view.ts';
import { words } from './words.ts';

const PasskeyDoor = ({ next }: { next: string }) => {
  const t = useWords();
  return (
    <div data-passkey hidden>
      <p class="g-or">{t(words.or)}</p>
      <div class="g-wide-button">
        <button type="button" class="btn g-btn-secondary" id="passkey-sign-in" data-next={next}>
          <Icon name="fingerprint" />
          {t(words.passkey)}
        </button>
      </div>
      <p class="g-fault" id="passkey-sign-in-fault" role="alert" hidden>
        {t(words.passkeyFault)}
      </p>
    </div>
  );
};

type SignInProps = { state: FormState; next: string; kept: boolean; open: boolean };

const SignIn = ({ state, next, kept, open }: SignInProps) => {
  const t = useWords();
  return (
    <div class="g-door-panel">
      <PageHeader title={words.title} />
      {kept ? (
        <div class="g-said">
          <Alert tone="info" title={words.kept}>
            <p>{t(words.keptHow)}</p>
          </Alert>
        </div>
      ) : null}
      <Card>
        <form method="post" action={paths.signIn()} novalidate>
          <Hidden name="next" value={next} />
          <TextField
            state={state}
            name="email"
            label={words.email}
            type="email"
            autocomplete="username webauthn"
            inputmode="email"
            spellcheck={false}
          />
          <TextField state={state} name="password" label={words.password} type="password" autocomplete="current-password" />
          <div class="g-wide-button">
            <Button label={words.submit} />
          </div>
        </form>
        <PasskeyDoor next={next} />
      </Card>
      <p class="g-small g-muted g-door-help">{t(words.help)}</p>
      {open ? (
        <p class="g-small g-door-help">
          <a href={paths.wiki()}>{t(words.open)}</a>
        </p>
      ) : null}
    </div>
  );
};

const show = async (c: Ctx, state: FormState, next: string): Promise<Response> => {
  const open = (await listOpenSpaces(c.var.services.db)).length > 0;
  return page(
    c,
    { title: words.title, state, bare: true, width: 'narrow', scripts: ['passkey.js'] },
    <SignIn state={state} next={next} kept={getCookie(c, parkedCookie) !== undefined} open={open} />,
  );
};

/** Where a person goes after signing in: to the form that was kept, or where they were going. */
const goal = (c: Ctx, asked: string | undefined): string => {
  const next = nextPath(asked);
  return next === paths.home() && getCookie(c, parkedCookie) ? paths.resume() : next;
};

/** Signing in with a password, and out again. */
export const signInPage: Page = (app) => {
  app.get(paths.signIn(), async (c) => {
    const next = goal(c, c.req.query('next'));
    return c.var.actor ? c.redirect(next, 303) : show(c, openForm(), next);
  });

  app.post(paths.signIn(), async (c) => {
    const values = await readFields(c);
    const next = goal(c, text(values, 'next'));
    const email = text(values, 'email');
    // As typed: a password may begin or end with a space.
    const password = values.get('password')?.[0] ?? '';
    try {
      const done = await signIn(c.var.services.auth, { email, password, ...callerOf(c) });
      setCookies(c, done);
      return c.redirect(done.twoFactorRequired ? paths.secondFactor(next) : next, 303);
    } catch (error) {
      return show(c, faultyForm(c, values, error), next);
    }
  });

  app.post(paths.signOut(), async (c) => {
    const session = readSessionToken(c.var.services.auth, c.req.raw.headers);
    if (session) c.var.services.live?.endSession(session);
    setCookies(c, await signOut(c.var.services.auth, callerOf(c)));
    return c.redirect(paths.signIn(), 303);
  });
};
