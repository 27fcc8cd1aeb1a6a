import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { anyText } from '../../../test/support/any-text.ts';
import { boxesIn, overlaps } from '../../../test/support/drawn.ts';
import { city, hall, room } from '../../../test/support/networks.ts';
import { arrange } from './arrange.ts';
import { draw, thingsMatching } from './drawing.ts';
import { foldPicture } from './fold.ts';
import { gatherPicture } from './gather.ts';
import { endLayout } from './layout.ts';
import { type LineKind, line, type Picture, type Thing, type ThingKind, thing } from './picture.ts';
import { assembleWay } from './read-application.ts';
import { assemble } from './read-network.ts';

afterAll(endLayout);

const seed = 20261124;
const kinds: ThingKind[] = ['network', 'switch', 'router', 'firewall', 'hypervisor', 'bare_metal', 'storage', 'power', 'virtual'];
const lineKinds: LineKind[] = ['leads', 'network', 'runs', 'cable', 'uses'];

/** Any register: sites, things in them with any names, virtual servers in hosts, lines between whatever is not in a host. */
const anyPicture = fc
  .record({
    sites: fc.integer({ min: 0, max: 3 }),
    things: fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        title: anyText(40),
        detail: anyText(30),
        site: fc.nat(3),
        planned: fc.boolean(),
      }),
      {
        maxLength: 22,
      },
    ),
    inside: fc.array(fc.record({ host: fc.nat(21), title: anyText(30), note: anyText(30) }), { maxLength: 25 }),
    lines: fc.array(fc.record({ from: fc.nat(21), to: fc.nat(21), kind: fc.constantFrom(...lineKinds), label: anyText(20) }), {
      maxLength: 30,
    }),
  })
  .map(({ sites, things, inside, lines }): Picture => {
    const frames = Array.from({ length: sites }, (_, index) =>
      thing({ id: `s${index}`, kind: 'site', title: `Lokasi ${index}` }),
    );
    const all = things.map((each, index): Thing => {
      const parent = each.site < sites ? `s${each.site}` : null;
      return thing({
        ...each,
        id: `t${index}`,
        parent,
        state: each.planned ? 'planned' : 'normal',
        record: { kind: 'server', id: `t${index}` },
      });
    });
    const held = inside.flatMap(({ host, title, note }, index) => {
      const owner = all[host];
      return owner?.kind === 'hypervisor' ? [thing({ id: `v${index}`, kind: 'virtual', title, note, parent: owner.id })] : [];
    });
    const drawn = lines.flatMap(({ from, to, kind, label }) =>
      all[from] && all[to] && from !== to ? [line(`t${from}`, `t${to}`, kind, label)] : [],
    );
    return { title: 'Apa pun', things: [...frames, ...all, ...held], lines: drawn };
  });

describe('any register', () => {
  test('is drawn whole: every thing once, none over another, the same each time, every text escaped', async () => {
    await fc.assert(
      fc.asyncProperty(anyPicture, async (picture) => {
        const options = {
          language: 'id',
          most: 10_000,
          hrefOf: ({ record }: Thing) => record && `/x?"><b>${record.id}`,
        } as const;
        const { svg, shown } = await draw(picture, options);
        const boxes = boxesIn(svg);
        expect(boxes).toHaveLength(shown.things.length);
        expect(new Set(shown.things.map(({ id }) => id)).size).toBe(shown.things.length);
        for (const { id } of picture.things) expect(shown.things.some((each) => each.id === id)).toBe(true);
        expect(overlaps(boxes)).toEqual([]);
        expect((await draw(picture, options)).svg).toBe(svg);
        expect(svg.replace(/<(\/?)(?:svg|title|defs|symbol|marker|path|rect|g|a|text|use)(?=[ >/])/g, '')).not.toContain('<');
      }),
      { seed, numRuns: 60 },
    );
  });

  test('folds to what is legible: what is not drawn is counted where it is, and no line ends in nothing', () => {
    fc.assert(
      fc.property(anyPicture, fc.integer({ min: 1, max: 30 }), (picture, most) => {
        const gathered = gatherPicture(picture);
        const folded = foldPicture(gathered, { most });
        const shown = new Set(folded.things.map(({ id }) => id));
        for (const { from, to } of folded.lines) expect(shown.has(from) && shown.has(to) && from !== to).toBe(true);
        const counted = folded.things.flatMap(({ inside }) => Object.values(inside ?? {})).reduce((sum, n) => sum + n, 0);
        expect(folded.things.length + counted).toBe(gathered.things.length);
        const [someone] = picture.things.filter(({ kind }) => kind === 'virtual');
        if (someone) {
          const open = foldPicture(gathered, { most, open: new Set([someone.id]) });
          expect(open.things.some(({ id }) => id === someone.id)).toBe(true);
        }
      }),
      { seed, numRuns: 150 },
    );
  });
});

test('lines of a picture begin and end at the things that they join', async () => {
  const { placed, lines } = await arrange(gatherPicture(assemble(room)), 'id');
  for (const { line: own, paths } of lines) {
    for (const points of paths) {
      const touches = (id: string, point: { x: number; y: number } | undefined) => {
        const box = placed.find((each) => each.thing.id === id);
        return (
          box &&
          point &&
          point.x >= box.x - 1 &&
          point.x <= box.x + box.width + 1 &&
          point.y >= box.y - 1 &&
          point.y <= box.y + box.height + 1
        );
      };
      expect(touches(own.from, points[0]), `${own.from} → ${own.to}`).toBe(true);
      expect(touches(own.to, points.at(-1)), `${own.from} → ${own.to}`).toBe(true);
    }
  }
});

