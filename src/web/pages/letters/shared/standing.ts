import { type LetterSignature, signatureLimits, standings } from '#letters/index.ts';
import { say, type Words } from '#lib/words.ts';

export type Judgement = {
  good: boolean;
  says: Words;
  /** What was and what was not looked at. */
  limits: readonly Words[];
};

const filled = (words: Words, values: Readonly<Record<string, string>>): Words => ({
  id: say(words, 'id', values),
  en: say(words, 'en', values),
});

/** How a signature from outside was judged when its file came in; null where none was: a scan, Griya's own, or of before. */
export const judgementOf = ({ findings, issuer }: Pick<LetterSignature, 'findings' | 'issuer'>): Judgement | null => {
  const found = Object.entries(standings).find(([key]) => key === findings.standing)?.[1];
  if (!found) return null;
  const revocation =
    findings.revocation_checked === true ? signatureLimits.revocationChecked : signatureLimits.revocationUnchecked;
  return {
    good: found.good,
    says: filled(found.words, { anchor: String(findings.anchor ?? '?'), issuer: issuer || '?' }),
    limits: [
      ...(findings.standing === 'trusted' ? [revocation] : []),
      findings.stamped === true ? signatureLimits.stamped : signatureLimits.claimed,
    ],
  };
};
