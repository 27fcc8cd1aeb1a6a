import { type HeldName, nameStates, recordStates } from '#dns/index.ts';
import { shortMoment } from '#lib/format.ts';
import type { Words } from '#lib/words.ts';
import { type Colour, Status } from '../../../components/status/status.tsx';
import { useView, useWords } from '../../../view.ts';

const words = {
  none: { id: 'Nama belum dipesan.', en: 'The name is not reserved yet.' },
  noRecords: { id: 'Rekaman DNS belum diminta.', en: 'No DNS record has been asked for yet.' },
  verified: { id: 'terjawab {when}', en: 'answered {when}' },
  unverified: { id: 'belum terjawab', en: 'does not answer yet' },
} as const satisfies Record<string, Words>;

type Choice = { value: string; label: Words; colour?: string };

const stateIn = (choices: readonly Choice[], value: string) => {
  const choice = choices.find((each) => each.value === value);
  return <Status label={choice?.label ?? value} colour={(choice?.colour ?? 'secondary') as Colour} />;
};

/**
 * How far a case's subdomain is: reserved, asked for, published, answering; with the last error in words. Addresses and
 * what the name servers said are for the host alone (`inside`).
 */
export const NameState = ({ name, inside = true }: { name: HeldName | null; inside?: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (!name) return <p class="g-muted">{t(words.none)}</p>;
  return (
    <div class="g-name">
      <p>
        <strong class="g-break">{name.fqdn}</strong> {stateIn(nameStates, name.state)}
      </p>
      {name.records.length === 0 ? <p class="g-muted">{t(words.noRecords)}</p> : null}
      <ul class="g-records">
        {name.records.map((record) => (
          <li>
            <code>{inside ? `${record.type} ${record.value}` : record.type}</code> {stateIn(recordStates, record.state)}
            <span class="g-sub">
              {record.verifiedAt
                ? t(words.verified, { when: shortMoment(record.verifiedAt, language, timeZone) })
                : t(words.unverified)}
              {inside && record.verification ? `: ${t(record.verification)}` : ''}
            </span>
            {inside && record.publishError ? <span class="g-sub g-bad">{t(record.publishError)}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
};
