import { headingsOf } from './scan.ts';
import { writtenOf } from './written.ts';

/** The number of this extraction: with another one, what pages are found by is made anew (`extractAnew`). */
export const extractor = 1;

/** The text that PostgreSQL indexes; beyond it a page is found by what it begins with. */
const mostPlain = 100_000;

/** Blocks of code from which a picture is made: nobody reads their source. */
const drawn = /^(?:mermaid|dot|graphviz)\b/i;

/** A text without the sources of its pictures and the fences of its code. */
const withoutDrawings = (text: string): string => {
  let fence = '';
  let hidden = false;
  return text
    .split('\n')
    .filter((line) => {
      const [, mark = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
      if (fence === '' && mark !== '') {
        fence = mark;
        hidden = drawn.test(info.trim());
        return false;
      }
      if (fence !== '' && mark.startsWith(fence) && info.trim() === '') {
        fence = '';
        return false;
      }
      return fence === '' || !hidden;
    })
    .join('\n');
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" };

/** The words of a text without the signs of Markdown, tags, addresses behind labels, and includes. */
const wordsOf = (text: string): string =>
  text
    .replace(/^ {0,3}\[[^[\]\n]{1,200}\]:[ \t]{0,20}\S.*$/gm, ' ')
    .replace(/<(https?:\/\/[^<>\s]{1,500})>/gi, '$1')
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, ' ')
    .replace(/\{\{[^{}\n]{0,300}\}\}/g, ' ')
    .replace(/\[\[[^[\]|\n]{1,300}\|([^[\]|\n]{1,300})\]\]/g, '$1')
    .replace(/\[\[(?:[^[\]|\n:]{0,60}::)?([^[\]|\n]{1,300})\]\]/g, '$1')
    .replace(/!?\[([^[\]\n]{0,300})\](?:\([^()\n]{0,500}\)|\[[^[\]\n]{0,200}\])/g, '$1')
    .replace(/^[ \t]{0,20}>[ \t]{0,5}\[![^\]\n]{1,40}\]/gm, ' ')
    .replace(/\[\^[^[\]\n]{1,60}\]/g, ' ')
    .replace(/^[ \t]{0,20}(?:#{1,6}|>|[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t])?/gm, '')
    .replace(/^[\s|:-]{3,}$/gm, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|apos);/g, (_, name: string) => entities[name] ?? ' ')
    .replace(/(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])|[*~`|]+/gu, ' ')
    .replace(/[\p{Cc}\ue000-\ue0ff]/gu, (sign) => (sign === '\n' ? sign : ' '))
    .replace(/ +/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();

/**
 * What a page is found by: `plain`, the words that people have written as a reader sees them, and `headings`. What a template
 * brought and nobody filled in is neither. In linear time, whatever the text is.
 */
export const searchedOf = (body: string): { plain: string; headings: string } => {
  const written = writtenOf(body.slice(0, mostPlain * 2));
  const titles = headingsOf(written).map(({ title }) => title);
  return {
    plain: wordsOf(withoutDrawings(written)).slice(0, mostPlain),
    headings: wordsOf(titles.join('\n')).slice(0, 20_000),
  };
};
