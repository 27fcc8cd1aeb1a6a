import { Graphviz } from '@hpcc-js/wasm-graphviz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mermaidToDot } from './mermaid.ts';
import { renderMarkdown } from './render.ts';

const dotOf = (source: string): string => {
  const made = mermaidToDot(source);
  if (!('dot' in made)) throw new Error(`line ${made.line} of ${source}`);
  return made.dot;
};

const drawn = async (source: string): Promise<string> => (await Graphviz.load()).layout(dotOf(source), 'svg', 'dot');

test('a flowchart of the usual shapes, lines and groups is drawn with all its words', async () => {
  const svg = await drawn(
    `%% catatan
flowchart LR
  A[Permohonan] --> B{Lengkap?}
  B -->|ya| C([Diproses]) & D[(Basis data)]
  B -- tidak --> E>Dikembalikan]
  subgraph pusat [Pusat data]
    direction TB
    C -.-> F((Server)); F ==> G{{Jaringan}}
    subgraph "Ruang A"
      H[["Rak (1); kiri"]] --- I[/Masuk/]
    end
  end
  G -. cadangan .-> J(((Selesai)))
  J <--> K(Bulat<br/>dua baris)
  K ~~~ L
  L ---->|"x | y"| M
`.replace('"x | y"', 'x dan y'),
  );
  for (const words of [
    'Permohonan',
    'Lengkap?',
    'ya',
    'Diproses',
    'Basis data',
    'tidak',
    'Dikembalikan',
    'Pusat data',
    'Ruang A',
  ])
    expect(svg).toContain(`>${words}</text>`);
  for (const words of ['Rak (1); kiri', 'Masuk', 'cadangan', 'Selesai', 'Bulat', 'dua baris', 'x dan y'])
    expect(svg).toContain(`>${words}</text>`);
  // The one that only holds its ends apart is not seen.
  expect(svg.match(/class="edge"/g)).toHaveLength(10);
  expect(svg.match(/class="cluster"/g)).toHaveLength(2);
});

test('each kind of line is drawn as it is written', () => {
  const edge = (line: string): string | undefined => / -> n1 \[(.*)\];/.exec(dotOf(`graph TD\nA ${line} B`))?.[1];
  expect(edge('-->')).toBe('arrowhead=normal');
  expect(edge('---')).toBe('arrowhead=none');
  expect(edge('--o')).toBe('arrowhead=odot');
  expect(edge('<-->')).toBe('arrowhead=normal dir=both arrowtail=normal');
  expect(edge('-.->')).toBe('style=dashed arrowhead=normal');
  expect(edge('-.-')).toBe('style=dashed arrowhead=none');
  expect(edge('==>')).toBe('style=bold arrowhead=normal');
  expect(edge('===')).toBe('style=bold arrowhead=none');
  expect(edge('--->')).toBe('arrowhead=normal minlen=2');
  expect(edge('-- kata ---')).toBe('arrowhead=none label="kata"');
  expect(edge('== kata ==>|lain|')).toBe('style=bold arrowhead=normal label="lain"');
});

test('what is beyond the common part is told by its line, never guessed at', async () => {
  const beyond: [string, number][] = [
    ['sequenceDiagram\nA->>B: x', 1],
    ['', 1],
    ['graph TD', 1],
    ['graph TD\nA --> B\nstyle A fill:#f00', 3],
    ['graph TD\nA --> B\nclick A "javascript:alert(1)"', 3],
    ['graph TD\nA:::merah --> B', 2],
    ['graph TD\nA -->', 2],
    ['graph TD\nA[belum ditutup --> B', 2],
    ['graph TD\nsubgraph x\nA --> B', 3],
    ['graph TD\nA --> B\nend', 3],
    ['graph TD\nsubgraph x\nA\nend\nB --> x', 5],
    ['graph TD\nA["`**tebal**`"]', 2],
    [`graph TD\n${'A & '.repeat(90)}A --> B & C & D & E & F & G & H & I & J & K & L & M\n`.repeat(3), 2],
  ];
  for (const [source, line] of beyond)
    expect([source.slice(0, 60), mermaidToDot(source)]).toEqual([source.slice(0, 60), { line }]);
  const { html } = await renderMarkdown('```mermaid\npie title X\n```');
  expect(html).toContain('belum dikenal Griya (baris 1)');
  expect(html).toContain('pie title X');
  expect((await renderMarkdown('```mermaid\ngraph LR\nA --> B\n```')).html).toContain('src="data:image/svg+xml;base64,');
});

test('whatever is written, the DOT that comes out is one that Graphviz takes, and holds nothing but what it is made of', async () => {
  const piece = fc.constantFrom(
    ...['A', 'B', 'c-1', 'é', 'end', ' --> ', ' --- ', '-.->', '==>', '-- x -->', '|kata|', ' & ', '\n', '\n', ';', '~~~'],
    ...['[', ']', '(', ')', '{', '}', '[teks]', '("a b")', '{"a"}', '[["x"]]', '>b]', '"', '\\', '\\"', '<br>', '#quot;', '#92;'],
    ...['subgraph s\n', 'subgraph "t"\n', '\nend\n', 'URL="javascript:1"', '%%', '];x[URL="y"', '<b>x</b>', '\u0000', '🏠'],
  );
  let made = 0;
  const graphviz = await Graphviz.load();
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    fc.tuple(piece, piece).map(([one, two]) => `A["${one}${two}"] -->|${one}| B("${two}")`),
  );
  fc.assert(
    fc.property(text, (body) => {
      const translated = mermaidToDot(`graph TD\n${body}`);
      if (!('dot' in translated)) return;
      made += 1;
      const svg = graphviz.layout(translated.dot, 'svg', 'dot');
      expect(svg).not.toMatch(/<a |xlink:href|<script|<image/);
    }),
    { seed: 5, numRuns: 1500 },
  );
  expect(made).toBeGreaterThan(100);
}, 60_000);
