import type { Language } from '#lib/words.ts';
import type { Thing } from './picture.ts';
import { countsOf, groupTitle } from './words.ts';

/** Width of a text in Arial, near enough to size a box; what the font's own classes of letters measure. */
export const widthOf = (text: string, fontSize: number, bold = false): number => {
  let em = 0;
  for (const letter of text) {
    if (/[ijl.,:;|!'()[\]]/.test(letter)) em += 0.29;
    else if (/[mwMW@%]/.test(letter)) em += 0.87;
    else if (/[A-Z·]/.test(letter)) em += 0.68;
    else if (/[\u1100-\uffff\u{1f000}-\u{1faff}]/u.test(letter)) em += 1;
    else em += 0.57;
  }
  return em * fontSize * (bold ? 1.08 : 1);
};

/** A text cut with … so that it fits; whole letters stay whole. */
export const shortened = (text: string, room: number, fontSize: number, bold = false): string => {
  if (widthOf(text, fontSize, bold) <= room) return text;
  const letters = [...text];
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, fontSize, bold) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
};

export const sizes = {
  title: 12.5,
  detail: 11,
  note: 11,
  groupTitle: 10.5,
  /** A card: its picture, and the room around its words. */
  card: { left: 44, right: 12, narrow: 124, wide: 252, low: 44, line: 16 },
  /** What contains others: the room for its name, and around what it holds. */
  frame: { head: 40, pad: 12, groupHead: 26 },
  gap: 8,
} as const;

/** What a card says: its name, what is known of it, what it holds that is not drawn. */
export const linesOf = (each: Thing, language: Language): { title: string; detail: string; note: string } => {
  const inside = each.inside ? countsOf(each.inside, language) : '';
  const title = each.kind === 'group' ? groupTitle(each, null, language) : each.title;
  return { title, detail: each.detail, note: each.note === '' ? inside : each.note };
};

/** How wide a card would like to be. */
export const cardWidth = (each: Thing, language: Language): number => {
  const { title, detail, note } = linesOf(each, language);
  const marks = each.zones.length * 11 + 4;
  const words = Math.max(widthOf(title, sizes.title, true), widthOf(detail, sizes.detail) + marks, widthOf(note, sizes.note));
  const { left, right, narrow, wide } = sizes.card;
  return Math.min(wide, Math.max(narrow, Math.ceil(words + left + right)));
};

export const cardHeight = (each: Thing, language: Language): number => {
  const { detail, note } = linesOf(each, language);
  const lines = [detail, note].filter((text) => text !== '').length;
  return sizes.card.low + Math.max(0, lines - 1) * sizes.card.line;
};

/** The room over what a frame holds. */
export const headHeight = (each: Thing): number => (each.kind === 'group' ? sizes.frame.groupHead : sizes.frame.head);

/** How wide the name over a frame is that holds `holds` things. */
export const headWidth = (each: Thing, holds: number, language: Language): number =>
  each.kind === 'group'
    ? widthOf(groupTitle(each, holds, language), sizes.groupTitle)
    : Math.min(sizes.card.wide, widthOf(each.title, sizes.title, true)) + 40;
