// Flowcharts of Mermaid as DOT: the common part of its language, read strictly. What is not known is not guessed at.

/** The chart as DOT, or the line (from 1) at which it leaves what is known here. */
export type Translated = { dot: string } | { line: number };

type Node = { name: string; label: string; shape: string; home: Cluster | null };
type Cluster = { name: string; label: string; above: Cluster | null };
type Edge = { from: Node; to: Node; attributes: string };
type Chart = { nodes: Map<string, Node>; clusters: Map<string, Cluster>; edges: Edge[] };

const mostLines = 2000;
const longestLine = 1000;
const mostNodes = 500;
const mostEdges = 1000;
const deepest = 8;

const directions: Readonly<Record<string, string>> = { TB: 'TB', TD: 'TB', BT: 'BT', LR: 'LR', RL: 'RL' };
const header = /^(?:graph|flowchart)(?:\s+(TB|TD|BT|LR|RL))?\s*;?$/;
const nodeId = /^[\p{L}\p{N}_]+(?:[-.][\p{L}\p{N}_]+)*/u;

/** What opens and closes a node's words, the longest first, with the shape that it asks for. */
const shapes: readonly (readonly [open: string, close: string, shape: string])[] = [
  ['(((', ')))', 'shape=doublecircle'],
  ['([', '])', 'shape=box style="rounded,filled"'],
  ['((', '))', 'shape=circle'],
  ['[[', ']]', 'shape=box peripheries=2'],
  ['[(', ')]', 'shape=cylinder'],
  ['[/', '/]', 'shape=parallelogram'],
  ['[/', '\\]', 'shape=trapezium'],
  ['[\\', '\\]', 'shape=parallelogram'],
  ['[\\', '/]', 'shape=invtrapezium'],
  ['{{', '}}', 'shape=hexagon'],
  ['{', '}', 'shape=diamond'],
  ['[', ']', 'shape=box'],
  ['(', ')', 'shape=box style="rounded,filled"'],
  ['>', ']', 'shape=cds'],
];

