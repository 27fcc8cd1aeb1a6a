import { type AgendaRow, channels, listAgenda, listBlocksIn, mayKeepBook, natures, sequencesOf } from '#letters/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { freshForm } from '../../../act.ts';
import { LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterSelect } from '../../../components/filter/filter.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Stat } from '../../../components/stat/stat.tsx';
import { Mark, Status } from '../../../components/status/status.tsx';
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

const AgendaTable = ({ rows, offices }: { rows: readonly AgendaRow[]; offices: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      dense
      rows={rows}
      empty={<Empty icon="inbox" title={words.none} text={shared.loosen} />}
      columns={[
        {
          key: 'seq',
          label: words.agendaNo,
          tight: true,
          cell: (row) => (
            <>
              <a href={paths.agendaEntry(row.id)}>
                {row.seq}/{row.year}
              </a>
              {offices ? <span class="g-sub">{row.officeAbbreviation}</span> : null}
            </>
          ),
        },
        {
          key: 'received',
          label: words.received,
          tight: true,
          cell: (row) => (
            <>
              {shortDate(row.receivedAt, language, timeZone)}
              <span class="g-sub">{t(channels[row.channel].label)}</span>
            </>
          ),
        },
        {
          key: 'letter',
          label: shared.number,
          cell: (row) => (
            <>
              <span class="g-letter-number">{row.number}</span>
              <span class="g-sub">{shortDate(row.date, language, timeZone)}</span>
            </>
          ),
        },
        {
          key: 'hal',
          label: shared.hal,
          cell: (row) => (
            <>
              {row.hal}{' '}
              {row.nature === 'ordinary' ? null : (
                <Status label={natures[row.nature].label} colour={natures[row.nature].colour} />
              )}
              <span class="g-sub">{row.from}</span>
            </>
          ),
        },
        { key: 'forwarded', label: words.forwardedTo, cell: (row) => row.forwardedTo },
        {
          key: 'scan',
          label: shared.scan,
          tight: true,
          cell: (row) => {
            if (row.letterId) return <a href={paths.letterPdf(row.letterId)}>PDF</a>;
            return row.scanUploadId ? (
              <a href={paths.agendaScan(row.id, row.scanUploadId)}>{t(shared.scan)}</a>
            ) : (
              <Mark label={shared.noScan} />
            );
          },
        },
      ]}
    />
  );
};

/** Buku agenda surat masuk: every letter that came in, through Griya or on paper. */
export const agendaPage: Page = (app) => {
  app.get(paths.agenda(), async (c) => {
    const { db } = c.var.services;
    const { asked, actor, offices, filtered } = await readAsked(c, db);
    const query = toBookQuery(asked);
    const [{ rows, sums }, blocks] = await Promise.all([
      listAgenda(db, actor, { ...query, page: asked.page, pageSize: perPage }),
      listBlocksIn(db, actor, { books: sequencesOf.agenda, officeId: query.officeId, year: query.year }),
    ]);
    const through = sums.channels.inbox ?? 0;
    const keeps = offices.find((office) => mayKeepBook(actor, office.id) && (asked.office === '' || office.id === asked.office));
    return page(
      c,
      {
        title: words.title,
        section: 'agenda',
        width: 'full',
        lead: say(words.found, c.var.language, { n: number(sums.total, c.var.language) }),
        actions: (
          <BookWays book="agenda" asked={asked} state={freshForm(c)}>
            {keeps ? (
              <LinkButton href={paths.newAgendaEntry({ office: keeps.id })} label={words.add} tone="primary" icon="plus" />
            ) : null}
          </BookWays>
        ),
      },
      <div class="g-stack">
        <BookFilters action={paths.agenda()} asked={asked} filtered={filtered} offices={offices}>
          <FilterSelect name="channel" label={shared.channel} value={asked.channel} options={optionsOf(channels)} />
          <FilterSelect name="nature" label={shared.nature} value={asked.nature} options={optionsOf(natures)} />
        </BookFilters>
        <div class="g-stats">
          <Stat label={words.through} value={through} />
          <Stat label={words.onPaper} value={sums.total - through} />
          <Stat label={words.enclosuresSum} value={sums.attachments} />
          <Stat label={words.unscanned} value={sums.unscanned} {...(sums.unscanned > 0 ? { tone: 'late' as const } : {})} />
        </div>
        <Card flush>
          <AgendaTable rows={rows} offices={asked.office === '' && offices.length > 1} />
          <Pagination page={asked.page} perPage={perPage} total={sums.total} href={(no) => paths.agenda(toQuery(asked, no))} />
        </Card>
        <KeptNumbers blocks={blocks} offices={asked.office === '' ? offices : []} />
      </div>,
    );
  });
};
