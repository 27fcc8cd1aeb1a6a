import {
  type HeldName,
  listNames,
  listZones,
  mayKeepZone,
  type NameRecord,
  nameStates,
  needNameSight,
  recordStates,
} from '#dns/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { asked, askedChoice, askedPage } from '../../asked.ts';
import { ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { FilterBar, FilterSelect, FilterText } from '../../components/filter/filter.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import { Status } from '../../components/status/status.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { ChoiceStatus, optionsOf } from '../registry/shared/choice.tsx';
import { WithoutAddress } from './without-address.tsx';
import { words } from './words.ts';

const perPage = 30;

/** A record with its state and, in words, what was found when it was looked for. */
const RecordLine = ({ record }: { record: NameRecord }) => {
  const t = useWords();
  const verified = record.state === 'published' && record.verifiedAt !== null;
  const note = record.publishError ?? record.verification;
  return (
    <div>
      <span class="g-mono g-break">
        {record.type} {record.value}
      </span>{' '}
      {verified ? <Status label={words.verified} colour="green" /> : <ChoiceStatus choices={recordStates} value={record.state} />}
      {note ? <span class="g-sub g-break">{t(note)}</span> : null}
    </div>
  );
};

const NameTable = ({ rows }: { rows: readonly HeldName[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={rows}
      empty={<Empty icon="world" title={words.none} text={words.noneHow} />}
      columns={[
        { key: 'name', label: words.name, cell: (name) => <span class="g-break">{name.fqdn}</span> },
        { key: 'holder', label: words.holder, tight: true, cell: (name) => name.holderLabel },
        { key: 'state', label: words.state, cell: (name) => <ChoiceStatus choices={nameStates} value={name.state} /> },
        {
          key: 'records',
          label: words.records,
          cell: (name) =>
            name.records.length === 0 ? (
              <span class="g-muted">{t(words.noRecord)}</span>
            ) : (
              name.records.map((record) => <RecordLine record={record} />)
            ),
        },
        { key: 'since', label: words.since, tight: true, cell: (name) => shortDate(name.reservedAt, language, timeZone) },
      ]}
    />
  );
};

/** Names under the office's domain: who holds each, since when, its records, and whether they answer. */
export const namesPage: Page = (app) => {
  app.get(paths.names(), async (c) => {
    const actor = signedIn(c);
    needNameSight(actor);
    const { db } = c.var.services;
    const no = askedPage(c);
    const filter = { q: asked(c, 'q'), state: askedChoice(c, 'state', nameStates) };
    const [{ rows, total }, zones] = await Promise.all([
      listNames(db, { search: filter.q, state: filter.state, page: no, pageSize: perPage }),
      listZones(db),
    ]);
    const [zone] = zones;
    return page(
      c,
      {
        title: words.title,
        section: 'names',
        width: 'full',
        lead: say(words.lead, c.var.language, { n: number(total, c.var.language) }),
        actions: (
          <ButtonGroup>
            {zone ? (
              <LinkButton
                href={zones.length > 1 ? paths.zones() : paths.zoneRecords(zone.id)}
                label={words.recordsLink}
                icon="list-details"
              />
            ) : null}
            {mayKeepZone(actor) ? <LinkButton href={paths.namingPolicy()} label={words.policyTitle} icon="ruler" /> : null}
            {mayKeepZone(actor) ? <LinkButton href={paths.zones()} label={words.zonesTitle} icon="world-cog" /> : null}
            {zone ? <LinkButton href={paths.publicNames()} label={words.publicLink} icon="world-share" /> : null}
          </ButtonGroup>
        ),
      },
      zone ? (
        <>
          {mayKeepZone(actor) ? zones.map((each) => <WithoutAddress zone={each} link />) : null}
          <FilterBar action={paths.names()} active={filter.q !== '' || filter.state !== ''}>
            <FilterText name="q" label={words.search} value={filter.q} />
            <FilterSelect name="state" label={words.state} value={filter.state} options={optionsOf(nameStates)} />
          </FilterBar>
          <Card flush>
            <NameTable rows={rows} />
            <Pagination page={no} perPage={perPage} total={total} href={(target) => paths.names({ ...filter, page: target })} />
          </Card>
        </>
      ) : (
        <Card>
          <Empty icon="world-off" title={words.noZone} text={words.noZoneHow} />
        </Card>
      ),
    );
  });
};
