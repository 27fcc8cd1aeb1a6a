import type { Actor } from '#identity/index.ts';
import { channels, type DispatchRow, listBlocksIn, listDispatches, mayKeepBook, sequencesOf } from '#letters/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { freshForm } from '../../../act.ts';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterCheck, FilterSelect } from '../../../components/filter/filter.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Stat } from '../../../components/stat/stat.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Page } from '../../../context.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { readAsked, toBookQuery, toQuery } from '../shared/asked.ts';
import { BookFilters, BookWays, KeptNumbers, optionsOf } from '../shared/frame.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const perPage = 50;

const Receipt = ({ row, keeps }: { row: DispatchRow; keeps: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (row.receivedAt) {
    return (
      <>
        {row.receiptUploadId ? <a href={paths.dispatchScan(row.id)}>{row.receivedBy}</a> : row.receivedBy}
        <span class="g-sub">{shortDate(row.receivedAt, language, timeZone)}</span>
      </>
    );
  }
  if (row.channel === 'inbox') return <span class="g-muted">{t(words.inbox)}</span>;
  return keeps ? (
    <a href={paths.dispatchReceipt(row.id)}>
      {t(words.enter)}
      <span class="visually-hidden"> {row.number ?? row.hal}</span>
    </a>
  ) : (
    <span class="g-muted">–</span>
  );
};

const DispatchTable = ({ rows, actor, offices }: { rows: readonly DispatchRow[]; actor: Actor; offices: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      dense
      rows={rows}
      empty={<Empty icon="send" title={words.none} text={shared.loosen} />}
      columns={[
        {
          key: 'no',
          label: words.no,
          tight: true,
          cell: (row) => (
            <>
              {row.seq}/{row.year}
              {offices ? <span class="g-sub">{row.officeAbbreviation}</span> : null}
            </>
          ),
        },
        { key: 'sent', label: words.sent, tight: true, cell: (row) => shortDate(row.sentAt, language, timeZone) },
        {
          key: 'letter',
          label: words.letter,
          cell: (row) => (
            <>
              <a class="g-letter-number" href={paths.letter(row.letterId)}>
                {row.number ?? row.hal}
              </a>
              {row.number ? <span class="g-sub">{row.hal}</span> : null}
            </>
          ),
        },
        { key: 'to', label: words.to, cell: (row) => row.to },
        {
          key: 'by',
          label: words.by,
          cell: (row) => (
            <>
              {t(channels[row.channel].label)}
              {row.courier || row.reference ? (
                <span class="g-sub g-break">{[row.courier, row.reference].filter(Boolean).join(' · ')}</span>
              ) : null}
            </>
          ),
        },
        { key: 'received', label: words.received, cell: (row) => <Receipt row={row} keeps={mayKeepBook(actor, row.officeId)} /> },
      ]}
    />
  );
};

/** Buku ekspedisi: what the office sent, to whom, how, and who received it when. */
export const dispatchesPage: Page = (app) => {
  app.get(paths.dispatches(), async (c) => {
    const { db } = c.var.services;
    const { asked, actor, offices, filtered } = await readAsked(c, db);
    const query = toBookQuery(asked);
    const [{ rows, sums }, blocks] = await Promise.all([
      listDispatches(db, actor, { ...query, page: asked.page, pageSize: perPage }),
      listBlocksIn(db, actor, { books: sequencesOf.dispatch, officeId: query.officeId, year: query.year }),
    ]);
    return page(
      c,
      {
        title: words.title,
        section: 'dispatches',
        width: 'full',
        lead: say(words.found, c.var.language, { n: number(sums.total, c.var.language) }),
        actions: <BookWays book="dispatch" asked={asked} state={freshForm(c)} />,
      },
      <div class="g-stack">
        <BookFilters action={paths.dispatches()} asked={asked} filtered={filtered} offices={offices}>
          <FilterSelect name="channel" label={shared.channel} value={asked.channel} options={optionsOf(channels)} />
          <FilterCheck name="open" label={words.onlyOpen} checked={asked.open === 'yes'} />
        </BookFilters>
        <div class="g-stats">
          {(Object.keys(channels) as (keyof typeof channels)[])
            .filter((channel) => sums.channels[channel])
            .map((channel) => (
              <Stat
                label={channels[channel].label}
                value={sums.channels[channel] ?? 0}
                href={paths.dispatches({ ...toQuery(asked), channel })}
              />
            ))}
          <Stat label={words.open} value={sums.open} href={paths.dispatches({ ...toQuery(asked), open: 'yes' })} />
        </div>
        <Card flush>
          <DispatchTable rows={rows} actor={actor} offices={asked.office === '' && offices.length > 1} />
          <Pagination
            page={asked.page}
            perPage={perPage}
            total={sums.total}
            href={(no) => paths.dispatches(toQuery(asked, no))}
          />
        </Card>
        <KeptNumbers blocks={blocks} offices={asked.office === '' ? offices : []} />
      </div>,
    );
  });
};
