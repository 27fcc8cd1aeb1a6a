// The toolbar above the text: one stop of the Tab key, the arrow keys walk in it. What it does, its shortcuts do.
import { choosePicture } from './wiki-pictures.js';
import { area, chosenLines, form, put, putLines } from './wiki-write.js';

/** Lays marks around the chosen words, or takes them away where they are. */
const around = (before, after = before) => {
  const { value } = area;
  const [from, to] = [area.selectionStart, area.selectionEnd];
  const chosen = value.slice(from, to);
  const inside = chosen.length >= before.length + after.length && chosen.startsWith(before) && chosen.endsWith(after);
  const outside = value.slice(from - before.length, from) === before && value.slice(to, to + after.length) === after;
  // One star beside another is half of a bold mark.
  const half = before === '*' && (value[from - 2] === '*' || value[to + 1] === '*' || chosen.startsWith('**'));
  if (inside && !half) {
    const bare = chosen.slice(before.length, chosen.length - after.length);
    put(bare, from, to);
    area.setSelectionRange(from, from + bare.length);
  } else if (outside && !half && from > 0) {
    put(chosen, from - before.length, to + after.length);
    area.setSelectionRange(from - before.length, from - before.length + chosen.length);
  } else {
    put(before + chosen + after, from, to);
    area.setSelectionRange(from + before.length, from + before.length + chosen.length);
  }
};

const listMark = /^(\s*)(?:[-*+]|\d{1,9}[.)])(?: \[[ xX]\])? +/;

/** Makes list items of the chosen lines, items of another kind of them, or plain lines where they are such items. */
const asList = (kind) => () => {
  const chosen = chosenLines();
  const marks = { list: /^\s*[-*+] +(?!\[[ xX]\])/, numbers: /^\s*\d{1,9}[.)] +/, tasks: /^\s*[-*+] \[[ xX]\] +/ };
  const said = chosen.lines.filter((line) => line.trim() !== '');
  const already = said.length > 0 && said.every((line) => marks[kind].test(line));
  let n = 0;
  const lines = chosen.lines.map((line) => {
    if (line.trim() === '' && said.length > 0) return line;
    const bare = line.replace(listMark, '$1');
    if (already) return bare;
    n += 1;
    const mark = { list: '- ', numbers: `${n}. `, tasks: '- [ ] ' }[kind];
    return bare.replace(/^\s*/, (indent) => indent + mark);
  });
  putLines(chosen, lines);
};

const quoted = () => {
  const chosen = chosenLines();
  const already = chosen.lines.every((line) => line.startsWith('>'));
  putLines(
    chosen,
    chosen.lines.map((line) => (already ? line.replace(/^> ?/, '') : `> ${line}`.trimEnd())),
  );
};

/** A line becomes a heading, one of the next level, and after the fourth level a plain line again. */
const heading = () => {
  const chosen = chosenLines();
  putLines(
    chosen,
    chosen.lines.map((line) => {
      const [mark = ''] = /^#{1,6} +/.exec(line) ?? [];
      const level = mark.trim().length;
      const bare = line.slice(mark.length);
      if (level === 0) return `## ${bare}`;
      return level < 4 ? `${'#'.repeat(level + 1)} ${bare}` : bare;
    }),
  );
};

/** A part of its own lines, with an empty line above; what is to be written anew is chosen. */
const block = (text, toChoose) => {
  const { value } = area;
  const from = area.selectionEnd;
  const before = value.slice(0, from);
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  put(`${gap}${text}\n`, from, from);
  const at = from + gap.length + text.indexOf(toChoose);
  area.setSelectionRange(at, at + toChoose.length);
};

const code = () => {
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  if (!chosen.includes('\n')) return around('`');
  const lines = chosenLines();
  putLines(lines, ['```', ...lines.lines, '```']);
};

/** With an address as what is chosen a link to it, else one by title. */
const link = () => {
  const [from, to] = [area.selectionStart, area.selectionEnd];
  const chosen = area.value.slice(from, to);
  if (!/^https?:\/\/\S+$/.test(chosen)) return around('[[', ']]');
  put(`[](${chosen})`, from, to);
  area.setSelectionRange(from + 1, from + 1);
};

const preview = () => {
  const place = document.getElementById('preview-place');
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'nearest' });
};

const bar = document.getElementById('wiki-tools');
const words = bar.dataset;

const tools = {
  bold: () => around('**'),
  italic: () => around('*'),
  heading,
  list: asList('list'),
  numbers: asList('numbers'),
  tasks: asList('tasks'),
  quote: quoted,
  link,
  code,
  picture: choosePicture,
  table: () => block(`| ${words.column} 1 | ${words.column} 2 |\n| --- | --- |\n|  |  |`, `${words.column} 1`),
  callout: () => block(`> [!${words.callout}]\n> ${words.sentence}`, words.sentence),
  diagram: () => block('```mermaid\ngraph LR\n  A --> B\n```', 'A --> B'),
};

const shortcuts = {
  b: tools.bold,
  i: tools.italic,
  k: tools.link,
  e: tools.code,
  s: () => form.requestSubmit(),
  enter: preview,
};
const shifted = { 7: tools.numbers, 8: tools.list, 9: tools.tasks };

const buttons = [...bar.querySelectorAll('button')];

/** The one button that the Tab key comes to. */
const rove = (next) => {
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
};

const steps = { ArrowRight: 1, ArrowLeft: -1 };
bar.addEventListener('keydown', (event) => {
  const at = buttons.indexOf(document.activeElement);
  const step = steps[event.key];
  const next = step
    ? buttons[(at + step + buttons.length) % buttons.length]
    : { Home: buttons[0], End: buttons.at(-1) }[event.key];
  if (event.key === 'Escape') area.focus();
  if (!next) return;
  event.preventDefault();
  rove(next);
  next.focus();
});
for (const button of buttons) {
  // The cursor stays in the text while the pointer presses.
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('click', () => {
    rove(button);
    tools[button.dataset.tool]();
  });
}

form.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
  // Digits by their place on the keyboard: with Shift they are other signs.
  const run = event.shiftKey ? shifted[/^Digit(\d)$/.exec(event.code)?.[1]] : shortcuts[event.key.toLowerCase()];
  if (!run || (event.target !== area && ![shortcuts.s, preview].includes(run))) return;
  event.preventDefault();
  run();
});
document.getElementById('preview-place').addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return;
  event.preventDefault();
  area.focus();
});

area.before(bar);
bar.hidden = false;
