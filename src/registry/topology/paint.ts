import type { ElkPoint } from 'elkjs/lib/elk-api.js';
import { type Language, say } from '#lib/words.ts';
import type { Arranged, Placed, PlacedLine } from './arrange.ts';
import { iconBody, looks, zoneLooks } from './icons.ts';
import { linesOf, shortened, sizes, widthOf } from './measure.ts';
import type { LineKind, Picture, Thing } from './picture.ts';
import { groupTitle, kindWords, lineWords, pictureWords, stateWords, zoneWords } from './words.ts';

const ink = { line: '#475569', quiet: '#475569', text: '#0f172a', edge: '#94a3b8', frame: '#cbd5e1' } as const;
const font = "Arimo, Arial, 'Liberation Sans', sans-serif";

export type PaintOptions = {
  language: Language;
  /** Where a thing leads; null: nowhere. A file that leaves the house has no links. */
  hrefOf?: (thing: Thing) => string | null;
  /** Things that stand out: what was searched for. */
  found?: ReadonlySet<string>;
  /** Writes the picture's title over it: for files, which have no page around them. */
  titled?: boolean;
  /** Told before every id inside, so that two pictures of one page do not take one another's. */
  prefix?: string;
};

// XML allows no other control characters, and a lone half of a pair is no character at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(unprintable, '')
    .replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

const round = (value: number): number => Math.round(value * 10) / 10;

type Style = { size: number; fill: string; bold?: boolean };
const words = (x: number, y: number, text: string, { size, fill, bold }: Style): string =>
  text === ''
    ? ''
    : `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${bold ? ' font-weight="700"' : ''}>${escaped(text)}</text>`;

/** What a thing is called where only one line is: tooltips, labels of links. */
export const calledInFull = (each: Thing, language: Language): string => {
  const { title, detail, note } = linesOf(each, language);
  const state = each.state === 'normal' ? '' : say(stateWords[each.state], language);
  const kind = say(kindWords(each.kind), language);
  return [title === kind ? '' : kind, title, detail, note, state].filter((part) => part !== '').join(' · ');
};

const lookOf = (each: Thing): { icon: string; ink: string; tint: string } => {
  const look = looks[each.kind];
  const zone = each.kind === 'network' ? zoneLooks[each.zones[0] ?? ''] : undefined;
  return zone ? { ...look, ...zone } : look;
};

type Pen = PaintOptions & { prefix: string };

const iconAt = (each: Thing, x: number, y: number, size: number, pen: Pen): string => {
  const look = lookOf(each);
  return `<use href="#${pen.prefix}${look.icon}" x="${round(x)}" y="${round(y)}" width="${size}" height="${size}" stroke="${look.ink}"/>`;
};

const broken = (each: Thing): string => (each.state === 'planned' || each.state === 'unknown' ? ' stroke-dasharray="5 4"' : '');

/** Small marks of the zones of a server's networks, at the end of its second line. */
const marksOf = (each: Thing, right: number, y: number): string =>
  each.kind === 'network'
    ? ''
    : each.zones
        .map((zone, index) => {
          const x = right - (each.zones.length - index) * 11 + 3;
          return `<rect x="${round(x)}" y="${round(y)}" width="8" height="8" rx="2" fill="${zoneLooks[zone]?.ink ?? ink.edge}"/>`;
        })
        .join('');

