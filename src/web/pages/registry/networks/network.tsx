import { listJournal } from '#audit/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  allotPrefix,
  annotationsOf,
  getNetwork,
  getRange,
  mayKeepServers,
  needServerKeeper,
  releaseAddress,
  releaseRange,
  removeNetwork,
  reserveAddress,
  reserveRange,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { askedPage } from '../../../asked.ts';
import { Button, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { Downloads } from '../shared/downloads.tsx';
import { Journal } from '../shared/journal.tsx';
import { shared } from '../shared/words.ts';
import { Addresses, Ranges, Reserve, ReserveRange } from './network-addresses.tsx';
import { type Props, perPage, readAround } from './network-around.ts';
import { Allot, Within } from './network-container.tsx';
import { NetworkUse, NetworkZone } from './networks.tsx';
import { words } from './words.ts';

const NetworkFacts = ({ network, around }: Pick<Props, 'network' | 'around'>) => {
  const t = useWords();
  const ofNetwork = [
    { label: words.gateway, value: network.gateway ? <span class="g-mono">{network.gateway}</span> : '' },
    { label: words.vlan, value: network.vlan },
    { label: words.nextFree, value: network.nextFree ? <span class="g-mono">{network.nextFree}</span> : t(words.full) },
  ];
  return (
    <Card>
      <Facts
        facts={[
          { label: words.prefix, value: <span class="g-mono">{network.prefix}</span> },
          { label: words.vrf, value: <a href={paths.vrf(network.vrfId)}>{network.vrfName}</a> },
          ...(network.kind === 'container' ? [] : ofNetwork),
          { label: words.zone, value: <NetworkZone network={network} /> },
          { label: shared.site, value: network.siteId ? <a href={paths.site(network.siteId)}>{network.siteName}</a> : '' },
          { label: shared.owner, value: around.owner },
          { label: words.use, value: <NetworkUse network={network} /> },
          ...(network.notes ? [{ label: words.notes, value: network.notes, wide: true }] : []),
        ]}
      />
    </Card>
  );
};

const RemoveCard = ({ network, state }: Props) => {
  const t = useWords();
  return (
    <Card title={words.removeNetwork}>
      <p>{t(words.removeHow)}</p>
      <ActForm action={paths.networkRemoval(network.id)} state={state}>
        <Button label={words.removeNetwork} tone="danger" confirm={t(words.removeSure, { prefix: network.prefix })} />
      </ActForm>
    </Card>
  );
};

const show = async (c: Ctx, networkId: string, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const no = askedPage(c);
  const network = await getNetwork(db, actor, networkId, { page: no, pageSize: perPage });
  const of = { kind: 'network', id: networkId } as const;
  const [events, annotations, around] = await Promise.all([
    listJournal(db, { ...of, limit: 30 }),
    annotationsOf(db, of),
    readAround(c, network, no),
  ]);
  const keeper = mayKeepServers(actor);
  const props = { network, state, keeper, around };
  const isContainer = network.kind === 'container';
  return page(
    c,
    {
      title: network.name,
      section: 'networks',
      breadcrumbs: [
        { label: shared.networks, href: paths.networks() },
        ...around.containers.map(({ id, prefix }) => ({ label: prefix, href: paths.network(id) })),
      ],
      state,
      actions: keeper ? <LinkButton href={paths.networkEdit(networkId)} label={shared.edit} icon="pencil" /> : null,
    },
    <Columns
      main={
        <>
          <NetworkFacts {...props} />
          {isContainer ? (
            <Within {...props} no={no} />
          ) : (
            <>
              <Card
                title={words.addresses}
                flush
                aside={<Downloads href={(format) => paths.addressesFile(format, { network: networkId })} />}
              >
                <Addresses {...props} />
                <Pagination
                  page={no}
                  perPage={perPage}
                  total={network.listed.total}
                  more={network.listed.more}
                  href={(target) => paths.network(networkId, { page: target })}
                />
              </Card>
              <Ranges {...props} />
            </>
          )}
        </>
      }
      side={
        <>
          {keeper && isContainer ? <Allot {...props} /> : null}
          {keeper && !isContainer ? (
            <>
              <Reserve {...props} />
              <ReserveRange {...props} />
            </>
          ) : null}
          <AnnotationsCard of={of} annotations={annotations} keeper={keeper} />
          <Journal events={events} />
          {keeper ? <RemoveCard {...props} /> : null}
        </>
      }
    />,
  );
};

/** One network: its addresses, who has each, what is reserved. */
export const networkPage: Page = (app) => {
  const idOf = (c: Ctx): string => c.req.param('id') ?? '';

  app.get(paths.network(':id'), (c) => show(c, idOf(c), freshForm(c)));

  app.post(paths.networkAddresses(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const wanted = { networkId: idOf(c), address: text(values, 'address'), reason: text(values, 'reason') };
        const { address } = await reserveAddress(tx, { ...wanted, now, doer: doerOf(actor) });
        return { to: paths.network(idOf(c)), said: say(words.reserved, c.var.language, { address }) };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.post(paths.addressRelease(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        await releaseAddress(tx, { addressId: text(values, 'addressId'), now, doer: doerOf(actor) });
        return { to: paths.network(idOf(c)), said: words.released };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.post(paths.networkPrefixes(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const { length, ...network } = toObject(values);
        const { networkId, prefix } = await allotPrefix(tx, { containerId: idOf(c), length, network, now, doer: doerOf(actor) });
        return { to: paths.network(networkId), said: say(words.allotted, c.var.language, { prefix }) };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.post(paths.networkRanges(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const { rangeReason: reason, ...range } = toObject(values);
        await withReason(() => reserveRange(tx, { networkId: idOf(c), range: { ...range, reason }, now, doer: doerOf(actor) }));
        return { to: paths.network(idOf(c)), said: words.rangeReserved };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.get(paths.rangeRecord(':id'), async (c) => {
    const { networkId } = await getRange(c.var.services.db, signedIn(c), idOf(c));
    return c.redirect(paths.network(networkId));
  });

  app.post(paths.rangeRelease(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        await releaseRange(tx, { rangeId: text(values, 'rangeId'), now, doer: doerOf(actor) });
        return { to: paths.network(idOf(c)), said: words.rangeReleased };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.post(paths.networkRemoval(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needServerKeeper(actor);
        const { prefix } = await getNetwork(tx, actor, idOf(c), { pageSize: 1 });
        await removeNetwork(tx, { networkId: idOf(c), now, doer: doerOf(actor) });
        return { to: paths.networks(), said: say(words.networkGone, c.var.language, { prefix }) };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );
};

/** The page has two fields for a reason; a fault of the range's stands at its own. */
const withReason = async (change: () => Promise<unknown>): Promise<void> => {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const faults = error.faults.map((fault) => (fault.field === 'reason' ? { ...fault, field: 'rangeReason' } : fault));
    throw new AppError(error.code, error.values, faults);
  }
};
