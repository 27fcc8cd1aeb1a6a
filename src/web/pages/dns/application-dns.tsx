import { type ApplicationRecord, recordStates, toShown } from '#dns/index.ts';
import { shortDate } from '#lib/format.ts';
import type { Words } from '#lib/words.ts';
import { Card } from '../../components/card/card.tsx';
import { Status } from '../../components/status/status.tsx';
import { Table } from '../../components/table/table.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { ChoiceStatus } from '../registry/shared/choice.tsx';

const words = {
  title: { id: 'Rekaman DNS', en: 'DNS records' },
  record: { id: 'Rekaman', en: 'Record' },
  state: { id: 'Keadaan', en: 'State' },
  since: { id: 'Sejak', en: 'Since' },
  why: { id: 'Karena', en: 'Because of' },
  change: { id: 'Perubahan no. {n}', en: 'Change no. {n}' },
  verified: { id: 'Terverifikasi', en: 'Verified' },
} as const satisfies Record<string, Words>;

/** What an application has in the DNS, since when, and why. */
export const ApplicationDns = ({ records }: { records: readonly ApplicationRecord[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (records.length === 0) return null;
  return (
    <Card title={words.title} flush>
      <Table
        caption={words.title}
        rows={records}
        columns={[
          {
            key: 'record',
            label: words.record,
            cell: (row) => (
              <>
                <span class="g-break">{toShown(row.name)}</span>
                <span class="g-sub g-mono g-break">
                  {row.type} {row.value.slice(0, 200)}
                </span>
              </>
            ),
          },
          {
            key: 'state',
            label: words.state,
            cell: (row) => (
              <>
                {row.state === 'published' && row.verified ? (
                  <Status label={words.verified} colour="green" />
                ) : (
                  <ChoiceStatus choices={recordStates} value={row.state} />
                )}
                {row.differs ? (
                  <a class="g-sub" href={paths.zoneChecks(row.zoneId)}>
                    {t(row.differs)}
                  </a>
                ) : null}
              </>
            ),
          },
          { key: 'since', label: words.since, tight: true, cell: (row) => shortDate(row.since, language, timeZone) },
          {
            key: 'why',
            label: words.why,
            cell: (row) => (
              <>
                {row.reference}
                {row.change ? (
                  <a class="g-sub" href={paths.zoneChange(row.zoneId, row.change.id)}>
                    {t(words.change, { n: row.change.number })} {row.change.reason}
                  </a>
                ) : null}
              </>
            ),
          },
        ]}
      />
    </Card>
  );
};
