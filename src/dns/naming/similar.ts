/** Letters that are read for one another, in the order in which they are replaced: two letters before one. */
const looks: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/[0]/g, 'o'],
  [/[1il|]/g, 'l'],
  [/5/g, 's'],
  [/2/g, 'z'],
  [/8/g, 'b'],
  [/9/g, 'g'],
  [/-/g, ''],
];

/** What a name looks like at a glance: "siap-sehat", "siapsehat" and "s1ap5ehat" are one. Punycode is compared as it stands. */
export const lookOf = (label: string): string => looks.reduce((text, [from, to]) => text.replace(from, to), label);

/** How many letters must be put in, taken out, exchanged or swapped with their neighbour to make one text of the other; `most` ends it. */
export const distance = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row[j] = cost;
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
};

/** How far apart names may be and still be mistaken: short ones differ by intent ("siap", "siak"), long ones by a slip. */
const slips = (label: string): number => (label.length < 5 ? 0 : label.length < 10 ? 1 : 2);

/** Which of these names could be mistaken for the label, those that look the same first; five at most, never itself. */
export const similarNames = (label: string, names: Iterable<string>): string[] => {
  const look = lookOf(label);
  const most = slips(label);
  const found: { name: string; far: number }[] = [];
  for (const name of names) {
    if (name === label) continue;
    const other = lookOf(name);
    if (other === look) found.push({ name, far: 0 });
    else if (most > 0 && distance(look, other, most) <= most) found.push({ name, far: distance(look, other, most) });
  }
  return found
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, 5)
    .map(({ name }) => name);
};
