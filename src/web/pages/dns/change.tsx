import {
  approveChange,
  type ChangeItem,
  type ChangePage,
  changeActions,
  changeStates,
  closeChange,
  getChange,
  getZone,
  mayChangeRecords,
  needNameSight,
  needRecordChanger,
  reverseChange,
  sensitiveMarks,
  toShown,
  tryLookAtSets,
} from '#dns/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { Button } from '../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../components/card/card.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { TextField } from '../../components/field/field.tsx';
import { ActForm } from '../../components/form/form.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { ChoiceStatus } from '../registry/shared/choice.tsx';
import { words } from './change-words.ts';
import { words as nameWords } from './words.ts';

const Diff = ({ items }: { items: readonly ChangeItem[] }) => (
  <Table
    caption={words.diff}
    rows={items}
    columns={[
      {
        key: 'action',
        label: words.act,
        tight: true,
        cell: (item) => <ChoiceStatus choices={changeActions} value={item.action} />,
      },
      { key: 'name', label: words.name, heading: true, cell: (item) => <span class="g-break">{toShown(item.label)}</span> },
      { key: 'type', label: words.type, tight: true, cell: (item) => item.type },
      { key: 'value', label: words.value, cell: (item) => <span class="g-mono g-break">{item.value}</span> },
      {
        key: 'ttl',
        label: { id: 'TTL', en: 'TTL' },
        align: 'right',
        cell: (item) => (item.action === 'change' ? `${item.ttlBefore ?? '–'} → ${item.ttl ?? '–'}` : (item.ttl ?? '–')),
      },
    ]}
  />
);

const Lines = ({ lines }: { lines: readonly string[] }) => {
  const t = useWords();
  return lines.length === 0 ? (
    <span class="g-muted">{t(words.empty)}</span>
  ) : (
    lines.slice(0, 50).map((line) => <div class="g-mono g-break">{line}</div>)
  );
};

const Before = ({ change, network }: { change: ChangePage; network: boolean }) => {
  const t = useWords();
  const { register, live } = change.seen;
  const differs = live !== null && JSON.stringify(live) !== JSON.stringify(register);
  return (
    <Card title={words.now}>
      {differs ? (
        <Alert tone="warning">
          <p>{t(words.differs)}</p>
        </Alert>
      ) : null}
      <Facts
        facts={[
          { label: words.inRegister, value: <Lines lines={register} />, wide: true },
          ...(network
            ? [{ label: words.atServer, value: live === null ? t(words.looking) : <Lines lines={live} />, wide: true }]
            : []),
        ]}
      />
    </Card>
  );
};

const Story = ({ zoneId, change }: { zoneId: string; change: ChangePage }) => {
  const { language, timeZone } = useView();
  const day = (at: Temporal.Instant | null) => (at ? shortDate(at, language, timeZone) : null);
  const link = (other: { id: string; number: number } | null) =>
    other ? <a href={paths.zoneChange(zoneId, other.id)}>{other.number}</a> : null;
  const facts = [
    { label: words.state, value: <ChoiceStatus choices={changeStates} value={change.state} /> },
    { label: words.reason, value: change.reason },
    { label: words.author, value: change.authorLabel },
    { label: words.request, value: change.holderLabel },
    { label: words.approver, value: change.approverLabel },
    { label: words.note, value: change.note },
    { label: words.when, value: day(change.proposedAt) },
    { label: words.decidedAt, value: day(change.decidedAt) },
    { label: words.publishedAt, value: day(change.publishedAt) },
    { label: words.verifiedAt, value: day(change.verifiedAt) },
    { label: words.reverses, value: link(change.reverses) },
    { label: words.reversedBy, value: link(change.reversedBy) },
  ];
  return (
    <Card>
      <Facts layout="list" facts={facts.filter(({ value }) => value !== null && value !== '')} />
    </Card>
  );
};

type DecisionProps = { zoneId: string; change: ChangePage; state: FormState; actor: Actor };

