import { raw } from 'hono/html';
import { type Language, say, type Words } from '#lib/words.ts';
import { describeTimes, drawFlowchart, flowLegend, layoutFlowchart, type SopDefinition, type SopStep } from '#sop/index.ts';
import { useView, useWords } from '../../view.ts';
import { words } from './words.ts';

/**
 * Widths of the columns in pixels, as the style sheet sets them. The picture of the flow lies over all rows at once, so
 * the rows have heights that are counted beforehand from what stands in them.
 */
const widths = { text: 210, post: 78, requirements: 176, time: 58, output: 144 } as const;
const lineHeight = 18;
const padding = 20;
const lowest = 92;
/** Mean width of a letter at the table's size, rounded up. */
const letter = 6.6;

const linesOf = (text: string, width: number): number => {
  const room = (width - 20) / letter;
  let lines = 1;
  let used = 0;
  for (const word of text.split(' ')) {
    if (used > 0 && used + 1 + word.length > room) {
      lines += 1;
      used = word.length;
    } else used += word.length + (used > 0 ? 1 : 0);
  }
  return lines;
};

const listLines = (items: readonly Words[], width: number, language: Language): number =>
  items.reduce((sum, item) => sum + linesOf(item[language], width - 16), 0);

/** Height of a step's row: what its fullest cell needs, at least as much as a symbol with its arrows. */
const heightOf = (step: SopStep, language: Language): number => {
  const lines = Math.max(
    linesOf(step.text[language], widths.text) + (step.reading ? 1 : 0),
    listLines(
      step.kelengkapan.map((each) => each.label),
      widths.requirements,
      language,
    ),
    listLines(
      step.output.map((each) => each.label),
      widths.output,
      language,
    ),
  );
  return Math.max(lowest, lines * lineHeight + padding);
};

const List = ({ items }: { items: readonly Words[] }) => {
  const t = useWords();
  if (items.length === 0) return <>–</>;
  if (items.length === 1 && items[0]) return <>{t(items[0])}</>;
  return (
    <ol>
      {items.map((item) => (
        <li>{t(item)}</li>
      ))}
    </ol>
  );
};

/** The annex table with the flowchart over the columns of the posts. */
export const Annex = ({ definition }: { definition: SopDefinition }) => {
  const t = useWords();
  const { language } = useView();
  const heights = definition.steps.map((step) => heightOf(step, language));
  const [chart] = layoutFlowchart(definition, { language, columnWidth: widths.post, rowHeights: heights });
  if (!chart) return null;
  const { columns } = chart;
  return (
    <div class="g-annex-wrap">
      <table class="g-annex">
        <caption class="visually-hidden">{t(words.annex)}</caption>
        <colgroup>
          <col class="g-annex-no" />
          <col class="g-annex-text" />
          {columns.map(() => (
            <col class="g-annex-post" />
          ))}
          <col class="g-annex-requirements" />
          <col class="g-annex-time" />
          <col class="g-annex-output" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" rowspan={2} class="g-annex-no">
              {t(words.no)}
            </th>
            <th scope="col" rowspan={2} class="g-annex-text">
              {t(words.text)}
            </th>
            <th scope="colgroup" colspan={columns.length}>
              {t(words.performers)}
            </th>
            <th scope="colgroup" colspan={3}>
              {t(words.quality)}
            </th>
          </tr>
          <tr>
            {columns.map((column) => (
              <th scope="col" class="g-annex-post">
                <span>{column.number}</span>
                {column.title}
              </th>
            ))}
            <th scope="col" class="g-annex-requirements">
              {t(words.requirements)}
            </th>
            <th scope="col" class="g-annex-time">
              {t(words.time)}
            </th>
            <th scope="col" class="g-annex-output">
              {t(words.output)}
            </th>
          </tr>
        </thead>
        <tbody>
          {definition.steps.map((step, index) => (
            <tr>
              <th scope="row" class="g-annex-no" height={String(heights[index])}>
                {step.no}
              </th>
              <td>
                {t(step.text)}
                {step.reading ? (
                  <a class="g-annex-reading" href={`#reading-${step.no}`}>
                    {t(words.reading)}
                  </a>
                ) : null}
              </td>
              {index === 0 ? (
                <td class="g-annex-flow" colspan={columns.length} rowspan={definition.steps.length}>
                  {raw(drawFlowchart(chart, { unit: 'px', ink: '#16252b' }))}
                </td>
              ) : null}
              <td>
                <List items={step.kelengkapan.map((each) => each.label)} />
              </td>
              <td class="g-annex-time">{t(describeTimes([step.time]))}</td>
              <td>
                <List items={step.output.map((each) => each.label)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** The five symbols with their meaning. */
export const Legend = () => {
  const t = useWords();
  const { language } = useView();
  return (
    <ul class="g-annex-legend" aria-label={t(words.legend)}>
      {flowLegend.map(({ symbol, label }) => (
        <li>
          <span aria-hidden="true">{raw(symbol)}</span> {say(label, language)}
        </li>
      ))}
    </ul>
  );
};
