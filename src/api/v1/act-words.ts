import { applicantDocumentKinds } from '#cases/index.ts';
import { applicationFields } from '#registry/index.ts';
import { hostingSop, requirementOf, type SopAction, stateOf } from '#sop/index.ts';

const { posts, returnReasons, refusalReasons, dispositionInstructions } = hostingSop;

const list = (words: readonly string[]): string => words.join(', ');

const coded = (name: string, entries: readonly { key: string; label: { en: string } }[]): string =>
  `${name}: ${list(entries.map((each) => `\`${each.key}\` (${each.label.en})`))}.`;

const requirements = ['request-complete', ...applicantDocumentKinds].map((key) => requirementOf(hostingSop, key));

/** Words of the definition that the body of an act may use. */
const vocabulary: Readonly<Record<string, string>> = {
  dispose: coded('instructions', dispositionInstructions),
  accept: coded('instructions', dispositionInstructions),
  'check-requirement': `${coded('requirement', requirements)} ${coded('reason', returnReasons)}`,
  return: `${coded('reasons', returnReasons)} ${coded('missing', requirements)}`,
  refuse: coded('reasons', refusalReasons),
  'describe-application': coded(
    'fields',
    applicationFields.map(({ key, label }) => ({ key, label })),
  ),
};

const postOf = (role: string): string => posts.find((post) => post.role === role)?.title.en ?? role;

/** By whom, in which state, with what, and which words it may use: what the definition says of an act, in one paragraph. */
export const describeAct = (action: SopAction): string => {
  const from = action.from.map((key) => `\`${key}\``);
  const to =
    action.to === null ? 'The state stays as it is.' : `Leads to \`${action.to}\` (${stateOf(hostingSop, action.to).label.en}).`;
  const needs = action.needs.map((key) => `\`${key}\` (${requirementOf(hostingSop, key).label.en})`);
  return [
    `By: ${list(action.by.map(postOf))}. Possible in: ${list(from)}. ${to}`,
    ...(needs.length > 0 ? [`Needs: ${list(needs)}.`] : []),
    ...(vocabulary[action.key] ? [vocabulary[action.key]] : []),
  ].join('\n\n');
};
