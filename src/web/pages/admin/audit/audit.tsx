import { z } from 'zod';
import {
  type BrokenLink,
  countEvents,
  listEvents,
  listSubjectKinds,
  type RecordedEvent,
  verify,
  type WantedEvents,
} from '#audit/index.ts';
import { actingMark, listAccounts, listPeople, listPosts } from '#identity/index.ts';
import { number, shortMoment } from '#lib/format.ts';
import { isId } from '#lib/ids.ts';
import { type Language, say } from '#lib/words.ts';
import { subjectLabels } from '#reports/index.ts';
import { hostingSop } from '#sop/index.ts';
import { openForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { DateField, Select } from '../../../components/field/field.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { initialValues } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { readSession } from '../../../session.ts';
import { useView, useWords } from '../../../view.ts';
import { lookOf } from '../../cases/shared/events.ts';
import { sentenceOf } from '../../registry/shared/events.ts';
import { adminReader } from '../shared/guard.ts';
import { sentenceFor, subjectKinds } from './sentences.ts';
import { words } from './words.ts';

const perPage = 50;

type Names = {
  accounts: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
  posts: ReadonlyMap<string, string>;
  subjects: ReadonlyMap<string, string>;
};

/** What happened, as the page of that kind of record says it; a type that nobody has words for stands under its own name. */
const whatHappened = (event: RecordedEvent, language: Language): string => {
  const said = sentenceFor(event.type, event.data, language);
  if (said) return said;
  if (event.subjectKind === 'case') return say(lookOf(hostingSop, event.type).what, language);
  return sentenceOf({ type: event.type, data: (event.data ?? {}) as Record<string, unknown> }, language);
};

const kindLabel = (kind: string) => subjectKinds[kind] ?? { id: kind, en: kind };

const whoOf = (event: RecordedEvent, names: Names): { person: string; post: string } | null => {
  // Signing in is noted by the account alone.
  const person = event.personId
    ? (names.people.get(event.personId) ?? event.personId)
    : event.accountId
      ? (names.accounts.get(event.accountId) ?? event.accountId)
      : null;
  if (!person) return null;
  const mark = event.acting && Object.hasOwn(actingMark, event.acting) ? actingMark[event.acting as keyof typeof actingMark] : '';
  const post = event.postId ? `${mark} ${names.posts.get(event.postId) ?? ''}`.trim() : '';
  return { person, post };
};

const Events = ({ events, names }: { events: readonly RecordedEvent[]; names: Names }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={events}
      empty={<Empty title={words.empty} icon="history" />}
      columns={[
        {
          key: 'event',
          label: words.event,
          cell: (event) => (
            <>
              {whatHappened(event, language)}
              {Object.keys((event.data ?? {}) as object).length > 0 ? (
                <details class="g-details">
                  <summary class="g-small">{t(words.data)}</summary>
                  <pre class="g-json">{`${event.type} ${JSON.stringify(event.data, null, 1)}`}</pre>
                </details>
              ) : null}
            </>
          ),
        },
        {
          key: 'subject',
          label: words.subject,
          cell: (event) => (
            <a href={paths.audit({ kind: event.subjectKind, id: event.subjectId })}>
              {names.subjects.get(`${event.subjectKind} ${event.subjectId}`) ?? `…${event.subjectId.slice(-8)}`}
              <span class="g-sub">
                {t(kindLabel(event.subjectKind))} #{event.seq}
              </span>
            </a>
          ),
        },
        {
          key: 'who',
          label: words.who,
          cell: (event) => {
            const who = whoOf(event, names);
            if (!who) return t(words.system);
            return (
              <>
                {who.person}
                {who.post ? <span class="g-sub">{who.post}</span> : null}
              </>
            );
          },
        },
        { key: 'when', label: words.when, tight: true, cell: (event) => shortMoment(event.at, language, timeZone) },
      ]}
    />
  );
};

type Checked = Awaited<ReturnType<typeof verify>>;

const Broken = ({ broken }: { broken: BrokenLink }) => {
  const t = useWords();
  return (
    <Alert tone="danger" title={words.broken} live>
      <p>{t(words.brokenHow, { kind: broken.subjectKind, id: broken.subjectId, seq: broken.seq, fault: broken.fault })}</p>
    </Alert>
  );
};

const Result = ({ checked }: { checked: Checked }) => {
  const t = useWords();
  const { language } = useView();
  if (checked.broken) return <Broken broken={checked.broken} />;
  return (
    <Alert tone="success" live>
      <p>{t(words.whole, { events: number(checked.events, language), chains: number(checked.chains, language) })}</p>
    </Alert>
  );
};