test('what is searched for is found by name, address or application, and stands out though its host is folded', async () => {
  const picture = assemble(hall);
  // A server that shows one of its applications is found by each of them.
  const crowded = { ...hall, servers: hall.servers.map((each) => ({ ...each, applications: [...each.applications, 'Zakat'] })) };
  expect(thingsMatching(assemble(crowded), 'zakat')).toHaveLength(hall.servers.length);
  const hits = thingsMatching(picture, '  ANTREAN ');
  expect(hits.length).toBeGreaterThan(0);
  const { svg, shown } = await draw(picture, { language: 'id', most: 20, open: new Set(hits), find: 'antrean' });
  for (const id of hits) expect(shown.things.some((each) => each.id === id)).toBe(true);
  expect(svg.match(/g-thing-marked/g)).toHaveLength(hits.length);
});

describe('the way to an application', () => {
  const facts = {
    application: {
      id: 'a',
      name: 'Antrean',
      officeName: 'Dinas Kesehatan',
      database: 'PostgreSQL 18',
      audience: 'public',
      technology: 'PHP',
    },
    deployments: [{ serverId: 'vm', environment: 'production' }],
    names: [{ fqdn: 'antrean.kota.go.id', addresses: ['203.0.113.10', '198.51.100.7'] }],
    machines: [
      {
        id: 'hv',
        name: 'hv-01',
        kind: 'hypervisor',
        status: 'active',
        siteId: 's',
        siteName: 'Lantai 7',
        hostId: null,
        detail: '',
      },
      { id: 'vm', name: 'vm-01', kind: 'virtual', status: 'active', siteId: 's', siteName: 'Lantai 7', hostId: 'hv', detail: '' },
      {
        id: 'fw',
        name: 'fw-01',
        kind: 'firewall',
        status: 'active',
        siteId: 's',
        siteName: 'Lantai 7',
        hostId: null,
        detail: '',
      },
      { id: 'sw', name: 'sw-01', kind: 'switch', status: 'active', siteId: 's', siteName: 'Lantai 7', hostId: null, detail: '' },
    ],
    addresses: [
      {
        id: 'ad',
        address: '203.0.113.10',
        serverId: 'vm',
        networkId: 'n',
        networkName: 'Publik',
        prefix: '203.0.113.0/24',
        zone: 'public',
      },
    ],
    cables: [
      { a: 'sw', b: 'fw' },
      { a: 'hv', b: 'sw' },
    ],
    seen: true,
    language: 'id',
  } as const;
  const stops = (picture: Picture) => picture.lines.map(({ from, to }) => `${from}>${to}`);

  test('leads from the users over name, address, firewall and switch to the application in its server, and on to its database', () => {
    const way = assembleWay(facts);
    for (const stop of [
      'users>name-antrean.kota.go.id',
      'name-antrean.kota.go.id>ad',
      'ad>fw',
      'fw>sw',
      'sw>application-vm',
      'application-vm>database-vm',
    ])
      expect(stops(way)).toContain(stop);
    expect(way.things.find(({ id }) => id === 'vm')?.parent).toBe('hv');
    expect(way.things.find(({ id }) => id === 'address-198.51.100.7')?.state).toBe('unknown');
  });

  test('shows who may not see servers no server, no address and no network', () => {
    const way = assembleWay({ ...facts, machines: [], addresses: [], cables: [], deployments: [], seen: false });
    expect(way.things.map(({ kind }) => kind).sort()).toEqual(['application', 'database', 'name', 'users']);
    expect(JSON.stringify(way)).not.toMatch(/203\.0\.113|198\.51|hv-01|Lantai/);
  });

  test('without a recorded cable leads over the guard that has an address in the same network', () => {
    const guard = {
      id: 'gw',
      address: '203.0.113.1',
      serverId: 'fw',
      networkId: 'n',
      networkName: 'Publik',
      prefix: '203.0.113.0/24',
      zone: 'public',
    } as const;
    const way = assembleWay({ ...facts, cables: [], addresses: [...facts.addresses, guard] });
    expect(stops(way)).toContain('ad>fw');
    expect(stops(way)).toContain('fw>application-vm');
  });
});

/** With GOLDEN=write the pictures of today become the golden ones. */
describe('golden pictures', () => {
  test.each([
    ['room', room],
    ['hall', hall],
    ['city', city],
  ] as const)('%s', async (name, facts) => {
    const { svg } = await draw({ ...assemble(facts), title: name }, { language: 'id', most: 90, titled: true });
    const file = new URL(`./golden/${name}.svg`, import.meta.url);
    if (process.env.GOLDEN === 'write')
      await writeFile(file, `${svg.replaceAll(/(<(?:g|a|path|rect|text|symbol|marker)\b)/g, '\n$1')}\n`);
    const golden = (await readFile(file, 'utf8')).replaceAll('\n', '');
    expect(svg).toBe(golden);
  });
});
