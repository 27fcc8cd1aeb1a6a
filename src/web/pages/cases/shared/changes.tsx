import { caseHistory, type HistoryEvent } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { shortMoment } from '#lib/format.ts';
import type { SopDefinition } from '#sop/index.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { type FormState, text } from '../../../form.ts';
import { useView, useWords } from '../../../view.ts';
import { doneBy, lookOf } from './events.ts';
import { type OpenCase, seesInside } from './open-case.ts';

/** What happened since the page that was posted had been opened; empty unless the act was refused for that. */
export const changesFor = async (db: Db, open: OpenCase, state: FormState): Promise<HistoryEvent[]> => {
  if (state.error?.code !== 'stale_page') return [];
  const seen = Number(text(state.values, 'version'));
  const events = await caseHistory(db, open.found.row.id, seesInside(open.actor));
  return events.filter((event) => typeof event.data.version === 'number' && event.data.version > seen);
};

const words = {
  title: { id: 'Yang berubah sejak halaman Anda dibuka', en: 'What has changed since you opened the page' },
} as const;

/** The changes that made a page stale, one line each. */
export const Changes = ({ definition, events }: { definition: SopDefinition; events: readonly HistoryEvent[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (events.length === 0) return null;
  return (
    <div class="g-changes">
      <Alert tone="warning" title={words.title}>
        <ul>
          {events.map((event) => (
            <li>
              {t(lookOf(definition, event.type).what)}
              <span class="g-muted">
                {' '}
                {[shortMoment(event.at, language, timeZone), doneBy(event, language)].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </Alert>
    </div>
  );
};