const drawCard = ({ thing: each, x, y, width, height }: Placed, pen: Pen): string => {
  const look = lookOf(each);
  const { title, detail, note } = linesOf(each, pen.language);
  const room = width - sizes.card.left - sizes.card.right;
  const marks = each.kind === 'network' ? 0 : each.zones.length * 11;
  const radius = each.kind === 'name' || each.kind === 'users' || each.kind === 'internet' ? Math.min(22, height / 2) : 7;
  const edge = each.subject ? `${look.ink}" stroke-width="2.5` : ink.edge;
  const top = detail === '' && note === '' ? y + height / 2 + 4.5 : y + 19;
  // A machine that runs others shows a second edge behind it.
  const behind =
    each.kind === 'hypervisor'
      ? `<path d="M${round(x + 6)} ${round(y - 3.5)}H${round(x + width - 4)}Q${round(x + width + 3.5)} ${round(y - 3.5)} ${round(x + width + 3.5)} ${round(y + 4)}V${round(y + height - 6)}" fill="none" stroke="${ink.edge}"/>`
      : '';
  return (
    `${behind}<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="#ffffff" stroke="${edge}"${broken(each)}/>` +
    `<rect x="${round(x + 8)}" y="${round(y + 8)}" width="28" height="28" rx="${radius > 7 ? 14 : 6}" fill="${look.tint}"/>` +
    iconAt(each, x + 13, y + 13, 18, pen) +
    words(x + sizes.card.left, top, shortened(title, room, sizes.title, true), {
      size: sizes.title,
      fill: ink.text,
      bold: true,
    }) +
    words(x + sizes.card.left, y + 35, shortened(detail || note, room - marks, sizes.detail), {
      size: sizes.detail,
      fill: ink.quiet,
    }) +
    (detail === ''
      ? ''
      : words(x + sizes.card.left, y + 51, shortened(note, room, sizes.note), {
          size: sizes.note,
          fill: each.note === '' ? ink.quiet : '#166534',
        })) +
    marksOf(each, x + width - sizes.card.right, y + 27)
  );
};

const drawFrame = ({ thing: each, x, y, width, height, holds }: Placed, pen: Pen): string => {
  const group = each.kind === 'group';
  const fill = group ? 'none' : each.kind === 'site' ? '#f8fafc' : '#ffffff';
  const dash = group ? ' stroke-dasharray="3 3"' : broken(each);
  const edge = each.subject
    ? `${lookOf(each).ink}" stroke-width="2.5`
    : group
      ? ink.edge
      : each.kind === 'site'
        ? ink.frame
        : ink.edge;
  const box = `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${group ? 8 : 10}" fill="${fill}" stroke="${edge}"${dash}/>`;
  if (group)
    return box + words(x + 12, y + 17, groupTitle(each, holds, pen.language), { size: sizes.groupTitle, fill: ink.quiet });
  const { title, detail } = linesOf(each, pen.language);
  const room = width - 48;
  const name = shortened(title, room, sizes.title, true);
  const after = widthOf(name, sizes.title, true) + 10;
  return (
    box +
    `<rect x="${round(x + 10)}" y="${round(y + 9)}" width="24" height="24" rx="6" fill="${lookOf(each).tint}"/>` +
    iconAt(each, x + 14, y + 13, 16, pen) +
    words(x + 42, y + 25.5, name, { size: sizes.title, fill: ink.text, bold: true }) +
    (room - after > 40
      ? words(x + 42 + after, y + 25.5, shortened(detail, room - after, sizes.detail), { size: sizes.detail, fill: ink.quiet })
      : '')
  );
};

const drawThing = (placed: Placed, pen: Pen): string => {
  const { thing: each } = placed;
  const href = pen.hrefOf ? pen.hrefOf(each) : null;
  const called = calledInFull(each, pen.language);
  const halo = pen.found?.has(each.id)
    ? `<rect x="${round(placed.x - 4)}" y="${round(placed.y - 4)}" width="${round(placed.width + 8)}" height="${round(placed.height + 8)}" rx="10" fill="#fde047" stroke="#a16207" stroke-width="2"/>`
    : '';
  const inner = `${halo}<title>${escaped(called)}</title>${placed.frame ? drawFrame(placed, pen) : drawCard(placed, pen)}`;
  const seen = halo === '' ? 'g-thing' : 'g-thing g-thing-marked';
  if (placed.frame && each.kind === 'group') return `<g>${inner}</g>`;
  const find = ` data-find="${escaped(`${each.title} ${each.detail} ${each.note} ${each.words}`.toLowerCase())}"`;
  if (href === null) return `<g class="${seen}"${find}>${inner}</g>`;
  return `<a class="${seen}" href="${escaped(href)}"${find}>${inner}</a>`;
};

