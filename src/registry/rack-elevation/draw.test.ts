import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../../../test/support/any-text.ts';
import { overlaps } from '../../../test/support/drawn.ts';
import type { RackDevice, RackPage } from '../queries/racks.ts';
import { drawRacks } from './draw.ts';

const rackOf = (units: number, standing: RackDevice[], name = 'A1'): RackPage => ({
  id: name,
  name,
  siteId: 's',
  siteName: 'Lantai 7',
  units,
  status: 'active',
  ownerOfficeId: null,
  ownerOfficeName: null,
  serialNumber: '',
  assetNumber: '',
  notes: '',
  version: 1,
  devices: standing.length,
  used: 0,
  standing,
});

const device = (part: Partial<RackDevice>): RackDevice => ({
  id: 'd',
  name: 'fw-01',
  kind: 'firewall',
  status: 'active',
  model: '',
  unit: 1,
  height: 1,
  face: 'both',
  virtuals: 0,
  ...part,
});

/** A rack filled as the database lets one be: at each face no two devices share a unit. */
const anyRack = fc
  .record({
    name: anyText(20),
    parts: fc.array(
      fc.record({
        name: anyText(30),
        model: anyText(20),
        kind: fc.constantFrom('switch', 'hypervisor', 'power', 'storage', 'unheard-of'),
        height: fc.integer({ min: 1, max: 6 }),
        space: fc.nat(3),
        face: fc.constantFrom('front' as const, 'rear' as const, 'both' as const),
      }),
      { maxLength: 12 },
    ),
    loose: fc.nat(2),
  })
  .map(({ name, parts, loose }) => {
    let next = 1;
    const standing = parts.map(({ space, ...part }, index) => {
      const placed = device({ ...part, id: `d${index}`, unit: next + space });
      next += space + part.height;
      return placed;
    });
    const unplaced = Array.from({ length: loose }, (_, index) => device({ id: `l${index}`, unit: null }));
    return rackOf(Math.max(1, next - 1), [...standing, ...unplaced], name);
  });

const boxes = (svg: string) =>
  [...svg.matchAll(/<title>([^<]*)<\/title><rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
    ([, label = '', x, y, width, height]) => ({
      label,
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    }),
  );

describe('racks', () => {
  test('of any filling are drawn: every placed device once at each face it is seen from, none over another, all inside', () => {
    fc.assert(
      fc.property(fc.array(anyRack, { maxLength: 4 }), (racks) => {
        const svg = drawRacks(racks, { language: 'id', faces: ['front', 'rear'], hrefOf: ({ id }) => `/x?"><script>${id}` });
        const found = boxes(svg);
        const wanted = racks
          .flatMap(({ standing }) => standing)
          .filter(({ unit }) => unit !== null)
          .reduce((sum, { face }) => sum + (face === 'both' ? 2 : 1), 0);
        expect(found).toHaveLength(wanted);
        expect(overlaps(found)).toEqual([]);
        const [, width = 0, height = 0] = (/width="(\d+)" height="(\d+)"/.exec(svg) ?? []).map(Number);
        for (const box of found) {
          expect(box.x).toBeGreaterThan(0);
          expect(box.x + box.width).toBeLessThan(width);
          expect(box.y).toBeGreaterThan(0);
          expect(box.y + box.height).toBeLessThan(height);
        }
        expect(svg).not.toContain('<script');
        expect(drawRacks(racks, { language: 'id', faces: ['front', 'rear'] })).toBe(
          drawRacks(racks, { language: 'id', faces: ['front', 'rear'] }),
        );
      }),
      { seed: 20261124, numRuns: 80 },
    );
  });

  test('have unit 1 at the bottom, and a device of four units takes four', () => {
    const svg = drawRacks([rackOf(10, [device({ name: 'bawah', unit: 1 }), device({ name: 'atas', unit: 7, height: 4 })])], {
      language: 'id',
      faces: ['front'],
    });
    const [low, high] = boxes(svg);
    expect(low?.label).toContain('U1 · Firewall · bawah');
    expect(high?.label).toContain('U7–U10');
    expect(low?.y).toBeGreaterThan(high?.y ?? 0);
    expect(Math.round(((high?.height ?? 0) + 2) / ((low?.height ?? 1) + 2))).toBe(4);
  });
});
