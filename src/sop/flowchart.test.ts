import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FlowchartOptions, type FlowPage, layoutFlowchart } from './flowchart.ts';
import { type Box, type Point, passesThrough, portOf } from './flowchart-routes.ts';
import { drawFlowchart } from './flowchart-svg.ts';
import { hostingSop } from './hosting.ts';
import type { Role, SopDefinition, SopStep } from './types.ts';

const heights = [120, 56, 64, 64, 48, 64, 48, 48, 64, 48];
const options: FlowchartOptions = { language: 'id', columnWidth: 80, rowHeights: heights };
const layout = (rowsPerPage?: FlowchartOptions['rowsPerPage'], definition = hostingSop): FlowPage[] =>
  layoutFlowchart(definition, { ...options, ...(rowsPerPage === undefined ? {} : { rowsPerPage }) });
const whole = (): FlowPage => layout()[0] as FlowPage;
const splits: [string, FlowchartOptions['rowsPerPage'] | undefined][] = [
  ['on one page', undefined],
  ['four rows a page', 4],
  ['two rows a page', 2],
  ['one row a page', 1],
  ['three rows, then the rest', [3]],
];

const segmentsOf = (points: readonly Point[]): [Point, Point][] => points.slice(1).map((point, i) => [points[i] as Point, point]);
const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const inside = (page: FlowPage, { x, y, width, height }: Box): boolean =>
  x >= 0 && y >= 0 && x + width <= page.width + 1e-6 && y + height <= page.height + 1e-6;

/** The faults of a page's geometry, as sentences; none for a good one. */
const faultsOf = (page: FlowPage): string[] => {
  const faults: string[] = [];
  const symbol = (id: string) => page.symbols.find((candidate) => candidate.id === id);
  for (const arrow of page.arrows) {
    const name = `${arrow.from} -> ${arrow.to}`;
    for (const [a, b] of segmentsOf(arrow.points)) {
      if (Math.abs(a.x - b.x) > 1e-6 && Math.abs(a.y - b.y) > 1e-6) faults.push(`${name} runs aslant`);
      for (const other of page.symbols) if (passesThrough(a, b, other.box)) faults.push(`${name} passes through ${other.id}`);
    }
    for (const { x, y } of arrow.points) if (!inside(page, { x, y, width: 0, height: 0 })) faults.push(`${name} leaves the page`);
    const touches = (id: string, point: Point | undefined): boolean =>
      (['top', 'right', 'bottom', 'left'] as const).some((side) => {
        const box = symbol(id)?.box;
        const port = box && portOf(box, side);
        return !!port && !!point && Math.hypot(port.x - point.x, port.y - point.y) < 1e-6;
      });
    if (!touches(arrow.from, arrow.points[0])) faults.push(`${name} does not begin at its symbol`);
    if (!touches(arrow.to, arrow.points.at(-1))) faults.push(`${name} does not end at its symbol`);
    if (arrow.label && !inside(page, arrow.label.box)) faults.push(`the answer of ${name} leaves the page`);
  }
  page.symbols.forEach((a, i) => {
    if (!inside(page, a.box)) faults.push(`${a.id} leaves the page`);
    for (const b of page.symbols.slice(i + 1)) if (overlaps(a.box, b.box)) faults.push(`${a.id} lies on ${b.id}`);
  });
  return faults;
};

/** Answers that cover a symbol, an arrow or another answer. */
const covered = (page: FlowPage): string[] => {
  const labels = page.arrows.flatMap(({ label }) => (label ? [label] : []));
  return labels.flatMap(({ lines, box }, i) => {
    const name = lines.join(' ');
    const symbols = page.symbols.filter((symbol) => overlaps(symbol.box, box)).map(({ id }) => `${name} lies on ${id}`);
    const others = labels.slice(i + 1).filter((other) => overlaps(other.box, box));
    const arrows = page.arrows.filter(({ points }) => segmentsOf(points).some(([a, b]) => passesThrough(a, b, box)));
    return [
      ...symbols,
      ...others.map((other) => `${name} lies on ${other.lines.join(' ')}`),
      ...arrows.map(({ from, to }) => `${name} lies on ${from} -> ${to}`),
    ];
  });
};

