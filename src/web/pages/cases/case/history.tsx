import type { Child } from 'hono/jsx';
import { delayReasons, type HistoryEvent, media } from '#cases/index.ts';
import { shortMoment } from '#lib/format.ts';
import { type Language, say, type Words } from '#lib/words.ts';
import { requirementOf, type SopDefinition } from '#sop/index.ts';
import { Card } from '../../../components/card/card.tsx';
import { Timeline, type TimelineEvent } from '../../../components/timeline/timeline.tsx';
import { useView, useWords } from '../../../view.ts';
import { doneBy, gathered, lookOf } from '../shared/events.ts';
import { documentLabel } from '../shared/summary.tsx';
import type { CasePage } from './read.ts';
import { words } from './words.ts';

const shownAtFirst = 12;

const textIn = (data: HistoryEvent['data'], name: string): string => {
  const value = data[name];
  return typeof value === 'string' ? value : '';
};

const keysIn = (data: HistoryEvent['data'], name: string): string[] => {
  const value = data[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
};

const labelsOf = (known: readonly { key: string; label: Words }[], keys: readonly string[], language: Language): string =>
  keys.map((key) => known.find((each) => each.key === key)?.label[language] ?? key).join('; ');

/** Acts whose remarks are for the host alone. */
const internal = new Set([
  'case.dispose',
  'case.accept',
  'case.capacity-available',
  'case.capacity-unavailable',
  'case.provide-server',
  'case.tick-item',
  'case.send-back-draft',
  'case.send-back-signing',
  'case.reject-refusal',
  'case.refuse',
  'case.override-name',
  'case.delay-explained',
]);

/** The remark of an event in one text: reasons, note, what it was about. */
export const remarkOf = (definition: SopDefinition, event: HistoryEvent, inside: boolean, language: Language): string => {
  const { type, data } = event;
  if (!inside && internal.has(type)) return '';
  const reasons = type === 'case.refuse' ? definition.refusalReasons : definition.returnReasons;
  const missing = keysIn(data, 'missing').map((key) => requirementOf(definition, key).label[language]);
  const kind = type === 'case.document-attached' ? documentLabel(definition, textIn(data, 'kind'))[language] : '';
  return [
    kind,
    type === 'case.tick-item' || type.startsWith('case.sub-task-') ? textIn(data, 'title') : '',
    type === 'case.provide-server' ? textIn(data, 'name') : '',
    labelsOf(definition.dispositionInstructions, keysIn(data, 'instructions'), language),
    labelsOf(reasons, keysIn(data, 'reasons'), language),
    missing.join('; '),
    type === 'case.delay-explained'
      ? labelsOf(
          delayReasons.map(({ value, label }) => ({ key: value, label })),
          [textIn(data, 'reason')],
          language,
        )
      : '',
    textIn(data, 'explanation'),
    textIn(data, 'note'),
    textIn(data, 'remarks'),
    type === 'case.withdraw' || type === 'case.override-name' ? textIn(data, 'reason') : '',
  ]
    .filter(Boolean)
    .join('. ');
};

const Paper = ({ data }: { data: HistoryEvent['data'] }): Child => {
  const t = useWords();
  const { language, timeZone } = useView();
  const paper = data.on_paper as { medium?: string; happened_at?: string; reason?: string } | undefined;
  if (!paper?.happened_at) return null;
  const medium = media.find((each) => each.value === paper.medium)?.label;
  return (
    <p class="g-onpaper">
      {t(words.onPaper, {
        medium: medium ? t(medium).toLowerCase() : '',
        when: shortMoment(Temporal.Instant.from(paper.happened_at), language, timeZone),
        reason: paper.reason ?? '',
      })}
    </p>
  );
};

/** Everything that happened, newest first; the older part is folded away. */
export const History = ({ page }: { page: CasePage }) => {
  const t = useWords();
  const { language } = useView();
  const { definition } = page.open.found;
  const entries = gathered(page.history)
    .reverse()
    .map(({ event, count }): TimelineEvent => {
      const { what, icon, colour } = lookOf(definition, event.type);
      const remark = remarkOf(definition, event, page.inside, language);
      return {
        at: event.at,
        what:
          count > 1
            ? { id: say(words.times, 'id', { what: what.id, n: count }), en: say(words.times, 'en', { what: what.en, n: count }) }
            : what,
        who: doneBy(event, language) ?? words.systemDid,
        icon,
        colour,
        detail:
          remark || event.data.on_paper ? (
            <>
              {remark ? <p class="g-pre">{remark}</p> : null}
              <Paper data={event.data} />
            </>
          ) : undefined,
      };
    });
  const older = entries.slice(shownAtFirst);
  return (
    <Card title={words.history}>
      <Timeline events={entries.slice(0, shownAtFirst)} />
      {older.length > 0 ? (
        <details class="g-details g-older">
          <summary>{t(words.more, { n: older.length })}</summary>
          <Timeline events={older} />
        </details>
      ) : null}
    </Card>
  );
};
