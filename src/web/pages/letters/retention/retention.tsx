import {
  type EndedRow,
  type Fate,
  fates,
  filingLabel,
  isFilingKind,
  listBookOffices,
  listEnded,
  needBooks,
} from '#letters/index.ts';
import { shortDate } from '#lib/format.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterSelect } from '../../../components/filter/filter.tsx';
import { Mark, Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView } from '../../../view.ts';
import { optionsOf } from '../shared/frame.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const EndedTable = ({ rows }: { rows: readonly EndedRow[] }) => {
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={rows}
      empty={<Empty icon="archive" title={words.none} text={words.noneHow} />}
      columns={[
        {
          key: 'number',
          label: shared.number,
          cell: (row) => (
            <>
              <a class="g-break" href={row.source === 'letter' ? paths.letter(row.id) : paths.agendaEntry(row.id)}>
                {row.number}
              </a>
              <span class="g-sub">{row.officeAbbreviation}</span>
            </>
          ),
        },
        { key: 'date', label: shared.date, tight: true, cell: (row) => shortDate(row.date, language, timeZone) },
        {
          key: 'kind',
          label: shared.kind,
          cell: (row) => (isFilingKind(row.kind) ? say(filingLabel(row.kind), language) : row.kind),
        },
        { key: 'hal', label: shared.hal, cell: (row) => row.hal },
        { key: 'ended', label: words.ended, tight: true, cell: (row) => shortDate(row.endedOn, language, timeZone) },
        {
          key: 'fate',
          label: words.fate,
          cell: (row) => (
            <>
              <Status label={fates[row.fate].label} colour={fates[row.fate].colour} />{' '}
              {row.estimate ? <Mark label={shared.estimate} /> : null}
            </>
          ),
        },
      ]}
    />
  );
};

/** Letters whose retention has ended: a list for the proposal, and nothing else. */
export const retentionPage: Page = (app) => {
  app.get(paths.retention(), async (c) => {
    const actor = signedIn(c);
    needBooks(actor);
    const { db } = c.var.services;
    const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
    const [fate, office] = [c.req.query('fate') ?? '', c.req.query('office') ?? ''];
    const asked = { fate: Object.hasOwn(fates, fate) ? (fate as Fate) : undefined, officeId: isId(office) ? office : undefined };
    const [rows, offices] = await Promise.all([listEnded(db, actor, { today, ...asked }), listBookOffices(db, actor)]);
    return page(
      c,
      { title: words.title, section: 'retention', width: 'full', lead: say(words.lead, c.var.language) },
      <div class="g-stack">
        <FilterBar action={paths.retention()} active={asked.fate !== undefined || asked.officeId !== undefined}>
          {offices.length > 1 ? (
            <FilterSelect
              name="office"
              label={shared.office}
              value={asked.officeId ?? ''}
              options={offices.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
          <FilterSelect name="fate" label={words.fate} value={asked.fate ?? ''} options={optionsOf(fates)} />
        </FilterBar>
        {rows.some((row) => row.estimate) ? (
          <Alert tone="warning">
            <p>{say(words.estimates, c.var.language)}</p>
          </Alert>
        ) : null}
        <Card flush>
          <EndedTable rows={rows} />
        </Card>
      </div>,
    );
  });
};
