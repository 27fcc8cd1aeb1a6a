/** Names that Windows keeps for itself, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

const longest = 60;

const shortened = (name: string): string => {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : '';
  const base = [...name.slice(0, name.length - ending.length)].slice(0, longest).join('');
  return `${base.replace(/[. ]+$/, '')}${ending}`;
};

/** A name that every file system takes and that leads nowhere: no separator, no control or invisible character. */
export const safeName = (name: string): string => {
  const clean = shortened(
    name
      .toWellFormed()
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
      .replace(/[\\/:*?"<>|]/g, '-')
      .replace(/^[. ]+|[. ]+$/g, ''),
  );
  if (clean === '') return '_';
  return reserved.test(clean) ? `_${clean}` : clean;
};

/**
 * Gives out names in folders, each once. Names that differ only in upper and lower case, or in how their letters are composed,
 * are the same to many file systems: the second gets a number.
 */
export const createNames = (): ((folder: string, wanted: string, ending?: string) => string) => {
  const taken = new Map<string, Set<string>>();
  return (folder, wanted, ending = '') => {
    const there = taken.get(folder) ?? new Set();
    taken.set(folder, there);
    const name = safeName(wanted);
    const dot = ending === '' ? name.lastIndexOf('.') : -1;
    const [base, tail] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ending];
    for (let n = 1; ; n += 1) {
      const made = n === 1 ? `${base}${tail}` : `${base}-${n}${tail}`;
      const key = made.normalize('NFKC').toLowerCase();
      if (there.has(key)) continue;
      there.add(key);
      return made;
    }
  };
};