const meetings = (page: FlowPage, meet: (a: readonly [Point, Point], b: readonly [Point, Point]) => boolean): string[] =>
  page.arrows.flatMap((own, i) =>
    page.arrows
      .slice(i + 1)
      .filter((other) => segmentsOf(own.points).some((a) => segmentsOf(other.points).some((b) => meet(a, b))))
      .map((other) => `${own.from} -> ${own.to} and ${other.from} -> ${other.to}`),
  );
const upright = ([a, b]: readonly [Point, Point]): boolean => Math.abs(a.x - b.x) < 1e-6;
const spread = ([a, b]: readonly [Point, Point], width: number): Box => ({
  x: Math.min(a.x, b.x) - width,
  y: Math.min(a.y, b.y) - width,
  width: Math.abs(a.x - b.x) + 2 * width,
  height: Math.abs(a.y - b.y) + 2 * width,
});
const sharedLines = (page: FlowPage): string[] =>
  meetings(page, (a, b) => upright(a) === upright(b) && overlaps(spread(a, 0.1), spread(b, 0.1)));
const crossings = (page: FlowPage): string[] =>
  meetings(page, (a, b) => upright(a) !== upright(b) && overlaps(spread(a, 0.1), spread(b, 0.1)));

/** How often each arrow of the definition is drawn: 'whole', 'pair' or 'itself' where the end symbol is the step. */
const drawnArrows = (definition: SopDefinition, pages: readonly FlowPage[]): (string | undefined)[] =>
  definition.flow.map((flow) => {
    const drawn = pages.flatMap((page) => page.arrows.filter((arrow) => arrow.flow === flow).map((arrow) => ({ page, arrow })));
    const kindOf = (id: string) => pages.flatMap((page) => page.symbols).find((symbol) => symbol.id === id);
    if (drawn.length === 0) {
      const own = pages
        .flatMap((page) => page.symbols)
        .filter((symbol) => symbol.step === flow.from && symbol.kind === 'capsule');
      return flow.to === 'end' && own.length > 0 ? 'itself' : undefined;
    }
    if (drawn.length === 1) return kindOf(drawn[0]?.arrow.to ?? '')?.part === 'connector' ? undefined : 'whole';
    const leaving = drawn.find(({ arrow }) => kindOf(arrow.to)?.part === 'connector');
    const arriving = drawn.find(({ arrow }) => kindOf(arrow.from)?.part === 'connector');
    const [out, back] = [kindOf(leaving?.arrow.to ?? ''), kindOf(arriving?.arrow.from ?? '')];
    const paired =
      drawn.length === 2 &&
      out?.connector?.letter === back?.connector?.letter &&
      out?.connector?.otherPage === arriving?.page.page &&
      back?.connector?.otherPage === leaving?.page.page &&
      out?.step === flow.from &&
      back?.step === flow.to;
    return paired ? 'pair' : undefined;
  });

