import { Parser } from 'htmlparser2';

/** Elements of which a chart is made. Anything else goes with all that is in it: scripts, styles, foreign content. */
const elements = new Set([
  'svg',
  'g',
  'path',
  'rect',
  'circle',
  'line',
  'polyline',
  'polygon',
  'text',
  'tspan',
  'defs',
  'clipPath',
]);

const attributes = new Set(
  (
    'd x y x1 y1 x2 y2 cx cy r rx ry dx dy points width height viewBox transform fill fill-opacity fill-rule stroke stroke-width ' +
    'stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity clip-path id ' +
    'text-anchor dominant-baseline paint-order font-size font-family font-weight'
  ).split(' '),
);

/** What may come out of a style attribute: the page's policy lets none be, so it becomes an attribute of its own. */
const fromStyle = new Set(['font-size', 'font-family', 'font-weight', 'fill', 'stroke', 'opacity']);

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

type Options = {
  /** Goes before every id, so that charts of one page do not take one another's. */
  prefix: string;
  linkOf: (series: number, index: number) => string | null;
};

const styled = (style: string): [string, string][] =>
  style.split(';').flatMap((part): [string, string][] => {
    const [name = '', value = ''] = part.split(':').map((each) => each.trim());
    return fromStyle.has(name) && value !== '' ? [[name, value]] : [];
  });

/**
 * A drawing of the chart library as it may stand in a page: only shapes and texts, no style, no script, no outside address,
 * bars as links. It is decoration beside its table: hidden from screen readers, its links out of the keyboard's way.
 */
export const safeSvg = (source: string, { prefix, linkOf }: Options): string => {
  const ids = new Map<string, string>();
  const idOf = (id: string): string => {
    const known = ids.get(id) ?? `${prefix}-${ids.size}`;
    ids.set(id, known);
    return known;
  };
  let out = '';
  let skipping = 0;
  const open: string[] = [];

  const attributeText = (element: string, given: Readonly<Record<string, string>>): string => {
    const entries = [...Object.entries(given), ...styled(given.style ?? '')].filter(([name]) => attributes.has(name));
    const root = element === 'svg' ? entries.filter(([name]) => name === 'viewBox') : entries;
    return root
      .flatMap(([name, value]) => {
        if (name === 'id') return [` id="${idOf(value)}"`];
        const reference = /^url\(#([\w-]+)\)$/.exec(value);
        if (reference?.[1]) return [` ${name}="url(#${idOf(reference[1])})"`];
        return /url\s*\(/i.test(value) ? [] : [` ${name}="${escaped(value)}"`];
      })
      .join('');
  };

  const parser = new Parser(
    {
      onopentag: (name, given) => {
        if (skipping > 0 || !elements.has(name)) {
          skipping += 1;
          return;
        }
        const [series, index] = [given.ecmeta_series_index, given.ecmeta_data_index];
        const link = given.ecmeta_ssr_type === 'chart' && series && index ? linkOf(Number(series), Number(index)) : null;
        const hidden = name === 'svg' ? ' xmlns="http://www.w3.org/2000/svg" aria-hidden="true" focusable="false"' : '';
        out += `${link ? `<a href="${escaped(link)}" tabindex="-1">` : ''}<${name}${hidden}${attributeText(name, given)}>`;
        open.push(link ? `</${name}></a>` : `</${name}>`);
      },
      ontext: (text) => {
        // Between shapes there are line breaks; between the words of a text, blanks that belong to it.
        const within = /^<\/(?:text|tspan)>/.test(open.at(-1) ?? '');
        if (skipping === 0 && (within || /\S/.test(text))) out += escaped(text);
      },
      onclosetag: () => {
        if (skipping > 0) skipping -= 1;
        else out += open.pop() ?? '';
      },
    },
    { xmlMode: true },
  );
  parser.write(source);
  parser.end();
  return out;
};
