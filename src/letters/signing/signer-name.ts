/** A name without titles, marks and case: "Ir. Ratna P., M.T." and "RATNA P" are one. */
const bare = (name: string): string[] =>
  (name.split(',')[0] ?? '')
    .toLowerCase()
    .replace(/\b[a-z]{1,6}\./g, ' ')
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1);

/** Whether a certificate's name is that of the signer, titles aside. Not a proof, a help for who reads it. */
export const nameMatches = (certified: string, signer: string): boolean => {
  const [one, other] = [bare(certified), bare(signer)];
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  return shorter.length > 0 && shorter.every((word) => longer.includes(word));
};
