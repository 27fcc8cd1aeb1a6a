import { type AddressRow, type RangeRow, rangePurposes } from '#registry/index.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Select, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { annotationWords, Marks, NotesLink } from '../shared/annotations-card.tsx';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import type { Props } from './network-around.ts';
import { words } from './words.ts';

/** Who has which address of a network. */
export const Addresses = ({ network, state, keeper }: Props) => {
  const t = useWords();
  const act = {
    key: 'act',
    label: shared.actions,
    quiet: true,
    align: 'right' as const,
    cell: (row: AddressRow) => (
      <ActForm action={paths.addressRelease(network.id)} state={{ ...state, requestKey: row.id }}>
        <Hidden name="addressId" value={row.id} />
        <Button label={words.release} tone="quiet" small confirm={t(words.releaseSure, { address: row.address })} />
      </ActForm>
    ),
  };
  return (
    <Table
      caption={words.addresses}
      rows={network.addresses}
      empty={<p class="g-muted g-inset">{t(words.noAddress)}</p>}
      columns={[
        { key: 'address', label: shared.address, tight: true, cell: (row) => <span class="g-mono">{row.address}</span> },
        {
          key: 'use',
          label: words.usedBy,
          cell: (row) => (row.serverId ? <a href={paths.server(row.serverId)}>{row.serverName}</a> : row.reservedFor),
        },
        { key: 'interface', label: shared.interface, cell: (row) => (row.serverId ? row.interface : null) },
        ...(keeper ? [act] : []),
      ]}
    />
  );
};

/** Keeps one address from being given. */
export const Reserve = ({ network, state }: Props) => {
  const t = useWords();
  return (
    <Card title={words.reserve}>
      <p class="g-muted">{t(words.reserveHow)}</p>
      <ActForm action={paths.networkAddresses(network.id)} state={state}>
        <TextField state={state} name="address" label={shared.address} spellcheck={false} />
        <TextField state={state} name="reason" label={words.reason} />
        <Button label={words.reserve} tone="secondary" />
      </ActForm>
    </Card>
  );
};

/** The ranges of a network that are not given. */
export const Ranges = ({ network, state, keeper, around }: Props) => {
  const t = useWords();
  const release = {
    key: 'act',
    label: shared.actions,
    quiet: true,
    align: 'right' as const,
    cell: (row: RangeRow) => (
      <ActForm action={paths.rangeRelease(network.id)} state={{ ...state, requestKey: row.id }}>
        <Hidden name="rangeId" value={row.id} />
        <Button label={words.release} tone="quiet" small confirm={t(words.rangeSure, { first: row.first, last: row.last })} />
      </ActForm>
    ),
  };
  return (
    <Card title={words.ranges} flush={around.ranges.length > 0}>
      <Table
        caption={words.ranges}
        rows={around.ranges}
        empty={<p class="g-muted">{t(words.noRange)}</p>}
        columns={[
          {
            key: 'range',
            label: shared.address,
            tight: true,
            cell: (row) => <span class="g-mono">{`${row.first} – ${row.last}`}</span>,
          },
          { key: 'purpose', label: words.purpose, cell: (row) => <ChoiceStatus choices={rangePurposes} value={row.purpose} /> },
          {
            key: 'reason',
            label: words.reason,
            cell: (row) => (
              <>
                {row.reason}
                <Marks tags={row.tags} />
              </>
            ),
          },
          {
            key: 'notes',
            label: annotationWords.title,
            quiet: true,
            cell: (row) => <NotesLink of={{ kind: 'range', id: row.id }} noted={row.noted} keeper={keeper} />,
          },
          ...(keeper ? [release] : []),
        ]}
      />
    </Card>
  );
};

/** Keeps a range from being given. */
export const ReserveRange = ({ network, state }: Props) => (
  <Card title={words.reserveRange}>
    <ActForm action={paths.networkRanges(network.id)} state={state}>
      <TextField state={state} name="first" label={words.first} spellcheck={false} />
      <TextField state={state} name="last" label={words.last} spellcheck={false} />
      <Select state={state} name="purpose" label={words.purpose} options={optionsOf(rangePurposes)} empty={false} />
      <TextField state={state} name="rangeReason" label={words.reason} />
      <Button label={words.reserveRange} tone="secondary" />
    </ActForm>
  </Card>
);
