// Lists go on by themselves: Enter begins the next item, Tab indents, and Escape gives the Tab key back to the page.
import { area, chosenLines, put, putLines } from './wiki-write.js';

const item = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))( \[[ xX]\])? +/;
const quote = /^(?:> ?)+/;
let tabIsFree = false;

/** What the next line begins with; null where lines do not go on. */
const nextMark = (line) => {
  const found = item.exec(line);
  if (!found) return quote.exec(line)?.[0] ?? null;
  const [, indent, sign, number, dot, box] = found;
  const mark = sign ?? `${Number(number) + 1}${dot}`;
  return `${indent}${mark}${box ? ' [ ]' : ''} `;
};

const enter = (event) => {
  const { value, selectionStart: at } = area;
  if (at !== area.selectionEnd) return;
  const from = value.lastIndexOf('\n', at - 1) + 1;
  const line = value.slice(from, at);
  const mark = nextMark(line);
  if (mark === null) return;
  const own = (item.exec(line) ?? quote.exec(line))[0];
  event.preventDefault();
  const end = value.indexOf('\n', at);
  const rest = value.slice(at, end < 0 ? value.length : end);
  // An empty item ends the list.
  if (line === own && rest.trim() === '') put('', from, at + rest.length);
  else put(`\n${mark}`, at, at);
};

/** How far an item is moved in: as far as the words of the one above stand. */
const widthOf = (line) => {
  const [, , sign, number] = item.exec(line) ?? [];
  return sign || !number ? 2 : number.length + 2;
};

const tab = (event) => {
  const chosen = chosenLines();
  if (tabIsFree || !chosen.lines.some((line) => item.test(line))) return;
  event.preventDefault();
  const at = area.selectionStart;
  const shift = ' '.repeat(widthOf(chosen.lines[0]));
  const lines = chosen.lines.map((line) => {
    if (line.trim() === '') return line;
    return event.shiftKey ? line.replace(new RegExp(`^(?:\\t| {1,${shift.length}})`), '') : shift + line;
  });
  putLines(chosen, lines);
  if (lines.length > 1) return;
  const moved = Math.max(chosen.from, at + lines[0].length - chosen.lines[0].length);
  area.setSelectionRange(moved, moved);
};

area.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' && !event.shiftKey) enter(event);
  else if (event.key === 'Tab') tab(event);
  if (event.key !== 'Tab' && event.key !== 'Shift') tabIsFree = event.key === 'Escape';
});
area.addEventListener('blur', () => {
  tabIsFree = false;
});
