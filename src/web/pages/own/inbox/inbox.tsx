import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { countNotices, listNotices, markRead, type Notice, noticeKinds } from '#notify/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Mark } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { words } from './words.ts';

const perPage = 30;

const sentence = (notice: Notice) =>
  Object.hasOwn(noticeKinds, notice.kind)
    ? noticeKinds[notice.kind as keyof typeof noticeKinds]
    : { id: '{label}', en: '{label}' };

const Inbox = ({ notices, state }: { notices: readonly Notice[]; state: FormState }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={notices}
      mark={(notice) => (notice.read_at ? null : 'unread')}
      empty={<Empty title={words.emptyTitle} text={words.emptyText} />}
      columns={[
        {
          key: 'what',
          label: words.what,
          cell: (notice) => (
            <span class={notice.read_at ? 'g-read' : ''}>
              <a href={notice.path}>{t(sentence(notice), { label: notice.subject_label })}</a>
              {notice.read_at ? null : (
                <>
                  {' '}
                  <Mark label={words.new} />
                </>
              )}
            </span>
          ),
        },
        { key: 'when', label: words.when, tight: true, cell: (notice) => shortMoment(notice.at, language, timeZone) },
        {
          key: 'act',
          label: words.act,
          quiet: true,
          align: 'right',
          cell: (notice) =>
            notice.read_at ? null : (
              <ActForm action={paths.inboxRead()} state={{ ...state, requestKey: notice.id }}>
                <Hidden name="notice" value={notice.id} />
                <Button label={words.readOne} tone="quiet" small />
              </ActForm>
            ),
        },
      ]}
    />
  );
};

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const number = Math.max(1, Math.trunc(Number(c.req.query('page') ?? '1')) || 1);
  const [notices, counted] = await Promise.all([
    listNotices(db, actor.personId, { limit: perPage, offset: (number - 1) * perPage }),
    countNotices(db, actor.personId),
  ]);
  const readAll =
    counted.unread > 0 ? (
      <ActForm action={paths.inboxRead()} state={state}>
        <Button label={words.readAll} tone="secondary" icon="checks" />
      </ActForm>
    ) : null;
  return page(
    c,
    { title: words.title, section: 'inbox', lead: say(words.lead, c.var.language), actions: readAll },
    <Card flush>
      <Inbox notices={notices} state={state} />
      <Pagination page={number} perPage={perPage} total={counted.all} href={(target) => paths.inbox({ page: target })} />
    </Card>,
  );
};

/** What happened that concerns the person: newest first, unread ones marked. */
export const inboxPage: Page = (app) => {
  app.get(paths.inbox(), (c) => show(c, freshForm(c)));

  app.post(paths.inboxRead(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const noticeId = text(values, 'notice');
        await markRead(tx, { personId: actor.personId, now, ...(noticeId ? { noticeId } : {}) });
        return { to: paths.inbox() };
      },
      again: (state) => show(c, state),
    }),
  );
};
