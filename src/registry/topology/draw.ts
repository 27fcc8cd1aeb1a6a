import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { type Language, say } from '#lib/words.ts';
import type { Topology, TopologyEdge, TopologyNode } from './read.ts';
import { describeTopology, kindOf } from './text.ts';

const size = { caption: 9, title: 13, detail: 11, label: 10 } as const;
const ink = { line: '#334155', quiet: '#64748b', text: '#0f172a', frame: '#94a3b8' } as const;
const font = "Arimo, Arial, 'Liberation Sans', sans-serif";
const padding = 12;
const widest = 200;

/** Width of a text in Arial, near enough to size a box; what the font's own classes of letters measure. */
const widthOf = (text: string, fontSize: number, bold = false): number => {
  let em = 0;
  for (const letter of text) {
    if (/[ijl.,:;|!'()[\]]/.test(letter)) em += 0.29;
    else if (/[mwMW@%]/.test(letter)) em += 0.87;
    else if (/[A-Z·]/.test(letter)) em += 0.68;
    else em += 0.55;
  }
  return em * fontSize * (bold ? 1.06 : 1);
};

const shortened = (text: string, fontSize: number, bold = false): string => {
  if (widthOf(text, fontSize, bold) <= widest - 2 * padding) return text;
  let kept = text;
  while (widthOf(`${kept}…`, fontSize, bold) > widest - 2 * padding) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
};

/** An address and "+ 3" carry no caption: what they are is told by their place. */
const captionOf = (node: TopologyNode, language: Language): string =>
  node.kind === 'address' || node.kind === 'more' ? '' : kindOf(node.kind, language).toUpperCase();

const heightOf = (node: TopologyNode): number => {
  if (node.kind === 'more') return 30;
  if (node.kind === 'address') return 44;
  return node.detail === '' ? 46 : 61;
};

const boxOf = (node: TopologyNode, language: Language): ElkNode => {
  const widths = [
    widthOf(captionOf(node, language), size.caption) * 1.08,
    widthOf(shortened(node.title, size.title, true), size.title, true),
    widthOf(shortened(node.detail, size.detail), size.detail),
  ];
  const width = Math.max(node.kind === 'more' ? 40 : 96, Math.ceil(Math.max(...widths)) + 2 * padding);
  return { id: node.id, width, height: heightOf(node) };
};

const arrowOf = (edge: TopologyEdge, index: number): ElkExtendedEdge => ({
  id: `edge-${index}`,
  sources: [edge.from],
  targets: [edge.to],
  labels:
    edge.label === '' ? [] : [{ id: `label-${index}`, text: edge.label, width: widthOf(edge.label, size.label) + 6, height: 14 }],
});

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.layered.spacing.nodeNodeBetweenLayers': '34',
  'elk.spacing.nodeNode': '16',
  'elk.spacing.edgeNode': '16',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.json.edgeCoords': 'ROOT',
  'elk.padding': '[top=8,left=8,bottom=8,right=8]',
} as const;

let engine: Promise<ELK> | null = null;

const loadEngine = async (): Promise<ELK> => {
  const { default: Engine } = await import('elkjs/lib/elk.bundled.js');
  return new (Engine as unknown as new () => ELK)();
};

/**
 * Draws a topology as an SVG of its own size (black on white, Arimo), and tells the same in sentences for who cannot see
 * it. The same topology always gives the same picture. The layout engine is loaded at the first picture.
 */
export const drawTopology = async (topology: Topology, language: Language = 'id'): Promise<{ svg: string; list: string[] }> => {
  engine ??= loadEngine();
  const boxes = (inside: boolean) => topology.nodes.filter((node) => node.inside === inside).map((node) => boxOf(node, language));
  const graph = await (await engine).layout({
    id: 'root',
    layoutOptions: options,
    children: [
      ...boxes(false),
      { id: 'site', children: boxes(true), layoutOptions: { 'elk.padding': '[top=34,left=18,bottom=18,right=18]' } },
    ],
    edges: topology.edges.map(arrowOf),
  });
  const list = describeTopology(topology, language);
  return { svg: print(topology, graph, list, language), list };
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const round = (value: number | undefined): number => Math.round((value ?? 0) * 10) / 10;

type Style = { size: number; fill: string; bold?: boolean; anchor?: 'middle'; spacing?: number };

const words = (x: number, y: number, text: string, style: Style): string => {
  const extra = `${style.bold ? ' font-weight="700"' : ''}${style.anchor ? ' text-anchor="middle"' : ''}${style.spacing ? ` letter-spacing="${style.spacing}"` : ''}`;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${style.size}" fill="${style.fill}"${extra}>${escaped(text)}</text>`;
};

const shapeOf = (node: TopologyNode, x: number, y: number, width: number, height: number): string => {
  const radius = { name: height / 2, network: 0, address: 4, application: 12, more: 12 }[node.kind as string] ?? 5;
  const fill = node.kind === 'network' ? '#f1f5f9' : '#ffffff';
  const weight = node.subject ? 2.5 : 1;
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="${ink.line}" stroke-width="${weight}"/>`;
  // A machine that runs others shows a second edge behind it.
  if (node.kind !== 'hypervisor') return box;
  return `<path d="M${x + 5} ${y - 4}H${x + width + 4}V${y + height - 5}" fill="none" stroke="${ink.line}"/>${box}`;
};

const drawNode = (node: TopologyNode, box: ElkNode, dx: number, dy: number, language: Language): string => {
  const [x, y, width, height] = [round((box.x ?? 0) + dx), round((box.y ?? 0) + dy), round(box.width), round(box.height)];
  const middle = x + width / 2;
  const at = (offset: number, text: string, style: Omit<Style, 'anchor'>) =>
    text === '' ? '' : words(middle, y + offset, text, { ...style, anchor: 'middle' });
  const caption = captionOf(node, language);
  const title = shortened(node.title, size.title, true);
  const detail = shortened(node.detail, size.detail);
  const texts =
    caption === ''
      ? at(19, title, { size: size.title, fill: ink.text, bold: node.kind === 'address' }) +
        at(35, detail, { size: size.detail, fill: ink.line })
      : at(16, caption, { size: size.caption, fill: ink.quiet, spacing: 0.6 }) +
        at(34, title, { size: size.title, fill: ink.text, bold: true }) +
        at(50, detail, { size: size.detail, fill: ink.line });
  return `<g>${shapeOf(node, x, y, width, height)}${texts}</g>`;
};

const drawEdge = (edge: ElkExtendedEdge, cable: boolean): string => {
  const lines = (edge.sections ?? []).map(({ startPoint, bendPoints = [], endPoint }) => {
    const [first, ...rest] = [startPoint, ...bendPoints, endPoint].map((point) => `${round(point.x)} ${round(point.y)}`);
    const look = cable ? 'stroke-dasharray="5 4"' : 'marker-end="url(#arrow)"';
    return `<path d="M${first}L${rest.join('L')}" fill="none" stroke="${ink.line}" ${look}/>`;
  });
  const labels = (edge.labels ?? []).map((label) => {
    const x = round(label.x);
    const y = round(label.y);
    const plate = `<rect x="${x}" y="${y}" width="${round(label.width)}" height="14" fill="#ffffff"/>`;
    const middle = x + round(label.width) / 2;
    return plate + words(middle, y + 10.5, label.text ?? '', { size: size.label, fill: ink.line, anchor: 'middle' });
  });
  return lines.join('') + labels.join('');
};

const print = (topology: Topology, graph: ElkNode, list: readonly string[], language: Language): string => {
  const byId = new Map(topology.nodes.map((node) => [node.id, node]));
  const site = graph.children?.find((child) => child.id === 'site');
  const drawn = (children: readonly ElkNode[] = [], dx = 0, dy = 0): string =>
    children
      .map((box) => {
        const node = byId.get(box.id);
        return node ? drawNode(node, box, dx, dy, language) : '';
      })
      .join('');
  const edges = (graph.edges ?? []).map((edge, index) => drawEdge(edge, topology.edges[index]?.cable ?? false)).join('');
  const [width, height] = [Math.ceil(graph.width ?? 0), Math.ceil(graph.height ?? 0)];
  const frame = site
    ? `<rect x="${round(site.x)}" y="${round(site.y)}" width="${round(site.width)}" height="${round(site.height)}" rx="8" fill="none" stroke="${ink.frame}" stroke-dasharray="2 3"/>` +
      words((site.x ?? 0) + 14, (site.y ?? 0) + 21, topology.site, { size: size.detail, fill: ink.quiet, bold: true })
    : '';
  const subject = topology.nodes.find((node) => node.subject)?.title ?? '';
  const title = say({ id: 'Topologi {subject}', en: 'Topology of {subject}' }, language, { subject });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${font}">` +
    `<title>${escaped(title)}</title><desc>${escaped(list.join('. '))}</desc>` +
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0.8L8 4L0 7.2z" fill="${ink.line}"/></marker></defs>` +
    `<rect width="${width}" height="${height}" fill="#ffffff"/>${frame}${edges}${drawn(graph.children)}${drawn(site?.children, site?.x, site?.y)}</svg>`
  );
};
