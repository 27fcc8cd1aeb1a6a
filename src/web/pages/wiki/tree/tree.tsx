import { AppError } from '#lib/errors.ts';
import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type DeletedPage,
  findPage,
  getPage,
  getSpace,
  listDeleted,
  listSubtree,
  mayKeep,
  mayWrite,
  type OrderStep,
  orderPage,
  orderSteps,
  type Space,
  type TreeRow,
} from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { asked, askedPage } from '../../../asked.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Select } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Icon } from '../../../components/icon/icon.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { spaceCrumbs } from '../shared.tsx';
import { words } from '../words.ts';

/** So many pages of one level stand on one page of the tree. */
export const perLevel = 100;

/** A tree of pages; what has pages below it can be folded. Those that would be too many lead to a page of their own. */
export const Tree = ({ rows, current = null }: { rows: readonly TreeRow[]; current?: string | null }) => {
  const t = useWords();
  return (
    <ul class="g-tree g-tree-deep">
      {rows.map((row) => {
        const link = (
          <a href={paths.wikiPage(row.spaceKey, row.slug)} {...(row.id === current ? { 'aria-current': 'page' } : {})}>
            {row.title}
          </a>
        );
        const all = row.more ? (
          <a class="g-sub" href={paths.wikiSpace(row.spaceKey, { under: row.id })}>
            {t(words.allBelow)}
          </a>
        ) : null;
        if (row.children.length === 0) {
          return (
            <li>
              {link} {all}
            </li>
          );
        }
        return (
          <li>
            <details open={rows.length <= 20}>
              <summary>{link}</summary>
              <Tree rows={row.children} current={current} />
              {all}
            </details>
          </li>
        );
      })}
    </ul>
  );
};

/** The page that a level of the tree stands under, of this space and this reader; null: the top. */
export const levelOf = async (c: Ctx, space: Space) => {
  const under = asked(c, 'under');
  if (under === '') return null;
  const above = await findPage(c.var.services.db, signedIn(c), under);
  if (!above || above.spaceId !== space.id) throw new AppError('not_found', { what: c.req.path });
  return above;
};

export const LevelPages = ({
  current,
  shown,
  more,
  href,
}: {
  current: number;
  shown: number;
  more: boolean;
  href: (page: number) => string;
}) => <Pagination page={current} perPage={perLevel} total={(current - 1) * perLevel + shown} more={more} href={href} />;

const steps = [
  { step: 'first', icon: 'chevrons-up', label: words.moveFirst },
  { step: 'up', icon: 'chevron-up', label: words.moveUp },
  { step: 'down', icon: 'chevron-down', label: words.moveDown },
  { step: 'last', icon: 'chevrons-down', label: words.moveLast },
] as const;

