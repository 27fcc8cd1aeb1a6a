import { type Language, say } from '#lib/words.ts';
import { choiceOf, deviceKinds, rackFaces } from '../choices.ts';
import type { RackDevice, RackPage } from '../queries/racks.ts';
import { iconBody, looks } from '../topology/icons.ts';
import { shortened, widthOf } from '../topology/measure.ts';
import { escaped } from '../topology/paint.ts';
import type { ThingKind } from '../topology/picture.ts';

export type Face = 'front' | 'rear';

export type ElevationOptions = {
  language: Language;
  /** One face or both beside one another. */
  faces: readonly Face[];
  hrefOf?: (device: RackDevice) => string | null;
  /** Where the rack itself leads. */
  rackHref?: (rack: RackPage) => string | null;
  prefix?: string;
};

const unit = 19;
const body = 210;
const rail = 26;
const gap = 26;
const head = 46;
const font = "Arimo, Arial, 'Liberation Sans', sans-serif";

const words = {
  front: { id: 'Depan', en: 'Front' },
  rear: { id: 'Belakang', en: 'Rear' },
  behind: { id: 'tampak belakang', en: 'seen from behind' },
  used: { id: '{used} dari {units} U terpakai', en: '{used} of {units} U in use' },
  empty: { id: 'Belum ada rak.', en: 'There is no rack yet.' },
} as const;

/** Whether a device is seen at a face: what is as deep as the rack is seen at both. */
const seenAt = (device: RackDevice, face: Face): boolean => device.face === 'both' || device.face === face;

const text = (x: number, y: number, size: number, fill: string, content: string, extra = ''): string =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${extra}>${escaped(content)}</text>`;

/** "U5–U8 · Firewall · fw-01 · Contoh · Depan": a device where only one line is. */
export const deviceLine = (device: RackDevice, language: Language): string => {
  const top = device.unit === null ? 0 : device.unit + device.height - 1;
  const place = device.unit === null ? '' : device.height === 1 ? `U${device.unit}` : `U${device.unit}–U${top}`;
  const face = say(choiceOf(rackFaces, device.face).label, language);
  return [place, say(choiceOf(deviceKinds, device.kind).label, language), device.name, device.model, face]
    .filter((part) => part !== '')
    .join(' · ');
};

const drawDevice = (device: RackDevice, units: number, face: Face, x: number, y: number, options: ElevationOptions): string => {
  if (device.unit === null) return '';
  const look = looks[(device.kind in looks ? device.kind : 'other') as ThingKind];
  const height = device.height * unit - 2;
  const top = y + (units - device.unit - device.height + 1) * unit + 1;
  const away = device.face === 'both' && face === 'rear';
  const planned = device.status === 'planned' ? ' stroke-dasharray="5 4"' : '';
  const middle = top + height / 2 + 4;
  const name = shortened(device.name, body - 40, 11.5, true);
  const after = 30 + widthOf(name, 11.5, true) + 8;
  const beside = away ? say(words.behind, options.language) : device.model;
  const room = body - after - 10;
  const fits = room > 46 && (!away || widthOf(beside, 10) <= room);
  const inner =
    `<title>${escaped(deviceLine(device, options.language))}</title>` +
    `<rect x="${x + 1}" y="${top}" width="${body - 2}" height="${height}" rx="3" fill="${away ? '#f8fafc' : look.tint}" stroke="${look.ink}"${planned}/>` +
    `<use href="#${options.prefix ?? 'r-'}${look.icon}" x="${x + 8}" y="${top + height / 2 - 7}" width="14" height="14" stroke="${look.ink}"/>` +
    text(x + 30, middle, 11.5, '#0f172a', name, ' font-weight="700"') +
    (fits ? text(x + after, middle, 10, '#475569', shortened(beside, room, 10)) : '');
  const href = options.hrefOf?.(device) ?? null;
  return href === null ? `<g class="g-thing">${inner}</g>` : `<a class="g-thing" href="${escaped(href)}">${inner}</a>`;
};

const drawFace = (rack: RackPage, face: Face, x: number, y: number, options: ElevationOptions): string => {
  const height = rack.units * unit;
  const numbers = Array.from({ length: rack.units }, (_, index) => {
    const no = rack.units - index;
    const at = y + index * unit;
    const rule = index === 0 ? '' : `<path d="M${x} ${at}H${x + body}" stroke="#e2e8f0"/>`;
    return rule + text(x - 6, at + 13.5, 9.5, '#475569', String(no), ' text-anchor="end"');
  });
  const devices = rack.standing.filter((device) => seenAt(device, face));
  return (
    text(x, y - 8, 11, '#475569', say(words[face], options.language)) +
    `<rect x="${x - 3}" y="${y - 3}" width="${body + 6}" height="${height + 6}" rx="4" fill="#ffffff" stroke="#475569" stroke-width="2.5"/>` +
    numbers.join('') +
    devices.map((device) => drawDevice(device, rack.units, face, x, y, options)).join('')
  );
};

/**
 * Racks beside one another as they stand, unit 1 at the bottom, each from the faces asked for. Racks of any height stand on one
 * floor. The same racks always give the same picture; every text is escaped.
 */
export const drawRacks = (racks: readonly RackPage[], options: ElevationOptions): string => {
  const { language, faces } = options;
  const prefix = options.prefix ?? 'r-';
  const tallest = Math.max(0, ...racks.map(({ units }) => units)) * unit;
  const own = faces.length * (rail + body) + (faces.length - 1) * 10;
  const width = Math.max(300, racks.length * (own + gap) + 10);
  const height = racks.length === 0 ? 60 : head + 18 + tallest + 16;
  const drawn = racks.map((rack, index) => {
    const left = 10 + index * (own + gap);
    const floor = head + 18 + tallest;
    const y = floor - rack.units * unit;
    const title = text(left + rail, y - 40, 13.5, '#0f172a', shortened(rack.name, own - rail, 13.5, true), ' font-weight="700"');
    const href = options.rackHref?.(rack) ?? null;
    const used = say(words.used, language, { used: rack.used, units: rack.units });
    return (
      (href === null ? title : `<a href="${escaped(href)}">${title}</a>`) +
      text(left + rail, y - 24, 10.5, '#475569', used) +
      faces.map((face, at) => drawFace(rack, face, left + rail + at * (rail + body + 10), y, options)).join('')
    );
  });
  const icons = [
    ...new Set(racks.flatMap(({ standing }) => standing.map(({ kind }) => looks[kind as ThingKind]?.icon ?? 'box'))),
  ].sort();
  const symbols = icons.map(
    (icon) =>
      `<symbol id="${prefix}${icon}" viewBox="0 0 24 24" fill="none" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">${iconBody(icon)}</symbol>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">` +
    `<defs>${symbols.join('')}</defs><rect width="100%" height="100%" fill="#ffffff"/>` +
    (racks.length === 0 ? text(16, 36, 13, '#475569', say(words.empty, language)) : drawn.join('')) +
    '</svg>'
  );
};
