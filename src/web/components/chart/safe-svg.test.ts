import { describe, expect, test } from 'vitest';
import { drawChart } from './draw.ts';
import { safeSvg } from './safe-svg.ts';

const clean = (inner: string): string => safeSvg(`<svg viewBox="0 0 9 9">${inner}</svg>`, { prefix: 'a', linkOf: () => null });

describe('a drawing that stands in a page', () => {
  test.each([
    '<script>alert(1)</script>',
    '<style>*{fill:url(//evil)}</style>',
    '<foreignObject><iframe src="//evil"/></foreignObject>',
    '<image href="//evil/x.png"/>',
    '<use href="//evil#x"/>',
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<a href="javascript:alert(1)"><text>x</text></a>',
    '<set attributeName="onclick" to="alert(1)"/>',
  ])('loses %s with all that is in it', (hostile) => {
    expect(clean(`${hostile}<path d="M0 0"/>`)).toBe(clean('<path d="M0 0"/>'));
  });

  test.each([
    'onclick="alert(1)"',
    'style="background:url(//evil)"',
    'xlink:href="//evil"',
    'fill="url(//evil#x)"',
    'clip-path="url(https://evil#x)"',
    'class="g-hidden"',
  ])('loses the attribute %s', (hostile) => {
    expect(clean(`<path d="M0 0" ${hostile}/>`)).toBe(clean('<path d="M0 0"/>'));
  });

  test('keeps sizes of letters that stood in a style, texts as texts, and ids of its own', () => {
    expect(clean('<text style="font-size:12px;color:red">a &lt;b&gt; &amp; c</text>')).toContain(
      '<text font-size="12px">a &lt;b&gt; &amp; c</text>',
    );
    expect(clean('<g clip-path="url(#zr9-c0)"><path id="zr9-c0" d=""/></g>')).toContain(
      '<g clip-path="url(#a-0)"><path id="a-0" d=""></path></g>',
    );
  });

  test('makes a bar a link that neither breaks out nor takes the keyboard', () => {
    const bar = '<path d="M0 0" ecmeta_series_index="0" ecmeta_data_index="2" ecmeta_ssr_type="chart"/>';
    const asked: number[][] = [];
    const drawn = safeSvg(`<svg viewBox="0 0 9 9">${bar}</svg>`, {
      prefix: 'a',
      linkOf: (...place) => {
        asked.push(place);
        return '/figures?a=1&b="><script>';
      },
    });
    expect(asked).toEqual([[0, 2]]);
    expect(drawn).toContain('<a href="/figures?a=1&amp;b=&quot;&gt;&lt;script&gt;" tabindex="-1"><path d="M0 0"></path></a>');
  });

  test('a chart is drawn with names that nobody would give, and the same chart only once', async () => {
    const spec = {
      kind: 'bars' as const,
      categories: ['<script>alert(1)</script>', '"><img src=x>', ''],
      series: [{ name: '</svg><b>', values: [1, null, 3], colour: 'brand' as const, links: ['/a', null, '/c'] }],
    };
    const drawn = await drawChart(spec, 'id');
    for (const svg of [drawn.wide, drawn.narrow]) {
      expect(svg).not.toMatch(/<(?:script|img|b|style)[\s>]/);
      expect(svg.match(/<a href="\/[ac]"/g)).toHaveLength(2);
    }
    expect(await drawChart({ ...spec }, 'id')).toBe(drawn);
    expect(
      await drawChart({ ...spec, categories: [], series: [{ ...spec.series[0], name: 'x', colour: 'late', values: [] }] }, 'en'),
    ).not.toBe(drawn);
  });
});