/** Lines between nodes: how each is written, plain and with words in it, and how it is drawn. */
const lines = [
  { plain: /^([<ox]?)-(-+)([->ox])/, worded: /^([<ox]?)--\s+([^|"]{1,300}?)\s*-(-+)([->ox])/, style: '' },
  { plain: /^([<ox]?)-(\.+)-([>ox]?)/, worded: /^([<ox]?)-\.\s+([^|"]{1,300}?)\s*(\.+)-([>ox]?)/, style: 'style=dashed' },
  { plain: /^([<ox]?)=(=+)([=>ox])/, worded: /^([<ox]?)==\s+([^|"]{1,300}?)\s*=(=+)([=>ox])/, style: 'style=bold' },
] as const;

const heads: Readonly<Record<string, string>> = { '>': 'normal', '<': 'normal', o: 'odot', x: 'tee' };

const quoted = (text: string): string =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replace(/\p{Cc}/gu, ' ')}"`;

const entities: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', nbsp: ' ' };

/** Words as they are shown; null for those that hold more than words. */
const wordsOf = (written: string): string | null => {
  const bare = written.trim();
  const inner = /^"([^"]*)"$/.exec(bare)?.[1];
  if (inner === undefined && /["`()[\]{}]/.test(bare)) return null;
  if (inner?.startsWith('`')) return null;
  return (inner ?? bare)
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/#(\w{1,8});/g, (whole, name: string) => {
      const code = /^\d{1,6}$/.test(name) ? Number(name) : 0;
      return entities[name] ?? (code > 31 ? String.fromCodePoint(code) : whole);
    })
    .trim();
};

class Unknown extends Error {}

/** One statement, read from its beginning to its end. */
const reader = (text: string) => {
  let rest = text;
  const skip = (): void => {
    rest = rest.trimStart();
  };
  return {
    isDone: () => rest.trim() === '',
    take: (pattern: RegExp): RegExpExecArray | null => {
      skip();
      const found = pattern.exec(rest);
      if (found) rest = rest.slice(found[0].length);
      return found;
    },
    /** What stands between an opening and its closing, which follow at once; words in quotes may hold the closing. */
    between: (open: string, close: string): string | null => {
      if (!rest.startsWith(open)) return null;
      const inner = rest.slice(open.length);
      const words = /^\s*"[^"]*"\s*/.exec(inner)?.[0];
      const end = words === undefined ? inner.indexOf(close) : inner.startsWith(close, words.length) ? words.length : -1;
      if (end < 1 || wordsOf(inner.slice(0, end)) === null) return null;
      rest = inner.slice(end + close.length);
      return inner.slice(0, end);
    },
  };
};
type Reader = ReturnType<typeof reader>;

const readNode = (chart: Chart, read: Reader, home: Cluster | null): Node => {
  const id = read.take(nodeId)?.[0];
  if (!id || id.toLowerCase() === 'end') throw new Unknown();
  const node = chart.nodes.get(id) ?? { name: `n${chart.nodes.size}`, label: id, shape: 'shape=box', home: null };
  chart.nodes.set(id, node);
  if (chart.nodes.size > mostNodes) throw new Unknown();
  node.home ??= home;
  for (const [open, close, shape] of shapes) {
    const words = read.between(open, close);
    if (words === null) continue;
    node.label = wordsOf(words) ?? id;
    node.shape = shape;
    break;
  }
  return node;
};

/** `A & B`: several nodes at one end of a line. */
const readNodes = (chart: Chart, read: Reader, home: Cluster | null): Node[] => {
  const nodes = [readNode(chart, read, home)];
  while (read.take(/^&/)) nodes.push(readNode(chart, read, home));
  return nodes;
};

const readLine = (read: Reader): string | null => {
  if (read.take(/^~~~+/)) return 'style=invis';
  for (const { plain, worded, style } of lines) {
    const found = read.take(plain);
    const [, tail = '', words = '', length = '', head = ''] = found
      ? [found[0], found[1], '', found[2], found[3]]
      : (read.take(worded) ?? []);
    if (length === '') continue;
    const label = wordsOf(read.take(/^\|([^|]{0,300})\|/)?.[1] ?? words);
    if (label === null) throw new Unknown();
    return [
      style,
      `arrowhead=${heads[head] ?? 'none'}`,
      tail === '' ? '' : `dir=both arrowtail=${heads[tail]}`,
      length.length > 1 ? `minlen=${Math.min(length.length, 10)}` : '',
      label === '' ? '' : `label=${quoted(label)}`,
    ]
      .filter(Boolean)
      .join(' ');
  }
  return null;
};

const readStatement = (chart: Chart, text: string, home: Cluster | null): void => {
  const read = reader(text);
  let from = readNodes(chart, read, home);
  while (!read.isDone()) {
    const attributes = readLine(read);
    if (attributes === null) throw new Unknown();
    const to = readNodes(chart, read, home);
    for (const one of from) for (const other of to) chart.edges.push({ from: one, to: other, attributes });
    if (chart.edges.length > mostEdges) throw new Unknown();
    from = to;
  }
};

/** `subgraph id [Words]`, `subgraph "Words"`, `subgraph words`. */
const openCluster = (chart: Chart, named: string, above: Cluster | null): Cluster => {
  const [, id = '', words = ''] = /^([\p{L}\p{N}_.-]+)\s*\[(.*)\]$/u.exec(named) ?? ['', named, named];
  const label = wordsOf(words);
  let depth = 1;
  for (let each = above; each; each = each.above) depth += 1;
  if (label === null || label === '' || chart.clusters.has(id) || depth > deepest) throw new Unknown();
  const cluster = { name: `cluster_${chart.clusters.size}`, label, above };
  chart.clusters.set(id, cluster);
  return cluster;
};

const clusterDot = (chart: Chart, home: Cluster | null): string => {
  const nodes = [...chart.nodes.values()].filter((node) => node.home === home);
  const inner = [...chart.clusters.values()].filter(({ above }) => above === home);
  return [
    ...nodes.map(({ name, label, shape }) => `${name} [${shape} label=${quoted(label)}];`),
    ...inner.map((each) => `subgraph ${each.name} { label=${quoted(each.label)}; ${clusterDot(chart, each)} }`),
  ].join('\n');
};

/** Statements of a source, each with its line; comments and empty ones are left out. A `;` in quotes ends nothing. */
const statementsOf = (source: string): { text: string; line: number }[] =>
  source
    .split('\n')
    .flatMap((written, index) =>
      /^\s*%%/.test(written)
        ? []
        : (written.match(/(?:"[^"]*"|#\w{1,8};|[^;"])+|"/g) ?? [])
            .map((text) => ({ text: text.trim(), line: index + 1 }))
            .filter(({ text }) => text !== ''),
    );

/**
 * A Mermaid flowchart (`graph`, `flowchart`) as DOT: nodes of the usual shapes, lines with words, groups (`subgraph`). Everything
 * else (other kinds of diagrams, styles, clicks, lines to groups) is told by its line. Linear in the source, which is limited.
 */
export const mermaidToDot = (source: string): Translated => {
  const [first, ...statements] = statementsOf(source);
  const found = first && header.exec(first.text);
  if (!first || !found || source.split('\n').length > mostLines) return { line: first?.line ?? 1 };
  const chart: Chart = { nodes: new Map(), clusters: new Map(), edges: [] };
  let home: Cluster | null = null;
  let line = first.line;
  try {
    for (const { text, line: at } of statements) {
      line = at;
      if (text.length > longestLine) throw new Unknown();
      const named = /^subgraph\s+(.+)$/.exec(text)?.[1];
      if (named !== undefined) home = openCluster(chart, named.trim(), home);
      else if (text === 'end') {
        if (!home) throw new Unknown();
        home = home.above;
      } else if (!(home && /^direction\s+(?:TB|TD|BT|LR|RL)$/.test(text))) readStatement(chart, text, home);
    }
  } catch (error) {
    if (error instanceof Unknown) return { line };
    throw error;
  }
  // A group that is not ended, a line to a group, nothing at all.
  if (home || chart.nodes.size === 0 || [...chart.nodes.keys()].some((id) => chart.clusters.has(id))) return { line };
  const edges = chart.edges.map(({ from, to, attributes }) => `${from.name} -> ${to.name} [${attributes}];`);
  return {
    dot: [
      `digraph { rankdir=${directions[found[1] ?? 'TB']};`,
      'fontname="Arial"; node [fontname="Arial" style=filled fillcolor="#f2f5f5" color="#44606a"];',
      'edge [fontname="Arial" fontsize=11 color="#44606a"];',
      'graph [style=rounded color="#8aa0a6"];',
      clusterDot(chart, null),
      ...edges,
      '}',
    ].join('\n'),
  };
};