describe('the flowchart of the hosting SOP', () => {
  it('draws each step in the column of its performer, with the symbol of its kind', () => {
    const drawn = whole().symbols.map(({ step, kind, column, part }) => [step, kind, column + 1, part]);
    expect(drawn).toEqual([
      [1, 'capsule', 1, 'main'],
      [2, 'box', 2, 'main'],
      [3, 'diamond', 3, 'main'],
      [4, 'diamond', 4, 'main'],
      [5, 'box', 5, 'main'],
      [6, 'box', 5, 'main'],
      [7, 'box', 4, 'main'],
      [8, 'box', 4, 'main'],
      [9, 'box', 4, 'main'],
      [9, 'box', 3, 'also'],
      [10, 'capsule', 2, 'main'],
    ]);
  });

  it('centres each symbol in the row of the table that the caller measured', () => {
    const page = whole();
    expect(page.height).toBe(heights.reduce((a, b) => a + b));
    for (const row of page.rows) {
      expect(row.height).toBe(heights[row.step - 1]);
      for (const { box } of page.symbols.filter(({ step }) => step === row.step)) {
        expect(box.y + box.height / 2).toBeCloseTo(row.y + row.height / 2);
        expect(box.height).toBeLessThan(row.height);
      }
    }
  });

  it.each(splits)('crosses no symbol with an arrow and keeps all on the paper: %s', (_, rowsPerPage) => {
    for (const page of layout(rowsPerPage)) expect(faultsOf(page)).toEqual([]);
  });

  it.each(splits)('draws every arrow of the flow once, or as one pair of connectors: %s', (_, rowsPerPage) => {
    const drawn = drawnArrows(hostingSop, layout(rowsPerPage));
    expect(drawn).not.toContain(undefined);
    expect(drawn.filter((way) => way === 'itself')).toHaveLength(1);
    if (rowsPerPage === undefined) expect(drawn).not.toContain('pair');
  });

  it.each(splits)('writes each answer once, off symbols, arrows and other answers: %s', (_, rowsPerPage) => {
    const pages = layout(rowsPerPage);
    const written = pages.flatMap((page) => page.arrows.flatMap(({ label }) => (label ? [label.lines.join(' ')] : [])));
    expect(written.sort()).toEqual(['Tersedia', 'Tidak', 'Tidak tersedia', 'Ya']);
    for (const page of pages) expect(covered(page)).toEqual([]);
  });

  it('lets no two arrows run on the same line or cross', () => {
    expect(sharedLines(whole())).toEqual([]);
    expect(crossings(whole())).toEqual([]);
  });

  it('letters connectors in pairs and points them the way the flow goes', () => {
    const pages = layout(2);
    const connectors = pages.flatMap((page) => page.symbols.flatMap(({ connector }) => (connector ? [connector] : [])));
    const letters = [...new Set(connectors.map(({ letter }) => letter))];
    expect(letters.sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
    for (const letter of letters) expect(connectors.filter((connector) => connector.letter === letter)).toHaveLength(2);
    // "Tidak" of step 3 leads back to the page before.
    const back = connectors.filter(({ points }) => points === 'up');
    expect(back.map(({ otherPage }) => otherPage).sort()).toEqual([1, 2]);
  });

  it('tells the table how much room connectors take above and below its rows', () => {
    const [first, middle, last] = layout(4) as [FlowPage, FlowPage, FlowPage];
    expect([first.topStrip, last.bottomStrip]).toEqual([0, 0]);
    for (const strip of [first.bottomStrip, middle.topStrip, middle.bottomStrip, last.topStrip]) expect(strip).toBeGreaterThan(0);
    expect(middle.rows[0]?.y).toBe(middle.topStrip);
    expect(first.height).toBe(120 + 56 + 64 + 64 + first.bottomStrip);
  });

  it('refuses heights that are not those of the steps, and pages without rows', () => {
    expect(() => layoutFlowchart(hostingSop, { ...options, rowHeights: [50] })).toThrow(/10 row heights/);
    expect(() => layout(0)).toThrow(/at least one row/);
  });
});

describe('the flowchart of a busier SOP', () => {
  const words = (text: string) => ({ id: text, en: text });
  const columns = [0, 1, 2, 1, 3, 4, 2, 3, 3, 0];
  const roles = hostingSop.posts.map(({ role }) => role);
  const decisions = [3, 4, 6, 7];
  const arrows: [number, number | 'end', string?][] = [
    [1, 2],
    [2, 3],
    [3, 4, 'Ya'],
    [3, 1, 'Tidak'],
    [4, 5, 'Ya'],
    [4, 2, 'Tidak'],
    [5, 6],
    [6, 7, 'Lengkap'],
    [6, 'end', 'Ditolak'],
    [7, 8, 'Setuju'],
    [7, 3, 'Tidak setuju'],
    [8, 9],
    [9, 10],
    [10, 'end'],
  ];
  const busy: SopDefinition = {
    ...hostingSop,
    steps: hostingSop.steps.map((step, i) => ({
      ...step,
      performer: roles[columns[i] ?? 0] as Role,
      kind: decisions.includes(step.no) ? 'decision' : 'process',
    })),
    flow: arrows.map(([from, to, answer]) => ({ from, to, ...(answer === undefined ? {} : { answer: words(answer) }) })),
  };
  const page = layoutFlowchart(busy, { ...options, rowHeights: heights.map(() => 60) })[0] as FlowPage;

  it('keeps arrows that lead back apart from those that lead on, and answers clear of all', () => {
    expect(faultsOf(page)).toEqual([]);
    expect(drawnArrows(busy, [page])).not.toContain(undefined);
    expect(sharedLines(page)).toEqual([]);
    expect(covered(page)).toEqual([]);
  });

  it('crosses arrows no more often than it must', () => {
    expect(crossings(page).length).toBeLessThanOrEqual(2);
  });
});

describe('the flowchart of any SOP', () => {
  const roles: Role[] = [
    'applicant-head',
    'agency-head',
    'division-head',
    'application-section-head',
    'infrastructure-section-head',
  ];
  const words = (text: string) => ({ id: text, en: text });
  const made = (columns: number, steps: { column: number; also: number; jump: number | null }[]): SopDefinition => ({
    ...hostingSop,
    posts: roles.slice(0, columns).map((role, i) => ({ role, column: i + 1, title: words(role) })),
    steps: steps.map(
      ({ column, also, jump }, i): SopStep => ({
        no: i + 1,
        name: words(`Langkah ${i + 1}`),
        text: words(''),
        performer: roles[column % columns] as Role,
        also: also < columns ? [{ role: roles[also] as Role, part: words('paraf') }] : [],
        kind: jump === null ? 'process' : 'decision',
        kelengkapan: [],
        time: { unit: 'days', amount: 1 },
        output: [],
        reading: null,
      }),
    ),
    flow: steps.flatMap(({ jump }, i): SopDefinition['flow'][number][] => {
      const from = i + 1;
      const next = from < steps.length ? from + 1 : ('end' as const);
      if (jump === null) return [{ from, to: next }];
      const target = (jump % (steps.length + 1)) + 1;
      const other = target > steps.length || target === from ? ('end' as const) : target;
      return [
        { from, to: next, answer: words('Ya') },
        { from, to: other, answer: words('Tidak') },
      ];
    }),
  });
  const anySop = fc
    .tuple(
      fc.integer({ min: 2, max: 5 }),
      fc.array(
        fc.record({
          column: fc.nat(4),
          also: fc.nat(12),
          jump: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.nat(20)),
        }),
        { minLength: 1, maxLength: 12 },
      ),
    )
    .map(([columns, steps]) => ({ columns, steps }));

  it('crosses no symbol, stays on the paper and draws every arrow, however the steps and pages fall', () => {
    const property = fc.property(
      anySop,
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.integer({ min: 40, max: 160 }), { minLength: 12, maxLength: 12 }),
      ({ columns, steps }, rowsPerPage, rowHeights) => {
        const definition = made(columns, steps);
        const pages = layoutFlowchart(definition, { ...options, rowHeights: rowHeights.slice(0, steps.length), rowsPerPage });
        expect(pages.flatMap(faultsOf)).toEqual([]);
        expect(drawnArrows(definition, pages)).not.toContain(undefined);
      },
    );
    fc.assert(property, { seed: 20261124, numRuns: 150 });
  });

  it('draws a decision that ends the process with an end of its own, also where its row has no free cell', () => {
    for (const columns of [1, 3]) {
      const definition = made(columns, [
        { column: 0, also: 12, jump: null },
        { column: 0, also: 12, jump: 1 },
        { column: 0, also: 12, jump: null },
      ]);
      const page = layoutFlowchart(definition, { ...options, rowHeights: [60, 60, 60] })[0] as FlowPage;
      expect(page.symbols.filter(({ part }) => part === 'end')).toHaveLength(1);
      expect(page.arrows.filter(({ flow }) => flow?.to === 'end')).toHaveLength(1);
    }
  });

  it('gives arrows that lead past the same symbols a lane each', () => {
    const jumps = [null, null, null, 0, 1, 2, 3, null];
    const inOneColumn = jumps.map((jump) => ({ column: 0, also: 12, jump }));
    const definition = made(2, inOneColumn);
    const page = layoutFlowchart(definition, { ...options, rowHeights: heights.slice(0, 8) })[0] as FlowPage;
    expect(faultsOf(page)).toEqual([]);
    expect(sharedLines(page)).toEqual([]);
  });

  it('says which performer has no column', () => {
    const definition = { ...hostingSop, posts: hostingSop.posts.filter(({ role }) => role !== 'division-head') };
    expect(() => layoutFlowchart(definition, options)).toThrow(/Step 3.*division-head/);
  });
});

