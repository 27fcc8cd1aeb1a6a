import { verifyBackupCode, verifyTotp } from '#identity/index.ts';
import { faultyForm, openForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { Hidden } from '../../../components/form/form.tsx';
import { PageHeader } from '../../../components/page-header/page-header.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { callerOf, nextPath, setCookies } from '../../../door.ts';
import { type FormState, text } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { readFields } from '../../../read-form.ts';
import { useWords } from '../../../view.ts';
import { words } from './words.ts';

type Way = 'totp' | 'backup';

const SecondFactor = ({ state, next, way }: { state: FormState; next: string; way: Way }) => {
  const t = useWords();
  const backupState = way === 'backup' ? state : openForm();
  return (
    <div class="g-door-panel">
      <PageHeader title={words.codeTitle} lead={t(words.codeLead)} />
      <Card>
        <form method="post" action={paths.secondFactor()} novalidate>
          <Hidden name="next" value={next} />
          <Hidden name="way" value="totp" />
          <TextField
            state={way === 'totp' ? state : openForm()}
            name="code"
            label={words.code}
            inputmode="numeric"
            autocomplete="one-time-code"
            width="short"
            maxlength={8}
            autofocus={way === 'totp'}
          />
          <Button label={words.verify} />
        </form>
      </Card>
      <details class="g-details g-door-help" open={way === 'backup'}>
        <summary>{t(words.noPhone)}</summary>
        <Card>
          <form method="post" action={paths.secondFactor()} novalidate>
            <Hidden name="next" value={next} />
            <Hidden name="way" value="backup" />
            <TextField
              state={backupState}
              name="backup_code"
              label={words.backup}
              hint={words.backupHint}
              autocomplete="off"
              spellcheck={false}
              width="medium"
            />
            <Button label={words.verify} tone="secondary" />
          </form>
        </Card>
      </details>
      <p class="g-small g-door-help">
        <a href={paths.signIn(next)}>{t(words.again)}</a>
      </p>
    </div>
  );
};

const show = (c: Ctx, state: FormState, next: string, way: Way): Promise<Response> =>
  page(c, { title: words.codeTitle, state, bare: true, width: 'narrow' }, <SecondFactor state={state} next={next} way={way} />);

/** The second step of signing in: a code of the authenticator app, or one of the backup codes. */
export const secondFactorPage: Page = (app) => {
  app.get(paths.secondFactor(), async (c) => {
    const next = nextPath(c.req.query('next'));
    return c.var.actor ? c.redirect(next, 303) : show(c, openForm(), next, 'totp');
  });

  app.post(paths.secondFactor(), async (c) => {
    const values = await readFields(c);
    const next = nextPath(text(values, 'next'));
    const way: Way = text(values, 'way') === 'backup' ? 'backup' : 'totp';
    const { auth } = c.var.services;
    try {
      const cookies =
        way === 'totp'
          ? await verifyTotp(auth, { code: text(values, 'code'), ...callerOf(c) })
          : await verifyBackupCode(auth, { code: text(values, 'backup_code'), ...callerOf(c) });
      setCookies(c, cookies);
      return c.redirect(next, 303);
    } catch (error) {
      const state = faultyForm(c, values, error);
      // The service names its fault `code` for both ways; the backup code is typed into another field.
      const faults = way === 'totp' ? state.faults : state.faults.map((fault) => ({ ...fault, field: 'backup_code' }));
      return show(c, { ...state, faults }, next, way);
    }
  });
};
