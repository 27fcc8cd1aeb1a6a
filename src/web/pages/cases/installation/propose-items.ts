import { marked, type Token, type Tokens } from 'marked';

/** An item of the installation checklist as it is proposed and edited. */
export type ProposedItem = { title: string; detail: string };

const mostItems = 200;
const longestTitle = 300;
const longestDetail = 2000;

/** A line of Markdown as plain words: no marks of emphasis, no backticks, a link by its text, no number in front. */
const plain = (text: string): string =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|__|`/g, '')
    .replace(/^\d+(\.\d+)*[.)]?\s+/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestTitle);

const textOf = (token: Token): string => {
  if (token.type === 'list') return (token as Tokens.List).items.map((item) => `- ${item.text}`).join('\n');
  if (token.type === 'space' || token.type === 'html') return '';
  return 'text' in token && typeof token.text === 'string' ? token.text : '';
};

const detailOf = (tokens: readonly Token[]): string =>
  tokens.map(textOf).filter(Boolean).join('\n').trim().slice(0, longestDetail);

const isOrdered = (token: Token): token is Tokens.List => token.type === 'list' && (token as Tokens.List).ordered === true;

const fromList = (list: Tokens.List): ProposedItem[] =>
  list.items.map((item) => {
    const [first, ...rest] = item.tokens;
    const [title = '', ...more] = (first ? textOf(first) : item.text).split('\n');
    return { title: plain(title), detail: [more.join('\n'), detailOf(rest)].filter(Boolean).join('\n').trim() };
  });

type Section = { heading: Tokens.Heading | null; body: Token[] };

const sectionsOf = (tokens: readonly Token[]): Section[] => {
  const sections: Section[] = [{ heading: null, body: [] }];
  for (const token of tokens) {
    if (token.type === 'heading') sections.push({ heading: token as Tokens.Heading, body: [] });
    else sections.at(-1)?.body.push(token);
  }
  return sections;
};

/**
 * A checklist out of an installation guide in Markdown or plain text: each point of a numbered list is an item, and so is
 * a heading without such a list, with what stands under it as detail. It is a proposal for a person to correct. Pure.
 */
export const proposeItems = (guide: string): ProposedItem[] => {
  const sections = sectionsOf(marked.lexer(guide.replaceAll('\r\n', '\n')));
  const headings = sections.filter((section) => section.heading !== null).length;
  const items = sections.flatMap(({ heading, body }): ProposedItem[] => {
    const lists = body.filter(isOrdered);
    if (lists.length > 0) return lists.flatMap(fromList);
    if (!heading) return [];
    const title = headings > 1 && heading.depth === 1;
    return title ? [] : [{ title: plain(heading.text), detail: detailOf(body) }];
  });
  const points = sections.flatMap(({ body }) => body.filter((token) => token.type === 'list') as Tokens.List[]);
  const found = items.length > 0 ? items : points.flatMap(fromList);
  return found.filter((item) => item.title !== '').slice(0, mostItems);
};

/** Items as a text to edit: one line an item, its detail indented below it. */
export const itemsToText = (items: readonly ProposedItem[]): string =>
  items
    .map(({ title, detail }) => [title, ...(detail === '' ? [] : detail.split('\n').map((line) => `  ${line}`))].join('\n'))
    .join('\n');

/** The edited text back as items. A line that begins with a space belongs to the item above it. */
export const itemsFromText = (text: string): ProposedItem[] => {
  const items: ProposedItem[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const last = items.at(-1);
    if (/^\s/.test(line) && last)
      last.detail = last.detail === '' ? line.replace(/^ {1,2}/, '') : `${last.detail}\n${line.replace(/^ {1,2}/, '')}`;
    else if (line.trim() !== '') items.push({ title: line.trim(), detail: '' });
  }
  return items.map(({ title, detail }) => ({ title, detail: detail.trim() }));
};
