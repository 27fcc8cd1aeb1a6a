import { number, shortDate, shortMoment } from '#lib/format.ts';
import {
  applicationStatuses,
  choiceOf,
  claimStates,
  computes,
  environments,
  networkZones,
  ownerships,
  resourcesText,
  type ServerPage,
  serverCompleteness,
  serverLabels,
  serverUsages,
} from '#registry/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Table } from '../../../components/table/table.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { placeOf } from '../devices/devices.tsx';
import { ChoiceStatus } from '../shared/choice.tsx';
import { Gauges } from '../shared/gauges.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

/** How complete the record is, with links to what is missing for who keeps it. */
export const Incomplete = ({ server, keeper }: { server: ServerPage; keeper: boolean }) => {
  const t = useWords();
  const { percent, missing } = serverCompleteness(server);
  if (missing.length === 0) return null;
  return (
    <Alert tone="info" title={t(words.score, { percent })}>
      <p>
        {t(words.stillNeeded)}{' '}
        {missing.map(({ field, label }, index) => (
          <>
            {index > 0 ? ', ' : ''}
            {keeper ? <a href={paths.serverEdit(server.id, field)}>{t(label)}</a> : t(label)}
          </>
        ))}
      </p>
    </Alert>
  );
};

export const ServerFacts = ({ server }: { server: ServerPage }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const ofComputing = computes(server.kind)
    ? [
        { label: serverLabels.operatingSystem, value: server.operatingSystem },
        { label: serverLabels.processor, value: server.processor },
      ]
    : [];
  return (
    <Card title={computes(server.kind) ? words.facts : words.deviceFacts}>
      <Facts
        facts={[
          { label: shared.site, value: server.siteName },
          ...(server.hostId && server.hostName
            ? [{ label: words.runsOn, value: <a href={paths.server(server.hostId)}>{server.hostName}</a> }]
            : []),
          { label: serverLabels.manufacturer, value: [server.manufacturer, server.model].filter(Boolean).join(' ') },
          ...ofComputing,
          ...(server.kind === 'storage' ? [{ label: serverLabels.diskGb, value: `${server.diskGb} GB` }] : []),
          { label: serverLabels.usage, value: t(choiceOf(serverUsages, server.usage).label) },
          { label: serverLabels.ownership, value: t(choiceOf(ownerships, server.ownership).label) },
          { label: serverLabels.ownerOfficeId, value: server.ownerOfficeName },
          { label: serverLabels.serialNumber, value: server.serialNumber },
          { label: serverLabels.assetNumber, value: server.assetNumber },
          {
            label: serverLabels.rack,
            value: server.rackId ? <a href={paths.rack(server.rackId)}>{placeOf(server)}</a> : '',
          },
          {
            label: serverLabels.warrantyUntil,
            value: server.warrantyUntil ? shortDate(server.warrantyUntil, language, timeZone) : '',
          },
          ...(server.notes ? [{ label: serverLabels.notes, value: server.notes, wide: true }] : []),
        ]}
      />
    </Card>
  );
};

export const Capacity = ({ server }: { server: ServerPage }) => {
  const t = useWords();
  const { language } = useView();
  const factors = [server.cpuOvercommit, server.memoryOvercommit, server.diskOvercommit];
  const [cpu = 1, memory = 1, disk = 1] = factors;
  const physical = resourcesText({ cpu: server.cpu, memoryMb: server.memoryMb, diskGb: server.diskGb });
  const times = (factor: number): string => `×${number(factor, language)}`;
  return (
    <Card title={words.capacity}>
      <Gauges capacity={server.capacity} />
      <p class="g-small g-muted g-note">
        {factors.every((factor) => factor === 1)
          ? t(words.noOvercommit)
          : t(words.overcommit, { size: physical, cpu: times(cpu), memory: times(memory), disk: times(disk) })}
      </p>
    </Card>
  );
};

/** Who uses the server's capacity, held or for good. */
export const Claims = ({ server }: { server: ServerPage }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Card title={words.claims} flush={server.claims.length > 0}>
      <Table
        caption={words.claims}
        rows={server.claims}
        empty={<p class="g-muted">{t(words.noClaim)}</p>}
        columns={[
          { key: 'holder', label: words.holder, tight: true, cell: (claim) => claim.holderLabel },
          { key: 'amount', label: words.amount, cell: (claim) => resourcesText(claim) },
          {
            key: 'state',
            label: words.state,
            cell: (claim) => (
              <>
                <ChoiceStatus choices={claimStates} value={claim.state} />
                {claim.expiresAt ? (
                  <span class="g-sub">{t(words.until, { moment: shortMoment(claim.expiresAt, language, timeZone) })}</span>
                ) : null}
              </>
            ),
          },
          {
            key: 'since',
            label: shared.since,
            tight: true,
            cell: (claim) => shortDate(claim.allottedAt ?? claim.heldAt, language, timeZone),
          },
        ]}
      />
    </Card>
  );
};

export const Virtuals = ({ server }: { server: ServerPage }) =>
  server.virtuals.length === 0 ? null : (
    <Card title={words.virtuals} flush>
      <Table
        caption={words.virtuals}
        rows={server.virtuals}
        columns={[
          { key: 'name', label: shared.name, cell: (row) => <a href={paths.server(row.id)}>{row.name}</a> },
          { key: 'size', label: words.amount, cell: (row) => resourcesText(row.capacity.total) },
          { key: 'address', label: shared.address, tight: true, cell: (row) => row.addresses.join(', ') },
        ]}
      />
    </Card>
  );

export const Applications = ({ server }: { server: ServerPage }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Card title={words.applications} flush={server.deployments.length > 0}>
      <Table
        caption={words.applications}
        rows={server.deployments}
        empty={<p class="g-muted">{t(words.noApplication)}</p>}
        columns={[
          {
            key: 'name',
            label: shared.name,
            cell: (row) => (
              <>
                <a href={paths.application(row.applicationId)}>{row.applicationName}</a>
                <span class="g-sub">{row.officeName}</span>
              </>
            ),
          },
          {
            key: 'path',
            label: words.path,
            cell: (row) => (
              <>
                {row.path ? <code>{row.path}</code> : null}
                <span class="g-sub">{t(choiceOf(environments, row.environment).label)}</span>
              </>
            ),
          },
          {
            key: 'status',
            label: shared.status,
            cell: (row) => <ChoiceStatus choices={applicationStatuses} value={row.applicationStatus} />,
          },
          { key: 'since', label: shared.since, tight: true, cell: (row) => shortDate(row.installedAt, language, timeZone) },
        ]}
      />
    </Card>
  );
};

export const AddressTable = ({ server }: { server: ServerPage }) => {
  const t = useWords();
  return (
    <Table
      caption={words.addresses}
      rows={server.addressList}
      empty={<p class="g-muted">{t(words.noAddress)}</p>}
      columns={[
        { key: 'address', label: shared.address, tight: true, cell: (row) => <span class="g-mono">{row.address}</span> },
        { key: 'interface', label: shared.interface, tight: true, cell: (row) => row.interface },
        {
          key: 'network',
          label: shared.network,
          cell: (row) => (
            <>
              <a href={paths.network(row.networkId)}>{row.networkName}</a>
              <span class="g-sub">
                {row.prefix}
                {row.vlan === null ? '' : ` · VLAN ${row.vlan}`}
              </span>
            </>
          ),
        },
        { key: 'zone', label: shared.kind, cell: (row) => <ChoiceStatus choices={networkZones} value={row.zone} /> },
      ]}
    />
  );
};
