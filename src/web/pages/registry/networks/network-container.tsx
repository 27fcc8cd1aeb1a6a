import { networkZones } from '#registry/index.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { NumberField, Select, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { optionsOf } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import { type Props, perPage } from './network-around.ts';
import { PrefixTable } from './prefixes.tsx';
import { words } from './words.ts';

/** Enters a network in the next free prefix of a container. */
export const Allot = ({ network, state, around }: Props) => {
  const t = useWords();
  return (
    <Card title={words.allot}>
      <p class="g-muted">{t(words.allotHow)}</p>
      <ActForm action={paths.networkPrefixes(network.id)} state={state}>
        <NumberField state={state} name="length" label={words.length} hint={words.lengthHint} prefix="/" />
        <TextField state={state} name="name" label={shared.name} />
        <Select state={state} name="siteId" label={shared.site} options={around.sites} />
        <Select state={state} name="zone" label={words.zone} options={optionsOf(networkZones)} />
        <NumberField state={state} name="vlan" label={words.vlan} optional />
        <Button label={words.allot} tone="secondary" />
      </ActForm>
    </Card>
  );
};

/** What a container holds, one step down. */
export const Within = ({ network, around, no }: Pick<Props, 'network' | 'around'> & { no: number }) => {
  const t = useWords();
  const { rows, total, more } = around.within;
  return (
    <Card
      title={words.within}
      flush
      aside={<a href={paths.prefixes({ within: network.id, vrf: network.vrfId })}>{t(words.showTree)}</a>}
    >
      {rows.length === 0 ? (
        <p class="g-muted g-inset">{t(words.noWithin)}</p>
      ) : (
        <PrefixTable rows={rows} base={rows[0]?.depth ?? 0} />
      )}
      <Pagination
        page={no}
        perPage={perPage}
        total={total}
        more={more}
        href={(target) => paths.network(network.id, { page: target })}
      />
    </Card>
  );
};
