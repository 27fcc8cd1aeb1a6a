import { type Language, say } from '#lib/words.ts';
import type { FlowArrow, FlowPage, FlowSymbol } from './flowchart.ts';
import type { Box, Point } from './flowchart-routes.ts';

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? mark);
const round = (value: number): string => String(Math.round(value * 100) / 100);
const list = (points: readonly Point[]): string => points.map(({ x, y }) => `${round(x)},${round(y)}`).join(' ');

const outline = (symbol: FlowSymbol): string => {
  const { x, y, width, height } = symbol.box;
  const [right, bottom, middleX, middleY] = [x + width, y + height, x + width / 2, y + height / 2];
  if (symbol.kind === 'box' || symbol.kind === 'capsule') {
    const corner = symbol.kind === 'capsule' ? ` rx="${round(height / 2)}"` : '';
    return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${corner}/>`;
  }
  if (symbol.kind === 'diamond') {
    return `<polygon points="${list([
      { x: middleX, y },
      { x: right, y: middleY },
      { x: middleX, y: bottom },
      { x, y: middleY },
    ])}"/>`;
  }
  const down = symbol.connector?.points !== 'up';
  const [flat, shoulder, tip] = down ? [y, y + height * 0.62, bottom] : [bottom, bottom - height * 0.62, y];
  return `<polygon points="${list([
    { x, y: flat },
    { x: right, y: flat },
    { x: right, y: shoulder },
    { x: middleX, y: tip },
    { x, y: shoulder },
  ])}"/>`;
};

const titleOf = (symbol: FlowSymbol, page: FlowPage): string => {
  if (symbol.connector) {
    const { letter, otherPage } = symbol.connector;
    return say({ id: 'Penghubung {letter}, halaman {page}', en: 'Connector {letter}, page {page}' }, page.language, {
      letter,
      page: otherPage,
    });
  }
  if (symbol.part === 'end') return say({ id: 'Selesai', en: 'End' }, page.language);
  const post = page.columns[symbol.column]?.title ?? '';
  return say({ id: 'Langkah {step}, {post}', en: 'Step {step}, {post}' }, page.language, { step: symbol.step, post });
};

const text = (lines: readonly string[], box: Box, fontSize: number): string => {
  const x = round(box.x + box.width / 2);
  // The baseline lies about 0.35 of the size below the middle of a line.
  const baseline = (i: number): string => round(box.y + ((i + 0.5) * box.height) / lines.length + fontSize * 0.35);
  return lines.map((line, i) => `<text x="${x}" y="${baseline(i)}">${escapeXml(line)}</text>`).join('');
};

const drawSymbol = (symbol: FlowSymbol, page: FlowPage, ink: string): string => {
  const { box, connector } = symbol;
  const letterBox = { ...box, y: box.y + (connector?.points === 'up' ? box.height * 0.3 : 0), height: box.height * 0.7 };
  const letter = connector
    ? `<g font-size="${round(page.fontSize)}" text-anchor="middle" fill="${ink}" stroke="none">${text([connector.letter], letterBox, page.fontSize)}</g>`
    : '';
  const title = `<title>${escapeXml(titleOf(symbol, page))}</title>`;
  return `<g class="flow-symbol flow-${symbol.kind}" data-step="${symbol.step}">${title}${outline(symbol)}${letter}</g>`;
};

// The line stops inside its head, so that the tip stays sharp.
const drawArrow = ({ points, flow }: FlowArrow, head: number, ink: string): string => {
  const [before, tip] = points.slice(-2);
  if (!before || !tip) return '';
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [ux, uy] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const at = (back: number, aside: number): Point => ({ x: tip.x - ux * back - uy * aside, y: tip.y - uy * back + ux * aside });
  const line = list([...points.slice(0, -1), at(head * 0.7, 0)]);
  const wing = list([tip, at(head, head * 0.4), at(head, -head * 0.4)]);
  const data = flow ? ` data-from="${flow.from}" data-to="${flow.to}"` : '';
  return `<g class="flow-arrow"${data}><polyline points="${line}"/><polygon points="${wing}" fill="${ink}" stroke="none"/></g>`;
};

const drawRules = (page: FlowPage): string => {
  const upright = page.columns.slice(1).map(({ x }) => [x, 0, x, page.height]);
  const level = [...page.rows.map(({ y }) => y), page.height - page.bottomStrip]
    .filter((y) => y > 0 && y < page.height)
    .map((y) => [0, y, page.width, y]);
  return [...upright, ...level]
    .map((ends) => ends.map(round))
    .map(([x1, y1, x2, y2]) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`)
    .join('');
};

export type DrawOptions = {
  /** Unit in which the page was measured; without it the picture has no size of its own and fills its place. */
  unit?: 'px' | 'mm' | 'pt';
  /** Begins the ids of title and description, where a document holds more than one chart. */
  idPrefix?: string;
  /** Colours, for a dark screen. Print is black on white. */
  ink?: string;
  paper?: string;
  /** Whether to draw the lines between columns and rows, which the table cannot draw behind the picture. */
  rules?: boolean;
};

/**
 * One page of a flowchart as SVG: only attributes, no style and no script, so that it stands in a page under a strict
 * content policy and in a PDF alike. Symbols carry `data-step`.
 */
export const drawFlowchart = (page: FlowPage, options: DrawOptions = {}): string => {
  const { unit, idPrefix = 'alur', ink = '#000', paper = '#fff', rules = true } = options;
  const stroke = round(page.fontSize * 0.11);
  const size = unit ? ` width="${round(page.width)}${unit}" height="${round(page.height)}${unit}"` : '';
  const id = `${idPrefix}-${page.page}`;
  const lang: Language = page.language;
  const labels = page.arrows.flatMap(({ label }) => (label ? [text(label.lines, label.box, page.fontSize)] : [])).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(page.width)} ${round(page.height)}"${size} role="img" lang="${lang}" aria-labelledby="${id}-judul ${id}-uraian" font-family="Arimo, Arial, Helvetica, sans-serif">`,
    `<title id="${id}-judul">${escapeXml(page.title)}</title>`,
    `<desc id="${id}-uraian">${escapeXml(page.description)}</desc>`,
    `<rect width="${round(page.width)}" height="${round(page.height)}" fill="${paper}"/>`,
    rules
      ? `<g class="flow-rules" stroke="${ink}" stroke-opacity="0.35" stroke-width="${round(page.fontSize * 0.06)}">${drawRules(page)}</g>`
      : '',
    `<g class="flow-arrows" fill="none" stroke="${ink}" stroke-width="${stroke}" stroke-linejoin="round">`,
    ...page.arrows.map((arrow) => drawArrow(arrow, page.fontSize * 0.75, ink)),
    '</g>',
    `<g class="flow-symbols" fill="${paper}" stroke="${ink}" stroke-width="${stroke}" stroke-linejoin="round">`,
    ...page.symbols.map((symbol) => drawSymbol(symbol, page, ink)),
    '</g>',
    `<g class="flow-answers" font-size="${round(page.fontSize)}" text-anchor="middle" fill="${ink}" stroke="${paper}" stroke-width="${round(page.fontSize * 0.25)}" stroke-linejoin="round" paint-order="stroke">${labels}</g>`,
    '</svg>',
  ].join('');
};
