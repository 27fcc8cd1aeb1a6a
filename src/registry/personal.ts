/** A telephone number as lists show it: only the last four characters; nothing stays nothing. */
export const masked = (text: string): string =>
  text.length <= 4 ? '•'.repeat(text.length) : `${'•'.repeat(Math.min(8, text.length - 4))}${text.slice(-4)}`;
