import type { JournalEntry } from '#audit/index.ts';
import { Card } from '../../../components/card/card.tsx';
import { Timeline } from '../../../components/timeline/timeline.tsx';
import { useView, useWords } from '../../../view.ts';
import { detailsOf, sentenceOf } from './events.ts';
import { shared } from './words.ts';

/** What happened to a record, newest first, with before and after and what caused it. */
export const Journal = ({ events }: { events: readonly JournalEntry[] }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <Card title={shared.journal}>
      <Timeline
        events={events.map((event) => {
          const details = detailsOf(event, language);
          return {
            at: event.at,
            what: sentenceOf(event, language),
            who: [event.personName ?? t(shared.system), event.postTitle].filter(Boolean).join(', '),
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
          };
        })}
      />
    </Card>
  );
};
