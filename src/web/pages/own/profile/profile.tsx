import {
  endSession,
  getPerson,
  listPasskeys,
  listSessions,
  maskNip,
  type OpenSession,
  type Passkey,
  type Person,
  readSessionToken,
  removePasskey,
} from '#identity/index.ts';
import { shortMoment } from '#lib/format.ts';
import { act, freshForm, openForm, perform } from '../../../act.ts';
import { Button, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Icon } from '../../../components/icon/icon.tsx';
import { Mark, Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { callerOf } from '../../../door.ts';
import { type FormState, text } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { browserName } from './browser-name.ts';
import { words } from './words.ts';

type ProfileProps = {
  person: Person;
  email: string;
  twoFactorEnabled: boolean;
  passkeys: readonly Passkey[];
  sessions: readonly OpenSession[];
  state: FormState;
};

const PersonCard = ({ person, email }: { person: Person; email: string }) => {
  const t = useWords();
  const { actor } = useView();
  const posts = (actor?.posts ?? []).map((post) => (
    <div>
      {post.kind === 'definitive' ? '' : post.kind === 'plt' ? 'Plt. ' : 'Plh. '}
      {post.title}
    </div>
  ));
  const roles = [actor?.administrator ? 'Administrator' : '', actor?.auditor ? 'Auditor' : ''].filter(Boolean).join(', ');
  return (
    <Card title={words.person} aside={<LinkButton href={paths.leave()} label={words.leave} icon="calendar-off" small />}>
      <Facts
        facts={[
          { label: words.name, value: person.name },
          { label: words.nip, value: person.nip ? maskNip(person.nip) : '' },
          { label: words.rank, value: person.rank },
          { label: words.office, value: person.officeName },
          { label: words.email, value: email },
          { label: words.posts, value: posts.length > 0 ? posts : t(words.noPost) },
          ...(roles ? [{ label: words.roles, value: roles }] : []),
        ]}
      />
      <p class="g-small g-muted g-note">{t(words.personHow)}</p>
    </Card>
  );
};

const SecurityCard = ({ twoFactorEnabled }: { twoFactorEnabled: boolean }) => {
  const t = useWords();
  return (
    <Card title={words.security}>
      <div class="g-rows">
        <div class="g-line">
          <div>
            <h3>{t(words.password)}</h3>
          </div>
          <LinkButton href={paths.password()} label={words.changePassword} small />
        </div>
        <div class="g-line">
          <div>
            <h3>
              {t(words.twoFactor)}{' '}
              <Status label={twoFactorEnabled ? words.on : words.off} colour={twoFactorEnabled ? 'green' : 'secondary'} />
            </h3>
            <p class="g-small g-muted">{t(words.twoFactorHow)}</p>
          </div>
          <LinkButton href={paths.twoFactor()} label={twoFactorEnabled ? words.manage : words.enable} small />
        </div>
        <div class="g-line">
          <div>
            <h3>{t(words.mail)}</h3>
            <p class="g-small g-muted">{t(words.mailHow)}</p>
          </div>
          <LinkButton href={paths.mailChoice()} label={words.choose} small />
        </div>
        <div class="g-line">
          <div>
            <h3>{t(words.apiKeys)}</h3>
            <p class="g-small g-muted">{t(words.apiKeysHow)}</p>
          </div>
          <LinkButton href={paths.apiKeys()} label={words.manage} small />
        </div>
      </div>
    </Card>
  );
};

const PasskeyCard = ({ passkeys }: { passkeys: readonly Passkey[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Card title={words.passkeys}>
      <p class="g-muted">{t(words.passkeysHow)}</p>
      {passkeys.length === 0 ? <p>{t(words.noPasskey)}</p> : null}
      {passkeys.map((passkey) => (
        <div class="g-line">
          <div>
            <strong>{passkey.name || t(words.passkeyUnnamed)}</strong>
            {passkey.createdAt ? (
              <p class="g-small g-muted">
                {t(words.made)} {shortMoment(passkey.createdAt, language, timeZone)}
              </p>
            ) : null}
          </div>
          <form method="post" action={paths.passkeyEnd()}>
            <Hidden name="passkey" value={passkey.id} />
            <Button label={words.remove} tone="quiet" small confirm={words.removePasskeySure} />
          </form>
        </div>
      ))}
      <div data-passkey hidden class="g-note">
        <TextField
          state={openForm()}
          name="passkey_name"
          label={words.passkeyName}
          hint={words.passkeyNameHint}
          width="medium"
          maxlength={60}
          optional
        />
        <button type="button" class="btn g-btn-secondary" id="passkey-add" data-next={paths.profile()}>
          <Icon name="fingerprint" />
          {t(words.addPasskey)}
        </button>
        <p class="g-fault" id="passkey-add-fault" role="alert" hidden>
          {t(words.passkeyFault)}
        </p>
      </div>
    </Card>
  );
};

const SessionCard = ({ sessions, state }: { sessions: readonly OpenSession[]; state: FormState }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Card title={words.sessions} flush>
      <p class="g-muted g-inset">{t(words.sessionsHow)}</p>
      <Table
        caption={words.sessions}
        rows={sessions}
        columns={[
          {
            key: 'browser',
            label: words.browser,
            cell: (session) => (
              <>
                {browserName(session.userAgent) ?? t(words.unknownBrowser)}{' '}
                {session.current ? <Mark label={words.thisOne} /> : null}
              </>
            ),
          },
          { key: 'address', label: words.address, cell: (session) => session.ipAddress },
          {
            key: 'since',
            label: words.since,
            tight: true,
            cell: (session) => shortMoment(session.startedAt, language, timeZone),
          },
          {
            key: 'end',
            label: words.action,
            quiet: true,
            align: 'right',
            cell: (session) =>
              session.current ? null : (
                <ActForm action={paths.sessionEnd()} state={{ ...state, requestKey: session.id }}>
                  <Hidden name="session" value={session.id} />
                  <Button label={words.endSession} tone="quiet" small />
                </ActForm>
              ),
          },
        ]}
      />
    </Card>
  );
};

const Profile = ({ person, email, twoFactorEnabled, passkeys, sessions, state }: ProfileProps) => (
  <Stack>
    <PersonCard person={person} email={email} />
    <SecurityCard twoFactorEnabled={twoFactorEnabled} />
    <PasskeyCard passkeys={passkeys} />
    <SessionCard sessions={sessions} state={state} />
  </Stack>
);

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db, auth } = c.var.services;
  const sessionToken = readSessionToken(auth, c.req.raw.headers);
  const [person, passkeys, sessions] = await Promise.all([
    getPerson(db, actor.personId),
    listPasskeys(auth, callerOf(c)),
    listSessions(db, { accountId: actor.accountId, sessionToken, now: c.var.now }),
  ]);
  return page(
    c,
    { title: words.title, section: 'profile', state, scripts: ['passkey.js'], width: 'narrow' },
    <Profile
      person={person}
      email={c.var.session?.email ?? ''}
      twoFactorEnabled={c.var.session?.twoFactorEnabled ?? false}
      passkeys={passkeys}
      sessions={sessions}
      state={state}
    />,
  );
};

/** Who one is, what one holds, and the doors to one's own account. */
export const profilePage: Page = (app) => {
  app.get(paths.profile(), (c) => show(c, freshForm(c)));

  app.post(paths.passkeyEnd(), (c) =>
    perform(c, {
      run: async ({ actor, values }) => {
        const passkeyId = text(values, 'passkey');
        await removePasskey(c.var.services.auth, { passkeyId, accountId: actor.accountId, ...callerOf(c) });
        return { to: paths.profile(), said: words.passkeyRemoved };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.sessionEnd(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await endSession(tx, { sessionId: text(values, 'session'), actor, now });
        return { to: paths.profile(), said: words.sessionEnded };
      },
      again: (state) => show(c, state),
    }),
  );
};
