import {
  type Account,
  apiKeyState,
  createAccount,
  disableAccount,
  enableAccount,
  getAccount,
  getPerson,
  listAccounts,
  listApiKeys,
  listPeople,
  type Person,
  resetAccount,
  updateAccount,
} from '#identity/index.ts';
import { shortMoment } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { listBounced } from '#notify/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Checkbox, Select, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Once } from '../../../components/once/once.tsx';
import { Mark, Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, ticked } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { TypeFilter } from '../shared/filter.tsx';
import { administrator, adminReader } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const StateOf = ({ account }: { account: Account }) => {
  if (account.disabledAt) return <Status label={words.disabled} colour="red" />;
  if (account.mustChangePassword) return <Status label={words.oneTime} colour="yellow" />;
  return <Status label={words.ordinary} colour="green" />;
};

const AccountTable = ({ accounts, mayChange }: { accounts: readonly Account[]; mayChange: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={accounts}
      empty={<Empty title={words.empty} icon="user-circle" />}
      mark={(account) => (account.disabledAt ? 'off' : null)}
      columns={[
        {
          key: 'person',
          label: words.person,
          cell: (account) => (
            <>
              {mayChange ? <a href={paths.account(account.id)}>{account.personName}</a> : account.personName}
              <span class="g-sub">{account.officeName}</span>
            </>
          ),
        },
        {
          key: 'email',
          label: shared.email,
          cell: (account) => (
            <>
              <span class="g-break">{account.email}</span> {account.administrator ? <Mark label={words.administrator} /> : null}{' '}
              {account.auditor ? <Mark label={words.auditor} /> : null}
            </>
          ),
        },
        {
          key: 'second',
          label: words.second,
          tight: true,
          cell: (account) => (account.twoFactorEnabled ? <Status label={shared.active} colour="green" /> : '–'),
        },
        {
          key: 'last',
          label: words.last,
          cell: (account) => (account.lastSignIn ? shortMoment(account.lastSignIn, language, timeZone) : t(words.never)),
        },
        { key: 'state', label: shared.state, tight: true, cell: (account) => <StateOf account={account} /> },
      ]}
    />
  );
};

const RoleFields = ({ state }: { state: FormState }) => (
  <>
    <Checkbox state={state} name="administrator" label={words.administrator} hint={words.administratorHint} />
    <Checkbox state={state} name="auditor" label={words.auditor} hint={words.auditorHint} />
  </>
);

const crumbs = [{ label: words.title, href: paths.accounts() }];

