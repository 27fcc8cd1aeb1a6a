import { number } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { globalVrfId, listPrefixes, listVrfs, networkKinds, type PrefixRow } from '#registry/index.ts';
import { asked, askedChoice, askedPage } from '../../../asked.ts';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { optionsOf } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import { NetworkTabs } from './area.tsx';
import { NetworkUse, NetworkZone } from './networks.tsx';
import { words } from './words.ts';

/** Deeper than this the indentation stays. */
const deepest = 8;

/** Prefixes with their place in the tree, which screen readers are told in words. */
export const PrefixTable = ({ rows, base = 0 }: { rows: readonly PrefixRow[]; base?: number }) => {
  const t = useWords();
  return (
    <Table
      caption={shared.prefixes}
      rows={rows}
      empty={<Empty icon="sitemap" title={words.none} />}
      columns={[
        {
          key: 'prefix',
          label: words.prefix,
          cell: (row) => (
            <div class={`g-depth-${Math.max(0, Math.min(deepest, row.depth - base))}`}>
              <a class="g-mono" href={paths.network(row.id)}>
                {row.prefix}
              </a>
              <span class="visually-hidden">, {t(words.depth, { n: row.depth + 1 })}</span>
              <span class="g-sub">{row.name}</span>
            </div>
          ),
        },
        { key: 'zone', label: shared.kind, cell: (row) => <NetworkZone network={row} /> },
        { key: 'vlan', label: words.vlan, align: 'right', cell: (row) => row.vlan },
        { key: 'site', label: shared.site, cell: (row) => row.siteName },
        { key: 'use', label: words.use, cell: (row) => <NetworkUse network={row} /> },
      ]}
    />
  );
};

const perPage = 100;

/** All prefixes of a VRF as a tree, or what lies in one container. */
export const prefixesPage: Page = (app) => {
  app.get(paths.prefixes(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const no = askedPage(c);
    const filter = {
      q: asked(c, 'q'),
      vrf: asked(c, 'vrf'),
      within: asked(c, 'within'),
      kind: askedChoice(c, 'kind', networkKinds),
    };
    const { q, vrf, within, kind } = filter;
    const [{ rows, total, more }, vrfs] = await Promise.all([
      listPrefixes(db, actor, { search: q, vrfId: vrf, withinId: within, kind, page: no, pageSize: perPage }),
      listVrfs(db, actor),
    ]);
    const lead = say(more ? words.leadMore : words.lead, c.var.language, { n: number(total, c.var.language) });
    return page(
      c,
      {
        title: shared.prefixes,
        section: 'networks',
        width: 'full',
        lead: `${lead}. ${say(words.treeLead, c.var.language)}`,
      },
      <>
        <NetworkTabs current="prefixes" />
        <FilterBar action={paths.prefixes()} active={q !== '' || kind !== '' || within !== ''}>
          <FilterText name="q" label={shared.search} value={q} />
          <FilterSelect name="kind" label={shared.kind} value={kind} options={optionsOf(networkKinds)} />
          {vrfs.length > 1 ? (
            <FilterSelect
              name="vrf"
              label={words.vrf}
              value={vrf || globalVrfId}
              options={vrfs.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
        </FilterBar>
        <Card flush>
          <PrefixTable rows={rows} />
          <Pagination
            page={no}
            perPage={perPage}
            total={total}
            more={more}
            href={(target) => paths.prefixes({ ...filter, page: target })}
          />
        </Card>
      </>,
    );
  });
};
