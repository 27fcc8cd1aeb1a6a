import { childrenOf, type Line, line, mergedLines, type Picture, type Thing, thing } from './picture.ts';

/** What is gathered; of other things only those to which nothing leads. */
const machines = new Set(['hypervisor', 'bare_metal', 'virtual', 'storage', 'power', 'other']);

/**
 * Gathers machines of one place that hang on exactly the same lines into a group, so that one line leads there instead of
 * one for each: that keeps a picture of hundreds legible. What hangs on nothing becomes a group of its own.
 */
export const gatherPicture = (picture: Picture): Picture => {
  const neighbours = new Map<string, Set<string>>();
  const touch = (id: string, other: string, kind: string) =>
    neighbours.set(id, (neighbours.get(id) ?? new Set()).add(`${kind}:${other}`));
  for (const each of picture.lines) {
    touch(each.from, each.to, `${each.kind}>`);
    touch(each.to, each.from, `${each.kind}<`);
  }
  const groups: Thing[] = [];
  const groupOf = new Map<string, string>();
  const sites = new Set(picture.things.filter(({ kind }) => kind === 'site').map(({ id }) => id));
  for (const [place, children] of childrenOf(picture.things)) {
    if (place !== null && !sites.has(place)) continue;
    const alike = new Map<string, Thing[]>();
    for (const each of children) {
      const signature = [...(neighbours.get(each.id) ?? [])].sort().join('|');
      if (!machines.has(each.kind) && signature !== '') continue;
      if (each.kind === 'site') continue;
      const known = alike.get(signature);
      if (known) known.push(each);
      else alike.set(signature, [each]);
    }
    for (const [signature, members] of alike) {
      const [first] = members;
      if (!first || members.length < 2) continue;
      const id = `group:${first.id}`;
      groups.push(thing({ id, kind: 'group', title: '', parent: place, ...(signature === '' ? { state: 'unknown' } : {}) }));
      for (const member of members) groupOf.set(member.id, id);
    }
  }
  if (groups.length === 0) return picture;
  const end = (id: string): string => groupOf.get(id) ?? id;
  const members = picture.things.map((each) => {
    const parent = groupOf.get(each.id);
    return parent ? { ...each, parent } : each;
  });
  const lines = picture.lines.map(
    (each): Line => ({ ...line(end(each.from), end(each.to), each.kind, each.label), count: each.count }),
  );
  return { ...picture, things: inOrder([...members, ...groups]), lines: mergedLines(lines) };
};

/** Parents before what they hold, otherwise as they came. */
const inOrder = (things: readonly Thing[]): Thing[] => {
  const children = childrenOf(things);
  const ordered: Thing[] = [];
  const walk = (parent: string | null) => {
    for (const each of children.get(parent) ?? []) {
      ordered.push(each);
      walk(each.id);
    }
  };
  walk(null);
  return ordered;
};