/** Lines differ by more than their colour: dark and thick is a cable, an arrow leads, dots run. */
const lineLooks: Readonly<Record<LineKind, { stroke: string; rest: string }>> = {
  leads: { stroke: '#1d4ed8', rest: ' stroke-width="1.8"' },
  network: { stroke: ink.line, rest: ' stroke-width="1.4"' },
  cable: { stroke: '#0f172a', rest: ' stroke-width="2"' },
  runs: { stroke: ink.line, rest: ' stroke-width="1.4" stroke-dasharray="2 3"' },
  uses: { stroke: '#166534', rest: ' stroke-width="1.4"' },
};
const arrows: readonly LineKind[] = ['leads', 'runs', 'uses'];

/** A way with its corners rounded. */
const wayOf = (points: readonly ElkPoint[]): string =>
  points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${round(point.x)} ${round(point.y)}`;
      if (!after) return `L${round(point.x)} ${round(point.y)}`;
      const toward = (other: ElkPoint): ElkPoint => {
        const far = Math.hypot(other.x - point.x, other.y - point.y);
        const part = far === 0 ? 0 : Math.min(6, far / 2) / far;
        return { x: point.x + (other.x - point.x) * part, y: point.y + (other.y - point.y) * part };
      };
      const [start, end] = [toward(before), toward(after)];
      return `L${round(start.x)} ${round(start.y)}Q${round(point.x)} ${round(point.y)} ${round(end.x)} ${round(end.y)}`;
    })
    .join('');

const drawLine = ({ line, paths }: PlacedLine, zoneOf: (id: string) => string | undefined, prefix: string): string => {
  const look = lineLooks[line.kind];
  const zone = line.kind === 'network' ? zoneLooks[zoneOf(line.from) ?? zoneOf(line.to) ?? ''] : undefined;
  const arrow = arrows.includes(line.kind) ? ` marker-end="url(#${prefix}arrow-${line.kind})"` : '';
  return paths
    .map((points) => `<path d="${wayOf(points)}" fill="none" stroke="${zone?.ink ?? look.stroke}"${look.rest}${arrow}/>`)
    .join('');
};

const drawLabel = ({ label }: PlacedLine): string =>
  label === null
    ? ''
    : `<rect x="${round(label.x)}" y="${round(label.y)}" width="${round(label.width)}" height="15" rx="3" fill="#ffffff" fill-opacity="0.92"/>` +
      words(label.x + 4, label.y + 11, label.text, { size: 10.5, fill: ink.quiet });

type Item = { sample: string; text: string };

const legendItems = (picture: Picture, pen: Pen): Item[] => {
  const { language, prefix } = pen;
  const kinds = new Set(picture.lines.map(({ kind }) => kind));
  const zones = new Set(picture.things.flatMap((each) => [...each.zones]));
  const states = new Set(picture.things.filter(({ kind }) => kind !== 'group').map(({ state }) => state));
  const lines = (Object.keys(lineLooks) as LineKind[])
    .filter((kind) => kinds.has(kind))
    .map((kind): Item => {
      const { stroke, rest } = lineLooks[kind];
      const arrow = arrows.includes(kind) ? ` marker-end="url(#${prefix}arrow-${kind})"` : '';
      return {
        sample: `<path d="M0 0H24" stroke="${stroke}"${rest}${arrow} fill="none"/>`,
        text: say(lineWords[kind], language),
      };
    });
  const marks = Object.keys(zoneLooks)
    .filter((zone) => zones.has(zone as never))
    .map(
      (zone): Item => ({
        sample: `<rect x="8" y="-5" width="10" height="10" rx="2.5" fill="${zoneLooks[zone]?.ink}"/>`,
        text: say(zoneWords(zone), language),
      }),
    );
  const edges = (['planned', 'unknown'] as const)
    .filter((state) => states.has(state))
    .map(
      (state): Item => ({
        sample: `<rect x="0.5" y="-7" width="23" height="14" rx="4" fill="#ffffff" stroke="${ink.edge}" stroke-dasharray="5 4"/>`,
        text: say(stateWords[state], language),
      }),
    );
  return [...lines, ...marks, ...edges];
};

const legendRow = 22;

const drawLegend = (
  items: readonly Item[],
  x: number,
  y: number,
  width: number,
): { svg: string; height: number; width: number } => {
  let [left, row, widest] = [0, 0, 0];
  const parts = items.map(({ sample, text }) => {
    const own = 32 + widthOf(text, 11) + 22;
    if (left > 0 && left + own > width) [left, row] = [0, row + 1];
    const at = `<g transform="translate(${round(x + left)} ${y + row * legendRow + 11})">${sample}${words(32, 4, text, { size: 11, fill: ink.quiet })}</g>`;
    left += own;
    widest = Math.max(widest, left);
    return at;
  });
  return { svg: parts.join(''), height: items.length === 0 ? 0 : (row + 1) * legendRow, width: widest };
};

/** The picture as SVG of its own size: dark on white, no style and no script, every text escaped. */
export const paint = (picture: Picture, arranged: Arranged, options: PaintOptions): string => {
  const pen: Pen = { ...options, prefix: options.prefix ?? 'p-' };
  const { language, prefix } = pen;
  const byId = new Map(picture.things.map((each) => [each.id, each]));
  const zoneOf = (id: string) => (byId.get(id)?.kind === 'network' ? byId.get(id)?.zones[0] : undefined);
  const top = pen.titled ? 34 : 0;
  const items = legendItems(picture, pen);
  const room = Math.max(arranged.width, 560);
  const legend = drawLegend(items, 12, arranged.height + top + 8, room - 24);
  const width = Math.ceil(Math.max(arranged.width, legend.width + 24, pen.titled ? widthOf(picture.title, 16, true) + 24 : 0));
  const height = Math.ceil(arranged.height + top + (legend.height === 0 ? 0 : legend.height + 16));
  const icons = [...new Set(arranged.placed.map(({ thing: each }) => looks[each.kind].icon))].sort();
  const symbols = icons.map(
    (icon) =>
      `<symbol id="${prefix}${icon}" viewBox="0 0 24 24" fill="none" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${iconBody(icon)}</symbol>`,
  );
  const markers = arrows.map(
    (kind) =>
      `<marker id="${prefix}arrow-${kind}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.8L8 4L0 7.2z" fill="${lineLooks[kind].stroke}"/></marker>`,
  );
  const frames = arranged.placed.filter(({ frame }) => frame);
  const cards = arranged.placed.filter(({ frame }) => !frame);
  const nothing =
    picture.things.length === 0 ? words(20, 34 + top, say(pictureWords.empty, language), { size: 13, fill: ink.quiet }) : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.max(width, 360)}" height="${Math.max(height, 60)}" viewBox="0 0 ${Math.max(width, 360)} ${Math.max(height, 60)}" font-family="${font}">` +
    `<title>${escaped(picture.title)}</title><defs>${symbols.join('')}${markers.join('')}</defs>` +
    `<rect width="100%" height="100%" fill="#ffffff"/>` +
    (pen.titled ? words(12, 24, picture.title, { size: 16, fill: ink.text, bold: true }) : '') +
    (top > 0 ? `<g transform="translate(0 ${top})">` : '') +
    frames.map((placed) => drawThing(placed, pen)).join('') +
    arranged.lines.map((each) => drawLine(each, zoneOf, prefix)).join('') +
    cards.map((placed) => drawThing(placed, pen)).join('') +
    arranged.lines.map(drawLabel).join('') +
    (top > 0 ? '</g>' : '') +
    `${nothing}${legend.svg}</svg>`
  );
};
