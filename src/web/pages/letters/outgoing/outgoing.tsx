import {
  letterStatuses,
  listBlocksIn,
  listOutgoing,
  mayKeepBook,
  natures,
  type OutgoingRow,
  sequences,
  sequencesOf,
} from '#letters/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { freshForm } from '../../../act.ts';
import { LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterSelect } from '../../../components/filter/filter.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Stat } from '../../../components/stat/stat.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Page } from '../../../context.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { letterLabel } from '../../cases/shared/letters.tsx';
import { numberedKinds, readAsked, toBookQuery, toQuery } from '../shared/asked.ts';
import { BookFilters, BookWays, KeptNumbers, optionsOf } from '../shared/frame.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const perPage = 50;

const books = ['outgoing', 'internal', 'recommendation'] as const;

const OutgoingTable = ({ rows, offices }: { rows: readonly OutgoingRow[]; offices: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      dense
      rows={rows}
      empty={<Empty icon="mail" title={words.none} text={shared.loosen} />}
      mark={(row) => (row.status === 'void' ? 'off' : null)}
      columns={[
        {
          key: 'number',
          label: shared.number,
          cell: (row) => (
            <>
              <a class="g-letter-number" href={paths.letter(row.id)}>
                {row.number}
              </a>
              <span class="g-sub">
                {offices ? `${row.officeAbbreviation} · ` : ''}
                {t(letterLabel(row.kind))}
              </span>
            </>
          ),
        },
        { key: 'date', label: shared.date, tight: true, cell: (row) => shortDate(row.date, language, timeZone) },
        {
          key: 'hal',
          label: shared.hal,
          cell: (row) => (
            <>
              {row.hal}{' '}
              {row.nature === 'ordinary' ? null : (
                <Status label={natures[row.nature].label} colour={natures[row.nature].colour} />
              )}
              {row.status === 'void' ? (
                <span class="g-sub g-bad">{t(words.voidBecause, { why: row.voidReason ?? '' })}</span>
              ) : null}
            </>
          ),
        },
        { key: 'to', label: shared.to, cell: (row) => row.to },
        {
          key: 'status',
          label: shared.status,
          cell: (row) => <Status label={letterStatuses[row.status].label} colour={letterStatuses[row.status].colour} />,
        },
      ]}
    />
  );
};

/** Buku agenda surat keluar: every letter of the office that bears a number; a void one stays with its reason. */
export const outgoingPage: Page = (app) => {
  app.get(paths.letters(), async (c) => {
    const { db } = c.var.services;
    const { asked, actor, offices, filtered } = await readAsked(c, db);
    const query = toBookQuery(asked);
    const [{ rows, sums }, blocks] = await Promise.all([
      listOutgoing(db, actor, { ...query, page: asked.page, pageSize: perPage }),
      listBlocksIn(db, actor, { books: sequencesOf.outgoing, officeId: query.officeId, year: query.year }),
    ]);
    const keeps = offices.find((office) => (asked.office === '' || office.id === asked.office) && mayKeepBook(actor, office.id));
    return page(
      c,
      {
        title: words.title,
        section: 'letters',
        width: 'full',
        lead: say(words.found, c.var.language, { n: number(sums.total, c.var.language) }),
        actions: (
          <>
            {keeps ? (
              <LinkButton href={paths.newOutgoing({ office: keeps.id })} label={words.add} tone="primary" icon="plus" />
            ) : null}
            <BookWays book="outgoing" asked={asked} state={freshForm(c)} />
          </>
        ),
      },
      <div class="g-stack">
        <BookFilters action={paths.letters()} asked={asked} filtered={filtered} offices={offices}>
          <FilterSelect
            name="book"
            label={shared.book}
            value={asked.book}
            options={books.map((value) => ({ value, label: sequences[value].label }))}
          />
          <FilterSelect name="kind" label={shared.kind} value={asked.kind} options={numberedKinds} />
          <FilterSelect
            name="status"
            label={shared.status}
            value={asked.status}
            options={optionsOf(letterStatuses).filter(({ value }) => ['issued', 'sent', 'void'].includes(value))}
          />
        </BookFilters>
        <div class="g-stats">
          {books.map((book) => (
            <Stat label={sequences[book].label} value={sums.books[book] ?? 0} href={paths.letters({ ...toQuery(asked), book })} />
          ))}
          <Stat label={words.unsent} value={sums.unsent} href={paths.letters({ ...toQuery(asked), status: 'issued' })} />
          <Stat label={words.void} value={sums.void} href={paths.letters({ ...toQuery(asked), status: 'void' })} />
        </div>
        <Card flush>
          <OutgoingTable rows={rows} offices={asked.office === '' && offices.length > 1} />
          <Pagination page={asked.page} perPage={perPage} total={sums.total} href={(no) => paths.letters(toQuery(asked, no))} />
        </Card>
        <KeptNumbers blocks={blocks} offices={asked.office === '' ? offices : []} />
      </div>,
    );
  });
};