const Decision = ({ zoneId, change, state, actor }: DecisionProps) => {
  const t = useWords();
  const own = change.author === actor.personId;
  const mayApprove = change.sensitive.length === 0 || !own;
  return (
    <Card title={words.decision}>
      <Stack>
        {change.sensitive.length > 0 ? (
          <Alert tone={own ? 'warning' : 'info'} title={words.sensitive}>
            <p>
              {sensitiveMarks
                .filter(({ value }) => change.sensitive.includes(value))
                .map(({ label }) => t(label))
                .join(', ')}
              . {own ? t(words.sensitiveOwn) : ''}
            </p>
          </Alert>
        ) : null}
        {mayApprove ? (
          <ActForm action={paths.zoneChangeAct(zoneId, change.id, 'approval')} state={state}>
            <Button label={words.approve} icon="check" />
          </ActForm>
        ) : null}
        {own ? (
          <ActForm action={paths.zoneChangeAct(zoneId, change.id, 'withdrawal')} state={state}>
            <Button label={words.withdraw} tone="secondary" />
          </ActForm>
        ) : (
          <ActForm action={paths.zoneChangeAct(zoneId, change.id, 'refusal')} state={state}>
            <TextField state={state} name="note" label={words.refusal} maxlength={500} />
            <Button label={words.refuse} tone="danger" />
          </ActForm>
        )}
      </Stack>
    </Card>
  );
};

const Reverse = ({ zoneId, change, state }: Omit<DecisionProps, 'actor'>) => {
  const t = useWords();
  return (
    <Card>
      <p class="g-muted">{t(words.reverseHow)}</p>
      <ActForm action={paths.zoneChangeAct(zoneId, change.id, 'reversal')} state={state}>
        <Button label={words.reverse} tone="secondary" icon="arrow-back-up" />
      </ActForm>
    </Card>
  );
};

const placeOf = (c: Ctx) => ({ zoneId: c.req.param('id') ?? '', changeId: c.req.param('change') ?? '' });

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  needNameSight(actor);
  const { db } = c.var.services;
  const { zoneId, changeId } = placeOf(c);
  const zone = await getZone(db, zoneId);
  const change = await getChange(db, { zoneId, changeId });
  const state = posted ?? freshForm(c);
  const may = mayChangeRecords(actor);
  const reversible =
    may && ['published', 'verified'].includes(change.state) && change.reversedBy === null && change.holderLabel === '';
  return page(
    c,
    {
      title: say(words.title, c.var.language, { n: change.number }),
      section: 'names',
      breadcrumbs: [
        { label: nameWords.title, href: paths.names() },
        { label: toShown(zone.name), href: paths.zoneChanges(zoneId) },
      ],
      state,
    },
    <Columns
      main={
        <>
          {change.warnings.map((warning) => (
            <Alert tone="warning">
              <p>{say(warning, c.var.language)}</p>
            </Alert>
          ))}
          <Card title={words.diff} flush>
            <Diff items={change.items} />
          </Card>
          {change.holderLabel === '' ? <Before change={change} network={zone.provider !== 'zonefile'} /> : null}
        </>
      }
      side={
        <>
          {may && change.state === 'proposed' ? <Decision zoneId={zoneId} change={change} state={state} actor={actor} /> : null}
          <Story zoneId={zoneId} change={change} />
          {reversible ? <Reverse zoneId={zoneId} change={change} state={state} /> : null}
        </>
      }
    />,
  );
};

/** One change set: what it changes, who proposed and decided it, what became of it, and the way back. */
export const changePage: Page = (app) => {
  app.get(paths.zoneChange(':id', ':change'), (c) => show(c, null));

  app.post(paths.zoneChangeAct(':id', ':change', 'approval'), async (c) => {
    const place = placeOf(c);
    const { db, config } = c.var.services;
    // The name server is asked before the transaction begins: nothing waits for it.
    const may = c.var.actor !== null && mayChangeRecords(c.var.actor);
    const found = may ? await tryLookAtSets(db, { ...place, secret: config.secret }) : null;
    return act(c, {
      run: async (tx, { actor, now }) => {
        needRecordChanger(actor);
        await approveChange(tx, { ...place, found, now, doer: doerOf(actor), language: actor.language });
        return { to: paths.zoneChange(place.zoneId, place.changeId), said: words.approved };
      },
      again: (state) => show(c, state),
    });
  });

  for (const [name, as, said] of [
    ['refusal', 'refused', words.refused],
    ['withdrawal', 'withdrawn', words.withdrawn],
  ] as const)
    app.post(paths.zoneChangeAct(':id', ':change', name), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          needRecordChanger(actor);
          await closeChange(tx, { ...placeOf(c), as, note: text(values, 'note'), now, doer: doerOf(actor) });
          return { to: paths.zoneChange(placeOf(c).zoneId, placeOf(c).changeId), said };
        },
        again: (state) => show(c, state),
      }),
    );

  app.post(paths.zoneChangeAct(':id', ':change', 'reversal'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needRecordChanger(actor);
        const { zoneId } = placeOf(c);
        const { changeId } = await reverseChange(tx, { ...placeOf(c), now, doer: doerOf(actor) });
        return { to: paths.zoneChange(zoneId, changeId), said: words.reversed };
      },
      again: (state) => show(c, state),
    }),
  );
};
