import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  callWebhook,
  createWebhook,
  type Delivery,
  listDeliveries,
  listWebhooks,
  pingKind,
  removeWebhook,
  renewWebhookSecret,
  updateWebhook,
  type Webhook,
  type WebhookKind,
  webhookKinds,
} from '#notify/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Checkbox, Checkboxes, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, text, texts, ticked } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { administrator } from '../shared/guard.ts';
import { words } from './words.ts';

const perPage = 30;
const kinds = Object.keys(webhookKinds) as WebhookKind[];
const colours = { waiting: 'yellow', delivered: 'green', failed: 'red' } as const;

const labelOf = (kind: string) =>
  kind === pingKind ? words.ping : Object.hasOwn(webhookKinds, kind) ? webhookKinds[kind as WebhookKind] : kind;

const Hooks = ({ hooks }: { hooks: readonly Webhook[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={hooks}
      empty={<Empty icon="webhook" title={words.none} />}
      mark={(hook) => (hook.active ? (hook.failed > 0 ? 'late' : null) : 'off')}
      columns={[
        {
          key: 'name',
          label: words.name,
          heading: true,
          cell: (hook) => (
            <>
              <a href={paths.webhook(hook.id)}>{hook.name}</a>
              <span class="g-sub g-break">{hook.url}</span>
            </>
          ),
        },
        {
          key: 'state',
          label: words.state,
          tight: true,
          cell: (hook) =>
            hook.pausedAt ? (
              <Status label={t(words.paused, { when: shortMoment(hook.pausedAt, language, timeZone) })} colour="red" />
            ) : (
              <Status label={hook.active ? words.active : words.inactive} colour={hook.active ? 'green' : 'secondary'} />
            ),
        },
        {
          key: 'day',
          label: words.lastDay,
          cell: (hook) => t(words.counts, { delivered: hook.delivered, failed: hook.failed, waiting: hook.waiting }),
        },
      ]}
    />
  );
};

const Paused = ({ at }: { at: Temporal.Instant }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Alert tone="warning" title={t(words.pausedTitle, { when: shortMoment(at, language, timeZone) })}>
      <p>{t(words.pausedHow)}</p>
    </Alert>
  );
};

const HookForm = ({ state, action }: { state: FormState; action: string }) => (
  <Card>
    <ActForm action={action} state={state}>
      <TextField state={state} name="name" label={words.name} width="medium" maxlength={120} />
      <TextField state={state} name="url" label={words.url} hint={words.urlHint} type="url" maxlength={500} spellcheck={false} />
      <Checkboxes
        state={state}
        name="kinds[]"
        label={words.kinds}
        options={kinds.map((value) => ({ value, label: webhookKinds[value] }))}
      />
      <TextField state={state} name="networks" label={words.networks} hint={words.networksHint} spellcheck={false} optional />
      <Checkbox state={state} name="active" label={words.active} />
      <ButtonGroup cancel={paths.webhooks()}>
        <Button label={words.save} />
      </ButtonGroup>
    </ActForm>
  </Card>
);

const Log = ({ hook, deliveries, state }: { hook: Webhook; deliveries: readonly Delivery[]; state: FormState }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.log}
      rows={deliveries}
      empty={<Empty icon="webhook" title={words.logNone} />}
      mark={(delivery) => (delivery.state === 'failed' ? 'late' : null)}
      columns={[
        { key: 'at', label: words.at, tight: true, cell: (delivery) => shortMoment(delivery.createdAt, language, timeZone) },
        {
          key: 'event',
          label: words.event,
          heading: true,
          cell: (delivery) => (
            <details>
              <summary>{t(labelOf(delivery.kind))}</summary>
              <pre class="g-break">{delivery.body}</pre>
            </details>
          ),
        },
        {
          key: 'result',
          label: words.result,
          cell: (delivery) => (
            <>
              <Status label={words[delivery.state]} colour={colours[delivery.state]} />
              <span class="g-sub g-break">
                {[
                  delivery.attempts > 0 ? t(words.attempts, { n: delivery.attempts }) : '',
                  delivery.status === null ? '' : `HTTP ${delivery.status}`,
                  delivery.tookMs === null ? '' : t(words.took, { ms: delivery.tookMs }),
                  delivery.error ?? '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </>
          ),
        },
        {
          key: 'again',
          label: words.again,
          quiet: true,
          align: 'right',
          cell: (delivery) =>
            delivery.state === 'waiting' ? null : (
              <ActForm action={paths.webhookAct(hook.id, 'redelivery')} state={state}>
                <Hidden name="delivery" value={delivery.id} />
                <Button label={words.again} tone="secondary" small />
              </ActForm>
            ),
        },
      ]}
    />
  );
};

const inputOf = (values: FormValues) => ({
  name: text(values, 'name'),
  url: text(values, 'url'),
  kinds: texts(values, 'kinds[]') as WebhookKind[],
  networks: text(values, 'networks'),
  active: ticked(values, 'active'),
});

const crumbs = [{ label: words.title, href: paths.webhooks() }];

const showNew = (c: Ctx, state: FormState): Promise<Response> =>
  page(
    c,
    { title: words.add, section: 'webhooks', breadcrumbs: crumbs, state, width: 'narrow' },
    <HookForm state={state} action={paths.newWebhook()} />,
  );

