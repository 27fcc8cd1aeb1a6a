/** Signs that Markdown would read, in a text that is to be seen as it is. */
export const literal = (text: string): string => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');

/** An address in angle brackets, which Markdown knows as well. */
const mail = /^<[^\s<>@]{1,100}@[^\s<>]{1,200}>/;

/**
 * What is plain text in another markup and would be a mark in Markdown: tags that nobody knows (their words would vanish), single stars,
 * backticks, underscores at the edge of words, backslashes before signs. Tags that `known` takes stay.
 */
export const escaped = (text: string, known: RegExp): string =>
  text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/<(?=[a-z/!?])[^<>\n]{0,300}>?/gi, (tag) => (known.test(tag) || mail.test(tag) ? tag : `&lt;${tag.slice(1)}`))
    .replace(/`/g, '\\`')
    .replace(/(?<!\*)\*(?!\*)/g, '\\*')
    .replace(/(?<![\p{L}\p{N}_])_(?!_)|(?<!_)_(?![\p{L}\p{N}_])/gu, '\\_');

/** A line that would begin a heading, list, quote or rule in Markdown and is none. */
export const escapedStart = (line: string): string =>
  line
    .replace(/^(\s{0,3})(#{1,6}(?:\s|$)|[-+](?:\s|$)|>|={2,}\s*$|~{3,})/, '$1\\$2')
    .replace(/^(\s{0,3}\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
