import type { Child } from 'hono/jsx';
import type { NamedIn } from '#wiki/index.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const address = /https?:\/\/[^\s<>"'`]+/;

/** An address is not ended by what ends the sentence around it. */
const trimmed = (url: string): string => url.replace(/[.,;:!?)\]}]+$/, '');

const pieces = (text: string, told: readonly string[]): Child[] => {
  const names = told.map((name) => `@${escaped(name)}(?![\\p{L}\\p{N}])`);
  const looked = new RegExp([address.source, ...names].join('|'), 'giu');
  const parts: Child[] = [];
  let end = 0;
  for (const found of text.matchAll(looked)) {
    const shown = found[0].startsWith('@') ? found[0] : trimmed(found[0]);
    parts.push(text.slice(end, found.index));
    end = found.index + shown.length;
    parts.push(
      shown.startsWith('@') ? (
        <strong class="g-mention">{shown}</strong>
      ) : URL.canParse(shown) ? (
        <a href={shown} rel="nofollow noopener noreferrer">
          {shown}
        </a>
      ) : (
        shown
      ),
    );
  }
  return [...parts, text.slice(end)];
};

type Block = { quoted: boolean; lines: string[] };

const blocksOf = (text: string): Block[] => {
  const blocks: Block[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const quoted = line.startsWith('>');
    const last = blocks.at(-1);
    const shown = quoted ? line.replace(/^>\s?/, '') : line;
    if (last?.quoted === quoted) last.lines.push(shown);
    else blocks.push({ quoted, lines: [shown] });
  }
  return blocks.filter(({ lines }) => lines.some((line) => line.trim() !== ''));
};

/** A comment as its readers see it: text, with quoted lines, addresses as links, and the names of who was told. Never markup. */
export const CommentText = ({ body, named }: { body: string; named: readonly NamedIn[] }) => {
  // The longer name first: "@Budi Santoso" is not "@Budi" and a word after it.
  const told = named.flatMap(({ typed, personId }) => (personId ? [typed] : [])).sort((a, b) => b.length - a.length);
  return (
    <div class="g-comment-body">
      {blocksOf(body).map(({ quoted, lines }) => {
        const shown = pieces(lines.join('\n').trim(), told);
        return quoted ? <blockquote>{shown}</blockquote> : <p>{shown}</p>;
      })}
    </div>
  );
};
