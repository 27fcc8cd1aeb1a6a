import { listNames, maySeeNames, nameStates } from '#dns/index.ts';
import { shortDate } from '#lib/format.ts';
import { choiceOf } from '#registry/index.ts';
import { hostingSop } from '#sop/index.ts';
import { isCaseNumber } from '../../find-case.ts';
import { countCases, listCases, mostCounted } from '../../queries/list-cases.ts';
import { definitionOf } from '../../sop-version.ts';
import { everybody, inAddress, type TableKind } from './kind.ts';

type CaseRow = Awaited<ReturnType<typeof listCases>>[number];

/** The requests that the reader sees. */
export const cases: TableKind<CaseRow> = {
  key: 'cases',
  names: { id: 'permohonan', en: 'cases' },
  label: { id: 'Permohonan', en: 'Requests' },
  mayBeSeen: everybody,
  filters: [
    { key: 'q' },
    { key: 'office' },
    { key: 'status', choices: hostingSop.states.map(({ key, label }) => ({ value: key, label })) },
    {
      key: 'open',
      choices: [
        { value: 'yes', label: { id: 'ya', en: 'yes' } },
        { value: 'no', label: { id: 'tidak', en: 'no' } },
      ],
    },
  ],
  columns: [
    { key: 'number', label: { id: 'Nomor', en: 'Number' }, cell: (row) => ({ text: row.number, kind: 'case', id: row.number }) },
    { key: 'application', label: { id: 'Aplikasi', en: 'Application' }, cell: (row) => row.application_name },
    { key: 'office', label: { id: 'Perangkat daerah', en: 'Office' }, cell: (row) => row.office_name },
    {
      key: 'state',
      label: { id: 'Keadaan', en: 'State' },
      cell: async (row, { db, actor }) => {
        const { states } = await definitionOf(db, row.sop_version_id);
        return states.find(({ key }) => key === row.state)?.label[actor.language] ?? row.state;
      },
    },
    {
      key: 'since',
      label: { id: 'Sejak', en: 'Since' },
      cell: (row, { actor, timeZone }) => shortDate(row.state_since, actor.language, timeZone),
      sort: (row) => row.state_since.epochMilliseconds,
    },
    { key: 'subdomain', label: { id: 'Subdomain', en: 'Subdomain' }, cell: (row) => row.subdomain },
  ],
  shown: ['number', 'application', 'office', 'state'],
  read: async ({ db, actor, now }, { q, office, status, open }, most) => {
    const filter = {
      ...(q ? { search: q } : {}),
      ...(office ? { officeId: office } : {}),
      ...(status ? { states: [status] } : {}),
      ...(open ? { open: open === 'yes' } : {}),
      ...{ limit: most, offset: 0 },
    };
    const rows = await listCases(db, actor, filter, now);
    const total = rows.length < most ? rows.length : await countCases(db, actor, filter, now);
    return { rows, total, more: total >= mostCounted };
  },
  list: (conditions) => ({ kind: 'cases', id: inAddress(conditions, { status: 'state' }) }),
};

type NameRow = Awaited<ReturnType<typeof listNames>>['rows'][number];

/** The names that the office gives out. */
export const names: TableKind<NameRow> = {
  key: 'names',
  names: { id: 'domain', en: 'names' },
  label: { id: 'Nama domain', en: 'Names' },
  mayBeSeen: maySeeNames,
  filters: [{ key: 'q' }, { key: 'zone' }, { key: 'status', choices: nameStates }],
  columns: [
    { key: 'name', label: { id: 'Nama', en: 'Name' }, cell: (row) => row.fqdn },
    {
      key: 'holder',
      label: { id: 'Dipakai oleh', en: 'Used by' },
      cell: ({ holderLabel }) => (isCaseNumber(holderLabel) ? { text: holderLabel, kind: 'case', id: holderLabel } : holderLabel),
    },
    {
      key: 'state',
      label: { id: 'Keadaan', en: 'State' },
      cell: (row, { actor }) => choiceOf(nameStates, row.state).label[actor.language],
    },
    {
      key: 'records',
      label: { id: 'Rekaman', en: 'Records' },
      cell: (row) => row.records.map(({ type, value }) => `${type} ${value}`).join(', '),
    },
    { key: 'zone', label: { id: 'Zona', en: 'Zone' }, cell: (row) => ({ text: row.zone, kind: 'zone', id: row.zoneId }) },
  ],
  shown: ['name', 'holder', 'state'],
  read: async ({ db }, { q, zone, status }, most) => {
    const filter = { ...(q ? { search: q } : {}), ...(zone ? { zoneId: zone } : {}), ...(status ? { state: status } : {}) };
    const { rows, total } = await listNames(db, { ...filter, pageSize: most });
    return { rows, total, more: false };
  },
  list: (conditions) => ({ kind: 'names', id: inAddress(conditions.q ? { q: conditions.q } : {}) }),
};