describe('the picture', () => {
  it('is named and described for those who cannot see it, with ids of its own', () => {
    const svg = drawFlowchart(whole(), { idPrefix: 'sop' });
    expect(svg).toContain('role="img"');
    expect(svg).toContain('aria-labelledby="sop-1-judul sop-1-uraian"');
    expect(svg).toContain('<title id="sop-1-judul">Bagan alir SOP Penyediaan Layanan Hosting Aplikasi</title>');
    expect(svg).toContain('3. Pemeriksaan kelengkapan (Kepala Bidang): ya: ke langkah 4; tidak: ke langkah 1.');
    expect(svg).toContain('10. Pengiriman surat tanggapan (Kepala Dinas): selesai.');
    expect(drawFlowchart(layout(4)[1] as FlowPage)).toContain('halaman 2 dari 3</title>');
  });

  it('names every symbol with its step and post, and connectors with their page', () => {
    const svg = drawFlowchart(layout(4)[0] as FlowPage);
    expect(svg).toContain('<title>Langkah 3, Kepala Bidang</title>');
    expect(svg).toContain('<title>Penghubung A, halaman 2</title>');
  });

  it('needs neither style nor script, so that a strict content policy shows it', () => {
    for (const page of layout(2)) expect(drawFlowchart(page)).not.toMatch(/style|script|href|on\w+=|url\(/i);
  });

  it('is black on white unless told otherwise, and sized only in the unit it was measured in', () => {
    const colours = new Set(drawFlowchart(whole()).match(/(?:fill|stroke)="(?!none)[^"]*"/g));
    expect([...colours].sort()).toEqual(['fill="#000"', 'fill="#fff"', 'stroke="#000"', 'stroke="#fff"']);
    expect(drawFlowchart(whole())).not.toMatch(/<svg[^>]* width=/);
    expect(drawFlowchart(whole(), { unit: 'mm' })).toMatch(/<svg[^>]* width="400mm" height="624mm"/);
    expect(drawFlowchart(whole(), { ink: 'currentColor', paper: 'none' })).not.toContain('#');
  });

  it('escapes what an office writes into its SOP, and closes every element', () => {
    const definition = { ...hostingSop, title: { id: 'A & <b>"B"</b>', en: 'A' } };
    const svg = drawFlowchart(layout(undefined, definition)[0] as FlowPage);
    expect(svg).toContain('A &amp; &lt;b&gt;&quot;B&quot;&lt;/b&gt;');
    const open: string[] = [];
    for (const [, closing, name, , alone] of svg.matchAll(/<(\/?)(\w+)((?:\s[\w-]+="[^"<]*")*)\s*(\/?)>/g)) {
      if (alone) continue;
      if (closing) expect(open.pop()).toBe(name);
      else open.push(name as string);
    }
    expect(open).toEqual([]);
  });

  it('speaks English when asked', () => {
    const svg = drawFlowchart(layoutFlowchart(hostingSop, { ...options, language: 'en' })[0] as FlowPage);
    expect(svg).toContain('>Not available</text>');
    expect(svg).toContain('lang="en"');
  });
});
