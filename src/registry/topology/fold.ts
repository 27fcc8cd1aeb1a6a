import { type Line, mergedLines, type Picture, type Thing, type ThingKind } from './picture.ts';

/** What is folded first when a picture is too full: virtual servers into their hosts, at last whole sites. */
const folding: readonly (readonly ThingKind[])[] = [['hypervisor', 'bare_metal', 'virtual', 'application'], ['group'], ['site']];

/** A picture with more than this is folded until it is legible. */
export const mostThings = 560;

/**
 * Folds a picture until it holds at most `most` things: what hosts hold, then groups, then sites. What is folded away is
 * counted in the thing that held it, and its lines lead there. Things in `open` are never folded, nor what they stand in.
 */
export const foldPicture = (picture: Picture, { most = mostThings, open = new Set<string>() } = {}): Picture => {
  const kept = withParents(picture, open);
  let folded = picture;
  for (const kinds of folding) {
    if (folded.things.length <= most) return folded;
    folded = foldInto(folded, (each) => kinds.includes(each.kind) && !kept.has(each.id));
  }
  return folded;
};

const withParents = (picture: Picture, ids: ReadonlySet<string>): Set<string> => {
  const byId = new Map(picture.things.map((each) => [each.id, each]));
  const all = new Set<string>();
  for (const id of ids)
    for (let each = byId.get(id); each; each = each.parent ? byId.get(each.parent) : undefined) all.add(each.id);
  return all;
};

/** Everything that stands in a thing which `closes` disappears into it. */
const foldInto = (picture: Picture, closes: (thing: Thing) => boolean): Picture => {
  const shownAs = new Map<string, string>();
  const counted = new Map<string, Partial<Record<ThingKind, number>>>();
  const closed = new Set<string>();
  const things: Thing[] = [];
  for (const each of picture.things) {
    const into = each.parent === null ? undefined : closed.has(each.parent) ? each.parent : shownAs.get(each.parent);
    if (into !== undefined) {
      shownAs.set(each.id, into);
      const counts = counted.get(into) ?? {};
      counts[each.kind] = (counts[each.kind] ?? 0) + 1;
      for (const [kind, n] of Object.entries(each.inside ?? {})) counts[kind as ThingKind] = (counts[kind as ThingKind] ?? 0) + n;
      counted.set(into, counts);
      continue;
    }
    if (closes(each)) closed.add(each.id);
    things.push(each);
  }
  const end = (id: string): string => shownAs.get(id) ?? id;
  const lines = picture.lines.map((each): Line => ({ ...each, from: end(each.from), to: end(each.to) }));
  return {
    ...picture,
    things: things.map((each) => {
      const counts = counted.get(each.id);
      return counts ? { ...each, inside: counts } : each;
    }),
    lines: mergedLines(lines),
  };
};
