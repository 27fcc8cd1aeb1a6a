import { apiKeyState, changePassword, listApiKeys, readSessionToken, shortestPassword, throttled } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { freshForm, perform } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Checkbox, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, ticked } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { words } from './words.ts';

const Password = ({ state, must, keys }: { state: FormState; must: boolean; keys: number }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <Card>
      {must ? (
        <div class="g-said">
          <Alert tone="info">
            <p>{t(words.mustChangeHow)}</p>
          </Alert>
        </div>
      ) : null}
      <ActForm action={paths.password()} state={state}>
        <TextField
          state={state}
          name="currentPassword"
          label={words.current}
          type="password"
          autocomplete="current-password"
          width="medium"
        />
        <TextField
          state={state}
          name="newPassword"
          label={words.next}
          hint={say(words.nextHint, language, { n: shortestPassword })}
          type="password"
          autocomplete="new-password"
          width="medium"
        />
        <TextField
          state={state}
          name="repeated"
          label={words.repeat}
          type="password"
          autocomplete="new-password"
          width="medium"
        />
        {keys > 0 ? (
          <Checkbox state={state} name="apiKeys" label={words.alsoKeys} hint={say(words.alsoKeysHint, language, { n: keys })} />
        ) : null}
        {must ? (
          <ButtonGroup>
            <Button label={words.changePassword} />
          </ButtonGroup>
        ) : (
          <ButtonGroup cancel={paths.profile()}>
            <Button label={words.changePassword} />
          </ButtonGroup>
        )}
      </ActForm>
    </Card>
  );
};

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const own = await listApiKeys(c.var.services.db, signedIn(c).accountId);
  const keys = own.filter((key) => apiKeyState(key, c.var.now) === 'valid').length;
  const must = c.var.session?.mustChangePassword ?? false;
  return page(
    c,
    {
      title: must ? words.mustChange : words.changePassword,
      section: 'profile',
      breadcrumbs: must ? [] : [{ label: words.title, href: paths.profile() }],
      state,
      width: 'narrow',
    },
    <Password state={state} must={must} keys={keys} />,
  );
};

/** Changing one's own password; the only page for who signed in with a one-time password. */
export const passwordPage: Page = (app) => {
  app.get(paths.password(), (c) => show(c, freshForm(c)));

  app.post(paths.password(), (c) =>
    perform(c, {
      run: async ({ actor, values, now }) => {
        const { auth, db } = c.var.services;
        const typed = (name: string): string => values.get(name)?.[0] ?? '';
        const sessionToken = readSessionToken(auth, c.req.raw.headers);
        if (sessionToken === null) throw new AppError('signed_out');
        if (typed('newPassword') !== typed('repeated')) throw invalid([{ field: 'repeated', message: words.repeatFault }]);
        const change = {
          actor,
          sessionToken,
          currentPassword: typed('currentPassword'),
          newPassword: typed('newPassword'),
          apiKeys: ticked(values, 'apiKeys'),
          now,
        };
        await throttled(auth, actor.accountId, c.var.ip, () => db.transaction().execute((tx) => changePassword(tx, change)));
        return { to: paths.profile(), said: words.passwordDone };
      },
      again: (state) => show(c, state),
    }),
  );
};
