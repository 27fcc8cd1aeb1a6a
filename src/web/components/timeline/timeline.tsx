import type { Child } from 'hono/jsx';
import { shortMoment } from '#lib/format.ts';
import { type Phrase, useView, useWords } from '../../view.ts';
import { Icon } from '../icon/icon.tsx';
import type { Colour } from '../status/status.tsx';

export type TimelineEvent = {
  at: Temporal.Instant;
  /** What happened, in one short sentence. */
  what: Phrase;
  /** Who did it and in whose name. */
  who?: Phrase | null;
  detail?: Child;
  icon?: string;
  colour?: Colour;
};

/** What happened, one event a line; the caller orders them. */
export const Timeline = ({ events }: { events: readonly TimelineEvent[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <ol class="g-timeline">
      {events.map((event) => (
        <li class={`g-event g-${event.colour ?? 'secondary'}`}>
          <span class="g-event-mark">
            <Icon name={event.icon ?? 'point'} size={16} filled={event.icon === undefined} />
          </span>
          <div class="g-event-body">
            <p class="g-event-what">{t(event.what)}</p>
            <p class="g-event-when">
              <time datetime={event.at.toString()}>{shortMoment(event.at, language, timeZone)}</time>
              {event.who ? <span> · {t(event.who)}</span> : null}
            </p>
            {event.detail ? <div class="g-event-detail">{event.detail}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
};