type Asked = { kind: string; id: string; by: string; from: string; to: string };

const askedOf = (c: Ctx): Asked => {
  const query = (name: string): string => c.req.query(name)?.trim() ?? '';
  const date = (name: string): string => (z.iso.date().safeParse(query(name)).success ? query(name) : '');
  const id = (name: string): string => (isId(query(name)) ? query(name) : '');
  return { kind: query('kind'), id: id('id'), by: id('by'), from: date('from'), to: date('to') };
};

const wantedOf = (asked: Asked, accounts: readonly { id: string; personId: string }[], timeZone: string): WantedEvents => {
  const midnight = (date: string, days: number): Temporal.Instant =>
    Temporal.PlainDate.from(date).add({ days }).toZonedDateTime(timeZone).toInstant();
  return {
    ...(asked.kind ? { subjectKind: asked.kind } : {}),
    ...(asked.id ? { subjectId: asked.id } : {}),
    ...(asked.by
      ? { doneBy: { personId: asked.by, accountId: accounts.find((each) => each.personId === asked.by)?.id ?? null } }
      : {}),
    ...(asked.from ? { from: midnight(asked.from, 0) } : {}),
    ...(asked.to ? { until: midnight(asked.to, 1) } : {}),
  };
};

const show = async (c: Ctx, checked: Checked | null): Promise<Response> => {
  adminReader(c);
  const { db } = c.var.services;
  const asked = askedOf(c);
  const at = Math.max(1, Math.trunc(Number(c.req.query('page') ?? '1')) || 1);
  const [kinds, people, posts, accounts] = await Promise.all([
    listSubjectKinds(db),
    listPeople(db),
    listPosts(db),
    listAccounts(db),
  ]);
  const wanted = wantedOf(asked, accounts, c.var.installation?.timeZone ?? 'UTC');
  const [events, total] = await Promise.all([
    listEvents(db, { ...wanted, limit: perPage, offset: (at - 1) * perPage }),
    countEvents(db, wanted),
  ]);
  const names = {
    subjects: await subjectLabels(
      db,
      events.map((event) => ({ kind: event.subjectKind, id: event.subjectId })),
    ),
    accounts: new Map(accounts.map((each) => [each.id, each.personName])),
    people: new Map(people.map((each) => [each.id, each.name])),
    posts: new Map(posts.map((each) => [each.id, each.title])),
  };
  const state = openForm({ values: initialValues(asked) });
  return page(
    c,
    {
      title: words.title,
      section: 'audit',
      lead: say(words.lead, c.var.language),
      actions: (
        <form method="post" action={paths.auditCheck()}>
          <Button label={words.check} icon="shield-check" tone="secondary" />
        </form>
      ),
    },
    <Stack>
      {checked ? <Result checked={checked} /> : null}
      <form method="get" action={paths.audit()} class="g-bar">
        <Select
          state={state}
          name="kind"
          label={words.kind}
          empty={words.all}
          options={kinds.map((each) => ({ value: each, label: kindLabel(each) }))}
        />
        <Select
          state={state}
          name="by"
          label={words.who}
          empty={words.all}
          options={people.map((each) => ({ value: each.id, label: each.name }))}
        />
        <DateField state={state} name="from" label={words.from} />
        <DateField state={state} name="to" label={words.to} />
        {asked.id ? <input type="hidden" name="id" value={asked.id} /> : null}
        <Button label={words.show} tone="secondary" />
        {asked.id ? <a href={paths.audit({ ...asked, id: '' })}>{say(words.everySubject, c.var.language)}</a> : null}
      </form>
      <Card flush>
        <Events events={events} names={names} />
        <Pagination page={at} perPage={perPage} total={total} href={(target) => paths.audit({ ...asked, page: target })} />
      </Card>
    </Stack>,
  );
};

/** The audit trail for who may read it, and the check of its chains. */
export const auditPage: Page = (app) => {
  app.get(paths.audit(), (c) => show(c, null));

  app.get(paths.auditCheck(), (c) => c.redirect(paths.audit(), 303));

  // Reads only; a POST because it costs the database some work.
  app.post(paths.auditCheck(), async (c) => {
    const { db } = c.var.services;
    if (!(await readSession(c, db))) return c.redirect(paths.signIn(paths.audit()), 303);
    adminReader(c);
    return show(c, await verify(db));
  });
};
