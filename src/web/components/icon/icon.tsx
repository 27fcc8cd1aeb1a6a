import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { raw } from 'hono/html';

const require = createRequire(import.meta.url);
const bodies = new Map<string, string>();

/** The drawing inside the package's svg file, read once per icon that is used. */
const body = (name: string, style: 'outline' | 'filled'): string => {
  const key = `${style}/${name}`;
  const known = bodies.get(key);
  if (known !== undefined) return known;
  const svg = readFileSync(require.resolve(`@tabler/icons/${key}.svg`), 'utf8');
  const drawing = svg
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s*\n\s*/g, '');
  bodies.set(key, drawing);
  return drawing;
};

type IconProps = {
  /** Name of the icon at tabler.io/icons, 'file-text'. */
  name: string;
  size?: number;
  filled?: boolean;
  /** What it tells; without it the icon is decoration and hidden from screen readers. */
  label?: string;
  class?: string;
};

/** An icon of Tabler as inline SVG, in the colour of the text around it. */
export const Icon = ({ name, size = 18, filled = false, label, class: extra }: IconProps) => (
  // biome-ignore lint/a11y/noSvgWithoutTitle: it has a label or is hidden
  <svg
    xmlns="http://www.w3.org/2000/svg"
    class={extra ? `g-icon ${extra}` : 'g-icon'}
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill={filled ? 'currentColor' : 'none'}
    stroke={filled ? 'none' : 'currentColor'}
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    focusable="false"
    {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' })}
  >
    {raw(body(name, filled ? 'filled' : 'outline'))}
  </svg>
);
