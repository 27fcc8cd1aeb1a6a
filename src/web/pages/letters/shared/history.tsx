import type { JournalEntry } from '#audit/index.ts';
import { Card } from '../../../components/card/card.tsx';
import { Timeline } from '../../../components/timeline/timeline.tsx';
import { useView } from '../../../view.ts';
import { eventsOf } from './events.ts';
import { shared } from './words.ts';

/** What happened to a letter or an entry, newest first. */
export const History = ({ events }: { events: readonly JournalEntry[] }) => {
  const { language } = useView();
  return (
    <Card title={shared.history}>
      <Timeline
        events={eventsOf(events, language).map(({ details, ...event }) => ({
          ...event,
          ...(details.length > 0
            ? {
                detail: (
                  <>
                    {details.map((line) => (
                      <p class="g-small g-break">{line}</p>
                    ))}
                  </>
                ),
              }
            : {}),
        }))}
      />
    </Card>
  );
};
