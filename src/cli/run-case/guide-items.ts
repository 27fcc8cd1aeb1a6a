import { marked, type Token } from 'marked';

export type GuideItem = { title: string; detail: string };

const stepHeading = /^(langkah|step)\s+\d+/i;
const longestTitle = 300;
const longestDetail = 1000;

/**
 * An installation guide in Markdown as a checklist: its headings "Langkah n" (or "Step n") with the first paragraph below
 * each; where it has none, the points of its numbered lists; where it has none of these either, its second-level headings.
 */
export const guideItems = (markdown: string): GuideItem[] => {
  const tokens = marked.lexer(markdown);
  const steps = headings(tokens, (token) => stepHeading.test(plain(token.text)));
  if (steps.length > 0) return steps;
  const points = tokens.flatMap((token) =>
    token.type === 'list' && token.ordered ? (token.items as { text: string }[]).map((item) => pointOf(item.text)) : [],
  );
  if (points.length > 0) return points;
  return headings(tokens, (token) => token.depth === 2);
};

const headings = (tokens: readonly Token[], wanted: (token: { text: string; depth: number }) => boolean): GuideItem[] =>
  tokens.flatMap((token, index) => {
    if (token.type !== 'heading' || !wanted(token as { text: string; depth: number })) return [];
    return [{ title: plain(token.text).slice(0, longestTitle), detail: firstParagraph(tokens.slice(index + 1)) }];
  });

const firstParagraph = (tokens: readonly Token[]): string => {
  for (const token of tokens) {
    if (token.type === 'heading') return '';
    if (token.type === 'paragraph') return plain(token.text).slice(0, longestDetail);
  }
  return '';
};

const pointOf = (text: string): GuideItem => {
  const [first = '', ...rest] = text.split('\n');
  return { title: plain(first).slice(0, longestTitle), detail: plain(rest.join(' ')).slice(0, longestDetail) };
};

/** Inline Markdown without its marks. */
const plain = (text: string): string =>
  text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`]{1,3}([^*_`]+)[*_`]{1,3}/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
