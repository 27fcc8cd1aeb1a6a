/** A search text as a pattern for LIKE that finds it anywhere; its own wildcards are taken literally. */
export const contains = (text: string | undefined): string => `%${(text ?? '').replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