const OrderTable = ({ rows, first }: { rows: readonly TreeRow[]; first: number }) => {
  const t = useWords();
  return (
    <ol class="g-order" start={first} data-order>
      {rows.map((row) => (
        <li data-id={row.id} id={`p-${row.id}`}>
          <div class="g-order-row">
            <span class="g-order-title">
              {row.title}{' '}
              {row.hasChildren ? (
                <a class="g-muted" href={paths.wikiOrder(row.spaceKey, { under: row.id })}>
                  {t(words.orderBelow)}
                </a>
              ) : null}
            </span>
            <span class="g-order-steps">
              {steps.map(({ step, icon, label }) => (
                <button
                  type="submit"
                  class="btn btn-sm g-btn-quiet"
                  name="step"
                  value={`${step}:${row.id}`}
                  aria-label={`${t(label)}: ${row.title}`}
                  title={t(label)}
                >
                  <Icon name={icon} />
                </button>
              ))}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
};

const showOrder = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const space = await getSpace(db, actor, param(c, 'space'));
  if (!(space.needsApproval ? mayKeep(actor, space) : mayWrite(actor, space)))
    throw new AppError('not_found', { what: c.req.path });
  const above = await levelOf(c, space);
  const current = askedPage(c);
  const { rows, more } = await listSubtree(db, actor, {
    spaceId: space.id,
    parentId: above?.id ?? null,
    page: current,
    pageSize: perLevel,
  });
  const state = posted ?? freshForm(c);
  const here = { under: above?.id ?? '', page: current > 1 ? current : '' };
  const action = paths.wikiOrder(space.key, here);
  const options = rows.map(({ id, title }) => ({ value: id, label: title }));
  return page(
    c,
    {
      title: say(words.order, c.var.language),
      section: 'wiki',
      breadcrumbs: [
        ...spaceCrumbs(space),
        ...(above ? [{ label: above.title, href: paths.wikiPage(space.key, above.slug) }] : []),
      ],
      lead: say(words.orderLead, c.var.language),
      state,
      scripts: ['wiki-order.js'],
    },
    rows.length === 0 ? (
      <Empty icon="notebook" title={words.noPages} text={words.noPagesHow} />
    ) : (
      <Stack>
        <Card>
          <ActForm action={action} state={state}>
            <OrderTable rows={rows} first={(current - 1) * perLevel + 1} />
          </ActForm>
        </Card>
        <LevelPages
          current={current}
          shown={rows.length}
          more={more}
          href={(no) => paths.wikiOrder(space.key, { under: above?.id ?? '', page: no })}
        />
        <Card title={words.placeAfter}>
          <ActForm action={action} state={{ ...state, requestKey: crypto.randomUUID() }} id="order-after">
            <Select state={state} name="moving" label={words.pageTitle} empty={false} options={options} />
            <Select state={state} name="after" label={words.after} empty={words.atBeginning} options={options} optional />
            <ButtonGroup cancel={paths.wikiSpace(space.key, above ? { under: above.id } : {})}>
              <Button label={words.placeIt} tone="secondary" />
              <Button label={words.byTitle} tone="quiet" name="step" value={`title:${rows[0]?.id ?? ''}`} />
            </ButtonGroup>
          </ActForm>
        </Card>
      </Stack>
    ),
  );
};

/** What a form of the order asks: a step of one page, or a place after another; no page after means the beginning. */
const askedOrder = (values: FormState['values']): { pageId: string; to: OrderStep | { after: string } } => {
  const [step = '', pageId = ''] = text(values, 'step').split(':');
  const known = orderSteps.find((each) => each === step);
  if (known) return { pageId, to: known };
  const after = text(values, 'after');
  return { pageId: text(values, 'moving'), to: after === '' ? 'first' : { after } };
};

const DeletedTable = ({ rows }: { rows: readonly DeletedPage[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.trash}
      rows={rows}
      empty={<Empty icon="circle-check" title={words.trashEmpty} />}
      columns={[
        { key: 'title', label: words.pageTitle, cell: (row) => <a href={paths.wikiHistory(row.id)}>{row.title}</a> },
        { key: 'why', label: words.reason, cell: (row) => row.reason },
        { key: 'who', label: words.who, cell: (row) => row.updatedByName ?? t(words.griya) },
        { key: 'when', label: words.when, tight: true, cell: (row) => shortDate(row.updatedAt, language, timeZone) },
        {
          key: 'back',
          label: words.bringBack,
          quiet: true,
          tight: true,
          cell: (row) => <LinkButton href={paths.wikiMove(row.id)} label={words.bringBack} icon="arrow-back-up" small />,
        },
      ]}
    />
  );
};

const showTrash = async (c: Ctx): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const space = await getSpace(db, actor, param(c, 'space'));
  if (!mayKeep(actor, space)) throw new AppError('not_found', { what: c.req.path });
  const current = askedPage(c);
  const rows = await listDeleted(db, space.id, { page: current, pageSize: perLevel });
  return page(
    c,
    { title: words.trash, section: 'wiki', breadcrumbs: spaceCrumbs(space), lead: say(words.trashLead, c.var.language) },
    <Card flush>
      <DeletedTable rows={rows.slice(0, perLevel)} />
      <LevelPages
        current={current}
        shown={Math.min(rows.length, perLevel)}
        more={rows.length > perLevel}
        href={(no) => paths.wikiTrash(space.key, { page: no })}
      />
    </Card>,
  );
};

/** The order of a level of the tree, set by hand, and the pages of a space that were deleted. */
export const wikiTreePage: Page = (app) => {
  app.get(paths.wikiOrder(':space'), (c) => showOrder(c, null));
  app.post(paths.wikiOrder(':space'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const { pageId, to } = askedOrder(values);
        const space = await getSpace(tx, actor, param(c, 'space'));
        const here = await getPage(tx, actor, pageId);
        if (here.spaceId !== space.id) throw new AppError('not_found', { what: c.req.path });
        await orderPage(tx, { actor, now, pageId, to });
        const level = { under: asked(c, 'under'), page: asked(c, 'page') };
        return { to: `${paths.wikiOrder(space.key, level)}#p-${pageId}`, said: words.ordered };
      },
      again: (state) => showOrder(c, state),
    }),
  );
  app.get(paths.wikiTrash(':space'), showTrash);
};