const showNew = async (c: Ctx, state: FormState): Promise<Response> => {
  const people = (await listPeople(c.var.services.db)).filter((person) => person.accountId === null);
  return page(
    c,
    { title: words.add, section: 'accounts', breadcrumbs: crumbs, state, width: 'narrow' },
    <Card>
      <ActForm action={paths.newAccount()} state={state}>
        <Select
          state={state}
          name="personId"
          label={words.person}
          options={people.map((person) => ({ value: person.id, label: person.name, group: person.officeName }))}
        />
        <TextField state={state} name="email" label={words.email} type="email" width="medium" spellcheck={false} />
        <RoleFields state={state} />
        <ButtonGroup cancel={paths.accounts()}>
          <Button label={words.add} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** A one-time password, shown this once. */
const showPassword = (c: Ctx, title: Words, name: string, password: string): Promise<Response> =>
  page(
    c,
    { title: say(title, c.var.language, { name }), section: 'accounts', breadcrumbs: crumbs, width: 'narrow' },
    <Stack>
      <Alert tone="success" title={words.newPassword}>
        <p>{say(words.newPasswordHow, c.var.language)}</p>
        <Once id="one-time-password" secret={password} />
      </Alert>
      <LinkButton href={paths.accounts()} label={words.back} />
    </Stack>,
  );

const Acts = ({ account, keys, state }: { account: Account; keys: number; state: FormState }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <Card title={words.danger}>
      <div class="g-rows">
        <div class="g-line">
          <ActForm action={paths.accountReset(account.id)} state={state}>
            <p class="g-muted">{t(words.resetHow)}</p>
            <Checkbox state={state} name="secondFactors" label={words.secondFactors} />
            {keys > 0 ? (
              <Checkbox state={state} name="apiKeys" label={words.alsoKeys} hint={say(words.keysHint, language, { n: keys })} />
            ) : null}
            <Button label={words.reset} tone="secondary" />
          </ActForm>
        </div>
        <div class="g-line">
          <ActForm action={paths.accountClosure(account.id)} state={state}>
            {account.disabledAt ? null : <p class="g-muted">{t(words.disableHow)}</p>}
            {account.disabledAt ? (
              <Button label={words.enable} tone="secondary" name="closure" value="open" />
            ) : (
              <Button label={words.disable} tone="danger" name="closure" value="close" confirm={words.disableSure} />
            )}
          </ActForm>
        </div>
      </div>
    </Card>
  );
};

const showOne = async (c: Ctx, given?: FormState): Promise<Response> => {
  administrator(c);
  const account = await getAccount(c.var.services.db, param(c, 'id'));
  const keys = (await listApiKeys(c.var.services.db, account.id)).filter((key) => apiKeyState(key, c.var.now) === 'valid').length;
  const { email, administrator: isAdministrator, auditor } = account;
  const state = given ?? freshForm(c, { email, administrator: isAdministrator, auditor });
  return page(
    c,
    {
      title: account.personName,
      section: 'accounts',
      breadcrumbs: crumbs,
      lead: account.officeName,
      actions: <StateOf account={account} />,
      state,
      width: 'narrow',
    },
    <Stack>
      <Card>
        <ActForm action={paths.account(account.id)} state={state}>
          <TextField state={state} name="email" label={words.email} type="email" width="medium" spellcheck={false} />
          <RoleFields state={state} />
          <ButtonGroup cancel={paths.accounts()}>
            <Button label={shared.save} />
          </ButtonGroup>
        </ActForm>
      </Card>
      <Acts account={account} keys={keys} state={freshForm(c)} />
    </Stack>,
  );
};

/** Accounts: made with a one-time password, reset, closed; never deleted, for the trail names them. */
export const accountsPage: Page = (app) => {
  app.get(paths.accounts(), async (c) => {
    const { mayChange } = adminReader(c);
    const [accounts, bounced] = await Promise.all([listAccounts(c.var.services.db), listBounced(c.var.services.db)]);
    return page(
      c,
      {
        title: words.title,
        section: 'accounts',
        lead: say(words.lead, c.var.language),
        actions: mayChange ? <LinkButton href={paths.newAccount()} label={words.add} icon="plus" tone="primary" /> : null,
      },
      <>
        {bounced.length > 0 ? (
          <Alert tone="warning" title={words.bounced}>
            <p>{say(words.bouncedHow, c.var.language)}</p>
            <ul>
              {bounced.map((each) => (
                <li>
                  {each.name}, {each.email}: {each.error}
                </li>
              ))}
            </ul>
          </Alert>
        ) : null}
        <div class="g-bars">
          <TypeFilter table="accounts" />
        </div>
        <div id="accounts">
          <Card flush>
            <AccountTable accounts={accounts} mayChange={mayChange} />
          </Card>
        </div>
      </>,
    );
  });

  app.get(paths.newAccount(), async (c) => {
    administrator(c);
    const asked = c.req.query('person');
    const person: Person | null = asked ? await getPerson(c.var.services.db, asked) : null;
    return showNew(c, freshForm(c, { personId: person?.id ?? '', email: person?.email ?? '' }));
  });

  app.post(paths.newAccount(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const account = {
          personId: text(values, 'personId'),
          email: text(values, 'email'),
          administrator: ticked(values, 'administrator'),
          auditor: ticked(values, 'auditor'),
        };
        const { password } = await createAccount(tx, { account, by: actor, now });
        const { name } = await getPerson(tx, account.personId);
        return { to: paths.accounts(), show: () => showPassword(c, words.made, name, password) };
      },
      again: (state) => showNew(c, state),
    }),
  );

  app.get(paths.account(':id'), (c) => showOne(c));

  app.post(paths.account(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const account = {
          email: text(values, 'email'),
          administrator: ticked(values, 'administrator'),
          auditor: ticked(values, 'auditor'),
        };
        await updateAccount(tx, { accountId: param(c, 'id'), account, by: actor, now });
        return { to: paths.accounts(), said: shared.saved };
      },
      again: (state) => showOne(c, state),
    }),
  );

  app.post(paths.accountReset(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const accountId = param(c, 'id');
        const { password } = await resetAccount(tx, {
          accountId,
          secondFactors: ticked(values, 'secondFactors'),
          apiKeys: ticked(values, 'apiKeys'),
          by: actor,
          now,
        });
        const { personName } = await getAccount(tx, accountId);
        return { to: paths.account(accountId), show: () => showPassword(c, words.wasReset, personName, password) };
      },
      again: (state) => showOne(c, { ...state, values: new Map() }),
    }),
  );

  app.post(paths.accountClosure(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const accountId = param(c, 'id');
        if (text(values, 'closure') === 'open') {
          await enableAccount(tx, { accountId, by: actor, now });
          return { to: paths.accounts(), said: words.enabledDone };
        }
        await disableAccount(tx, { accountId, by: actor, now });
        return { to: paths.accounts(), said: words.disabledDone };
      },
      again: async (state) => {
        const { email, administrator: isAdministrator, auditor } = await getAccount(c.var.services.db, param(c, 'id'));
        const { values } = freshForm(c, { email, administrator: isAdministrator, auditor });
        return showOne(c, { ...state, values });
      },
    }),
  );
};
