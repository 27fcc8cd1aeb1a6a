import { type ApiKey, apiKeyState, createApiKey, listApiKeys, revokeApiKey } from '#identity/index.ts';
import { shortDate, shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { DateField, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Once } from '../../../components/once/once.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { words } from './words.ts';

const Keys = ({ keys, state }: { keys: readonly ApiKey[]; state: FormState }) => {
  const t = useWords();
  const { language, timeZone, now } = useView();
  return (
    <Table
      caption={words.apiKeys}
      rows={keys}
      mark={(key) => (apiKeyState(key, now) === 'valid' ? null : 'off')}
      empty={<Empty title={words.noKey} icon="key" />}
      columns={[
        {
          key: 'name',
          label: words.keyName,
          cell: (key) => (
            <>
              {key.name}
              <span class="g-sub">
                <code>{key.prefix}…</code>
              </span>
            </>
          ),
        },
        {
          key: 'used',
          label: words.lastUsed,
          cell: (key) => (key.lastUsedAt ? shortMoment(key.lastUsedAt, language, timeZone) : t(words.never)),
        },
        {
          key: 'until',
          label: words.expiresOn,
          cell: (key) =>
            key.expiresAt ? shortDate(key.expiresAt.subtract({ seconds: 1 }), language, timeZone) : t(words.unlimited),
        },
        {
          key: 'act',
          label: words.action,
          quiet: true,
          align: 'right',
          cell: (key) => {
            const over = apiKeyState(key, now);
            if (over !== 'valid') return <Status label={words[over]} />;
            return (
              <ActForm action={paths.apiKeyEnd()} state={{ ...state, requestKey: key.id }}>
                <Hidden name="key" value={key.id} />
                <Button label={words.revoke} tone="quiet" small confirm={words.revokeSure} />
              </ActForm>
            );
          },
        },
      ]}
    />
  );
};

const NewKey = ({ secret }: { secret: string }) => {
  const t = useWords();
  return (
    <Alert tone="success" title={words.newKey}>
      <p>{t(words.newKeyHow)}</p>
      <Once id="api-key" secret={secret} />
    </Alert>
  );
};

const show = async (c: Ctx, state: FormState, made: string | null = null): Promise<Response> => {
  const { accountId } = signedIn(c);
  const keys = await listApiKeys(c.var.services.db, accountId);
  return page(
    c,
    {
      title: words.apiKeys,
      section: 'profile',
      breadcrumbs: [{ label: words.title, href: paths.profile() }],
      lead: say(words.apiKeysHow, c.var.language),
      state,
      width: 'narrow',
    },
    <Stack>
      {made ? <NewKey secret={made} /> : null}
      <Card flush>
        <Keys keys={keys} state={state} />
      </Card>
      <Card title={words.makeKey}>
        <ActForm action={paths.apiKeys()} state={state}>
          <TextField state={state} name="name" label={words.keyName} hint={words.keyNameHint} width="medium" maxlength={80} />
          <DateField state={state} name="expiresOn" label={words.expiresOn} hint={words.expiresHint} optional />
          <Button label={words.makeKey} icon="key" />
        </ActForm>
      </Card>
    </Stack>,
  );
};

/** Keys for programs that act in one's name. */
export const apiKeysPage: Page = (app) => {
  app.get(paths.apiKeys(), (c) => show(c, freshForm(c)));

  app.post(paths.apiKeys(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const apiKey = { name: text(values, 'name'), expiresOn: text(values, 'expiresOn') };
        const { key } = await createApiKey(tx, { apiKey, timeZone: c.var.installation?.timeZone ?? 'UTC', actor, now });
        return { to: paths.apiKeys(), show: () => show(c, freshForm(c), key) };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.apiKeyEnd(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await revokeApiKey(tx, { apiKeyId: text(values, 'key'), actor, now });
        return { to: paths.apiKeys(), said: words.revokedDone };
      },
      again: (state) => show(c, state),
    }),
  );
};
