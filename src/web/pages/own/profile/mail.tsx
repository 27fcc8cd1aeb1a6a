import { say } from '#lib/words.ts';
import { chooseMail, findMailChoice, type MailMode, mailModes, type NoticeKind, noticeKinds } from '#notify/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Checkboxes, Radios } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, texts } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { words } from './mail-words.ts';
import { words as profile } from './words.ts';

const kinds = Object.keys(noticeKinds) as NoticeKind[];

/** What a notice says without its subject: "Tugas baru untuk Anda". */
const bare = (kind: NoticeKind) => {
  const { id, en } = noticeKinds[kind];
  return { id: id.replace(/:? ?\{label\}/, ''), en: en.replace(/:? ?\{label\}/, '') };
};

const show = async (c: Ctx, again?: FormState): Promise<Response> => {
  const { personId } = signedIn(c);
  const email = c.var.session?.email ?? '';
  const chosen = await findMailChoice(c.var.services.db, personId);
  const state = again ?? freshForm(c, { mode: chosen.mode, 'mailed[]': kinds.filter((kind) => !chosen.muted.includes(kind)) });
  return page(
    c,
    {
      title: words.title,
      section: 'profile',
      breadcrumbs: [{ label: profile.title, href: paths.profile() }],
      lead: say(words.lead, c.var.language, { email }),
      state,
      width: 'narrow',
    },
    <Stack>
      {chosen.refused ? (
        <Alert tone="warning" title={words.refused}>
          <p>{say(words.refusedHow, c.var.language, { why: chosen.refused })}</p>
        </Alert>
      ) : null}
      <Card>
        <ActForm action={paths.mailChoice()} state={state} class="g-stack">
          <Radios
            state={state}
            name="mode"
            label={words.mode}
            options={(Object.keys(mailModes) as MailMode[]).map((value) => ({ value, label: mailModes[value] }))}
          />
          <Checkboxes
            state={state}
            name="mailed[]"
            label={words.kinds}
            hint={words.kindsHow}
            options={kinds.map((value) => ({ value, label: bare(value) }))}
          />
          <Button label={words.save} />
        </ActForm>
      </Card>
    </Stack>,
  );
};

/** When a person wants notices by e-mail, and which. */
export const mailPage: Page = (app) => {
  app.get(paths.mailChoice(), (c) => show(c));

  app.post(paths.mailChoice(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const mailed = texts(values, 'mailed[]');
        const muted = kinds.filter((kind) => !mailed.includes(kind));
        await chooseMail(tx, { personId: actor.personId, choice: { mode: text(values, 'mode') as MailMode, muted }, now });
        return { to: paths.mailChoice(), said: words.saved };
      },
      again: (state) => show(c, state),
    }),
  );
};
