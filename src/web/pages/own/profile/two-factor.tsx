import { confirmTotp, disableTotp, enableTotp, renewBackupCodes, type TotpStart } from '#identity/index.ts';
import { freshForm, perform } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Once } from '../../../components/once/once.tsx';
import { Qr } from '../../../components/qr/qr.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { callerOf } from '../../../door.ts';
import { type FormState, type FormValues, text, texts } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { words } from './words.ts';

const password = (values: FormValues): string => values.get('password')?.[0] ?? '';

const PasswordField = ({ state }: { state: FormState }) => (
  <TextField
    state={state}
    name="password"
    label={words.confirmPassword}
    type="password"
    autocomplete="current-password"
    width="medium"
  />
);

const Begin = ({ state }: { state: FormState }) => {
  const t = useWords();
  return (
    <Card>
      <p>{t(words.twoFactorHow)}</p>
      <ActForm action={paths.twoFactor()} state={state} class="g-note">
        <PasswordField state={state} />
        <ButtonGroup cancel={paths.profile()}>
          <Button label={words.begin} />
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const Codes = ({ codes }: { codes: readonly string[] }) => (
  <ul class="g-codes">
    {codes.map((code) => (
      <li>
        <code>{code}</code>
      </li>
    ))}
  </ul>
);

/** The secret travels in the form until the first code proves that the phone has it: nothing else could show it again. */
const Enrol = ({ state, start }: { state: FormState; start: TotpStart }) => {
  const t = useWords();
  return (
    <Stack>
      <Card title={words.scan}>
        <p>{t(words.scanHow)}</p>
        <Qr text={start.uri} label={words.qr} />
        <p class="g-note">{t(words.typeIn)}</p>
        <Once id="totp-secret" secret={start.secret} />
      </Card>
      <Card title={words.codes}>
        <p>{t(words.codesHow)}</p>
        <Codes codes={start.backupCodes} />
      </Card>
      <Card title={words.codeLegend}>
        <ActForm action={paths.twoFactorConfirm()} state={state}>
          <Hidden name="uri" value={start.uri} />
          <Hidden name="secret" value={start.secret} />
          {start.backupCodes.map((code) => (
            <Hidden name="codes[]" value={code} />
          ))}
          <TextField
            state={state}
            name="code"
            label={words.code}
            inputmode="numeric"
            autocomplete="one-time-code"
            width="short"
            maxlength={8}
          />
          <ButtonGroup cancel={paths.profile()}>
            <Button label={words.activate} />
          </ButtonGroup>
        </ActForm>
      </Card>
    </Stack>
  );
};

const Manage = ({ state, at }: { state: FormState; at: string }) => {
  const t = useWords();
  const blank = { ...state, faults: [], error: null };
  return (
    <Stack>
      <Card title={words.newCodes}>
        <p>{t(words.newCodesHow)}</p>
        <ActForm action={paths.backupCodes()} state={state}>
          <PasswordField state={at === paths.backupCodes() ? state : blank} />
          <Button label={words.newCodes} tone="secondary" />
        </ActForm>
      </Card>
      <details class="g-details" open={at === paths.twoFactorEnd()}>
        <summary>{t(words.end)}</summary>
        <Card>
          <ActForm action={paths.twoFactorEnd()} state={state}>
            <TextField
              state={at === paths.twoFactorEnd() ? state : blank}
              name="end_password"
              label={words.confirmPassword}
              type="password"
              autocomplete="current-password"
              width="medium"
            />
            <Button label={words.end} tone="danger" />
          </ActForm>
        </Card>
      </details>
    </Stack>
  );
};

const head = (state?: FormState) => ({
  section: 'profile' as const,
  breadcrumbs: [{ label: words.title, href: paths.profile() }],
  width: 'narrow' as const,
  ...(state ? { state } : {}),
});

const show = (c: Ctx, state: FormState): Promise<Response> =>
  page(
    c,
    { title: words.twoFactor, ...head(state) },
    c.var.session?.twoFactorEnabled ? <Manage state={state} at={c.req.path} /> : <Begin state={state} />,
  );

const showEnrol = (c: Ctx, state: FormState, start: TotpStart): Promise<Response> =>
  page(c, { title: words.twoFactor, ...head(state) }, <Enrol state={state} start={start} />);

const showCodes = (c: Ctx, codes: readonly string[]): Promise<Response> =>
  page(
    c,
    { title: words.newCodesTitle, ...head() },
    <Card>
      <Codes codes={codes} />
      <div class="g-note">
        <LinkButton href={paths.profile()} label={words.done} tone="primary" />
      </div>
    </Card>,
  );

/** What the enrolment showed, as the form carried it. Only what begins like ours is drawn again. */
const startOf = (values: FormValues): TotpStart => {
  const uri = text(values, 'uri');
  return {
    uri: uri.startsWith('otpauth://totp/') ? uri : 'otpauth://totp/',
    secret: text(values, 'secret'),
    backupCodes: [...texts(values, 'codes[]')],
  };
};

/** Switching two-step verification on (password, QR code, first code), new backup codes, switching it off. */
export const twoFactorPage: Page = (app) => {
  app.get(paths.twoFactor(), (c) => show(c, freshForm(c)));

  app.post(paths.twoFactor(), (c) =>
    perform(c, {
      run: async ({ actor, values }) => {
        const start = await enableTotp(c.var.services.auth, {
          password: password(values),
          accountId: actor.accountId,
          ...callerOf(c),
        });
        return { to: paths.twoFactor(), show: () => showEnrol(c, freshForm(c), start) };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.twoFactorConfirm(), (c) =>
    perform(c, {
      run: async ({ actor, values }) => {
        const input = { code: text(values, 'code'), accountId: actor.accountId, ...callerOf(c) };
        const { setCookies } = await confirmTotp(c.var.services.auth, input);
        return { to: paths.profile(), said: words.twoFactorDone, setCookies };
      },
      again: (state) => showEnrol(c, state, startOf(state.values)),
    }),
  );

  app.post(paths.backupCodes(), (c) =>
    perform(c, {
      run: async ({ actor, values }) => {
        const input = { password: password(values), accountId: actor.accountId, ...callerOf(c) };
        const codes = await renewBackupCodes(c.var.services.auth, input);
        return { to: paths.twoFactor(), show: () => showCodes(c, codes) };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.twoFactorEnd(), (c) =>
    perform(c, {
      run: async ({ actor, values }) => {
        const input = { password: values.get('end_password')?.[0] ?? '', accountId: actor.accountId, ...callerOf(c) };
        const { setCookies } = await disableTotp(c.var.services.auth, input);
        return { to: paths.profile(), said: words.endDone, setCookies };
      },
      again: (state) => show(c, { ...state, faults: state.faults.map((fault) => ({ ...fault, field: 'end_password' })) }),
    }),
  );
};