const showOne = async (c: Ctx, again?: FormState): Promise<Response> => {
  administrator(c);
  const { db } = c.var.services;
  const [hook] = await listWebhooks(db, c.var.now, { id: param(c, 'id') });
  if (!hook) throw new AppError('not_found', { what: 'webhook' });
  const asked = Number(c.req.query('page') ?? '1');
  const no = Number.isInteger(asked) && asked >= 1 && asked <= 10_000 ? asked : 1;
  const deliveries = await listDeliveries(db, hook.id, { limit: perPage + 1, offset: (no - 1) * perPage });
  const record = {
    name: hook.name,
    url: hook.url,
    'kinds[]': hook.kinds,
    networks: hook.networks.join(', '),
    active: hook.active,
  };
  const state = again ?? freshForm(c, record);
  const fresh = freshForm(c);
  return page(
    c,
    {
      title: hook.name,
      section: 'webhooks',
      breadcrumbs: crumbs,
      state,
      actions: (
        <ActForm action={paths.webhookAct(hook.id, 'test')} state={fresh}>
          <Button label={words.test} tone="secondary" icon="send" />
        </ActForm>
      ),
    },
    <Stack>
      {hook.pausedAt ? <Paused at={hook.pausedAt} /> : null}
      <HookForm state={state} action={paths.webhook(hook.id)} />
      <Card title={words.log} flush>
        <Log hook={hook} deliveries={deliveries.slice(0, perPage)} state={fresh} />
        <p class="g-inset">
          {no > 1 ? <a href={paths.webhook(hook.id, { page: no - 1 })}>←</a> : null}{' '}
          {deliveries.length > perPage ? <a href={paths.webhook(hook.id, { page: no + 1 })}>→</a> : null}
        </p>
      </Card>
      <Card title={words.secret}>
        <ActForm action={paths.webhookAct(hook.id, 'secret')} state={fresh}>
          <ButtonGroup>
            <Button label={words.renew} tone="secondary" icon="key" confirm={words.renewConfirm} />
            <Button
              label={words.remove}
              tone="danger"
              formAction={paths.webhookAct(hook.id, 'end')}
              confirm={words.removeConfirm}
            />
          </ButtonGroup>
        </ActForm>
      </Card>
    </Stack>,
  );
};

/** The signing secret, shown once. */
const showSecret = (c: Ctx, webhookId: string, secret: string) => (): Promise<Response> =>
  page(
    c,
    { title: words.secret, section: 'webhooks', breadcrumbs: crumbs, width: 'narrow' },
    <Card>
      <p>{say(words.secretHow, c.var.language)}</p>
      <p>
        <code id="webhook-secret" class="g-break">
          {secret}
        </code>
      </p>
      <LinkButton href={paths.webhook(webhookId)} label={words.back} />
    </Card>,
  );

/** Calls to other systems: whom, about what, and what came of them. */
export const webhooksPage: Page = (app) => {
  app.get(paths.webhooks(), async (c) => {
    administrator(c);
    const hooks = await listWebhooks(c.var.services.db, c.var.now);
    return page(
      c,
      {
        title: words.title,
        section: 'webhooks',
        lead: say(words.lead, c.var.language),
        actions: <LinkButton href={paths.newWebhook()} label={words.add} icon="plus" tone="primary" />,
      },
      <Card flush>
        <Hooks hooks={hooks} />
      </Card>,
    );
  });

  app.get(paths.newWebhook(), (c) => {
    administrator(c);
    return showNew(c, freshForm(c, { active: true }));
  });

  app.post(paths.newWebhook(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const { secret } = c.var.services.config;
        const made = await createWebhook(tx, { webhook: inputOf(values), secret, by: actor, now });
        return { to: paths.webhook(made.webhookId), show: showSecret(c, made.webhookId, made.signingSecret) };
      },
      again: (state) => showNew(c, state),
    }),
  );

  app.get(paths.webhook(':id'), (c) => showOne(c));

  app.post(paths.webhook(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const webhookId = param(c, 'id');
        await updateWebhook(tx, { webhookId, webhook: inputOf(values), by: actor, now });
        return { to: paths.webhook(webhookId), said: words.saved };
      },
      again: (state) => showOne(c, state),
    }),
  );

  app.post(paths.webhookAct(':id', 'secret'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        const webhookId = param(c, 'id');
        const { signingSecret } = await renewWebhookSecret(tx, {
          webhookId,
          secret: c.var.services.config.secret,
          by: actor,
          now,
        });
        return { to: paths.webhook(webhookId), show: showSecret(c, webhookId, signingSecret) };
      },
      again: () => showOne(c),
    }),
  );

  app.post(paths.webhookAct(':id', 'end'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        await removeWebhook(tx, { webhookId: param(c, 'id'), by: actor, now });
        return { to: paths.webhooks(), said: words.removed };
      },
      again: () => showOne(c),
    }),
  );

  app.post(paths.webhookAct(':id', 'test'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        await callWebhook(tx, { webhookId: param(c, 'id'), by: actor, now });
        return { to: paths.webhook(param(c, 'id')), said: words.tested };
      },
      again: () => showOne(c),
    }),
  );

  app.post(paths.webhookAct(':id', 'redelivery'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        await callWebhook(tx, { webhookId: param(c, 'id'), deliveryId: text(values, 'delivery'), by: actor, now });
        return { to: paths.webhook(param(c, 'id')), said: words.againSaid };
      },
      again: () => showOne(c),
    }),
  );
};
