import type { Child } from 'hono/jsx';
import { type BookName, blockKinds, type NumberBlock, sequences } from '#letters/index.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { FilterBar, FilterDate, FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { type Asked, type BookOffice, toQuery } from './asked.ts';
import { shared } from './words.ts';

/** Choices of the letters room as options of a filter or a field. */
export const optionsOf = <Choice extends { label: { id: string; en: string } }>(choices: Readonly<Record<string, Choice>>) =>
  Object.entries(choices).map(([value, { label }]) => ({ value, label }));

type BookFiltersProps = { action: string; asked: Asked; filtered: boolean; offices: readonly BookOffice[]; children?: Child };

/** What every book is narrowed by; its own controls stand between. */
export const BookFilters = ({ action, asked, filtered, offices, children }: BookFiltersProps) => {
  const { now, timeZone } = useView();
  const thisYear = now.toZonedDateTimeISO(timeZone).year;
  const years = Array.from({ length: 6 }, (_, index) => String(thisYear - index));
  return (
    <FilterBar action={action} active={filtered}>
      <FilterText name="q" label={shared.search} value={asked.q} />
      {offices.length > 1 ? (
        <FilterSelect
          name="office"
          label={shared.office}
          value={asked.office}
          options={offices.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <FilterSelect
        name="year"
        label={shared.year}
        value={asked.year}
        options={(years.includes(asked.year) || asked.year === '' ? years : [...years, asked.year]).map((year) => ({
          value: year,
          label: year,
        }))}
      />
      {children}
      <FilterDate name="from" label={shared.from} value={asked.from} />
      <FilterDate name="until" label={shared.until} value={asked.until} />
    </FilterBar>
  );
};

/** Ways out of a book: paper, CSV, XLSX. The print is a document of its own and is made by an act. */
export const BookWays = ({
  book,
  asked,
  state,
  children,
}: {
  book: BookName;
  asked: Asked;
  state: FormState;
  children?: Child;
}) => (
  <ButtonGroup>
    {children}
    <ActForm action={paths.bookPrints(book)} state={state} class="g-inline-form">
      {Object.entries(toQuery(asked)).map(([name, value]) => (value === undefined ? null : <Hidden name={name} value={value} />))}
      <Button label={shared.print} tone="secondary" icon="printer" />
    </ActForm>
    <LinkButton href={paths.bookFile(book, 'csv', toQuery(asked))} label={shared.csv} icon="download" />
    <LinkButton href={paths.bookFile(book, 'xlsx', toQuery(asked))} label={shared.xlsx} icon="download" />
  </ButtonGroup>
);

/** Numbers that stand in the book without a letter of Griya, with their reason. */
export const KeptNumbers = ({ blocks, offices }: { blocks: readonly NumberBlock[]; offices: readonly BookOffice[] }) => {
  const t = useWords();
  if (blocks.length === 0) return null;
  return (
    <Card title={shared.kept}>
      <ul class="g-kept">
        {blocks.map((block) => (
          <li>
            <strong>{block.from === block.to ? block.from : `${block.from}–${block.to}`}</strong>/{block.year} ·{' '}
            {t(sequences[block.book].label)}
            {offices.length > 1 ? ` · ${offices.find((office) => office.id === block.officeId)?.abbreviation ?? ''}` : ''}{' '}
            <Status label={blockKinds[block.kind].label} colour={blockKinds[block.kind].colour} /> {block.reason}
          </li>
        ))}
      </ul>
    </Card>
  );
};
