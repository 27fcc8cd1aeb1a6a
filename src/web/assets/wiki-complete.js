// While one writes: titles after [[, people after @, tables after {{, attachments after ](. Chosen by keyboard or pointer.
import { area, form, put } from './wiki-write.js';

const list = document.getElementById('wiki-suggestions');
const told = document.getElementById('wiki-suggested');

/** What opens the list; `typed` is what it is asked with, and from where on the text is replaced. */
const triggers = [
  { kind: 'title', before: /\[\[([^[\]\n|#]{0,80})$/, closes: ']]' },
  { kind: 'include', before: /(?:^|\n)\{\{([^{}\n"]{0,60})$/, closes: '}}' },
  { kind: 'count', before: /\{\{([^{}\n"]{0,60})$/, closes: '}}' },
  { kind: 'picture', before: /!\[[^\]\n]{0,200}\]\(([^()\n]{0,80})$/, closes: ')' },
  { kind: 'file', before: /(?:^|[^!])\[[^\]\n]{0,200}\]\(([^()\n]{0,80})$/, closes: ')' },
  { kind: 'person', before: /(?:^|[\s(])@([\p{L}'.]{0,30}(?: [\p{L}'.]{1,30}){0,2})$/u, closes: '' },
];

/** How much of what was found is replaced: titles, people and tables bring their opening marks with them. */
const opening = { title: 2, include: 2, count: 2, person: 1, picture: 0, file: 0 };

let options = [];
let chosen = 0;
let at = null;
let asking;
let waiting;

const isOpen = () => !list.hidden;

const close = () => {
  asking?.abort();
  clearTimeout(waiting);
  list.hidden = true;
  told.textContent = '';
  area.removeAttribute('aria-activedescendant');
};

const choose = (n) => {
  chosen = (n + options.length) % options.length;
  for (const [index, line] of [...list.children].entries()) line.setAttribute('aria-selected', String(index === chosen));
  area.setAttribute('aria-activedescendant', `wiki-suggestion-${chosen}`);
  list.children[chosen].scrollIntoView({ block: 'nearest' });
};

const take = () => {
  const { insert, back = 0 } = options[chosen];
  const { value, selectionStart: cursor } = area;
  const closing = at.closes !== '' && insert.endsWith(at.closes) && value.startsWith(at.closes, cursor) ? at.closes.length : 0;
  const { from } = at;
  close();
  put(insert, from, cursor + closing);
  const end = from + insert.length - back;
  area.setSelectionRange(end, end);
};

/** Where a place of the text stands in the window: measured on a copy of the field that nobody sees. */
const placeOf = (index) => {
  const copy = document.createElement('div');
  const style = getComputedStyle(area);
  for (const name of ['font', 'letterSpacing', 'lineHeight', 'padding', 'border', 'boxSizing', 'tabSize'])
    copy.style[name] = style[name];
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    width: `${area.clientWidth}px`,
  });
  copy.textContent = area.value.slice(Math.max(0, index - 20_000), index);
  const mark = copy.appendChild(document.createElement('span'));
  mark.textContent = '.';
  area.after(copy);
  const place = { left: mark.offsetLeft, top: mark.offsetTop + mark.offsetHeight };
  copy.remove();
  return place;
};

const open = (found) => {
  options = found;
  if (found.length === 0) return close();
  list.replaceChildren(
    ...found.map(({ label, detail }, n) => {
      const line = document.createElement('div');
      line.id = `wiki-suggestion-${n}`;
      line.setAttribute('role', 'option');
      line.append(Object.assign(document.createElement('span'), { textContent: label }));
      if (detail) line.append(' ', Object.assign(document.createElement('small'), { textContent: detail }));
      // The cursor stays in the text.
      line.addEventListener('mousedown', (event) => event.preventDefault());
      line.addEventListener('click', () => {
        chosen = n;
        take();
      });
      return line;
    }),
  );
  list.hidden = false;
  const { left, top } = placeOf(at.from);
  const field = area.getBoundingClientRect();
  const frame = list.offsetParent.getBoundingClientRect();
  const down = Math.min(Math.max(top - area.scrollTop, 0), area.clientHeight);
  list.style.left = `${field.left - frame.left + Math.max(0, Math.min(left, area.clientWidth - list.offsetWidth))}px`;
  list.style.top = `${field.top - frame.top + down + 4}px`;
  told.textContent = told.dataset.said.replace('%', String(found.length));
  choose(0);
};

const look = async () => {
  const cursor = area.selectionStart;
  const before = area.value.slice(Math.max(0, cursor - 400), cursor);
  const trigger = cursor === area.selectionEnd && triggers.find((each) => each.before.test(before));
  if (!trigger) return close();
  const typed = trigger.before.exec(before)[1];
  at = { from: cursor - typed.length - opening[trigger.kind], closes: trigger.closes };
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const asked = new URLSearchParams({ kind: trigger.kind, q: typed, place: form.elements.place.value });
  const answer = await fetch(`${list.dataset.from}?${asked}`, { signal }).catch(() => null);
  const found = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
  if (signal.aborted || area.selectionStart !== cursor) return;
  open(found?.options ?? []);
};

const keys = {
  ArrowDown: () => choose(chosen + 1),
  ArrowUp: () => choose(chosen - 1),
  Enter: take,
  Tab: take,
  Escape: close,
};

area.setAttribute('aria-autocomplete', 'list');
area.setAttribute('aria-haspopup', 'listbox');
area.setAttribute('aria-controls', list.id);
area.addEventListener('keydown', (event) => {
  if (!isOpen() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const run = keys[event.key];
  if (!run) return;
  event.preventDefault();
  run();
});
area.addEventListener('input', (event) => {
  clearTimeout(waiting);
  // What is pasted or taken back is no question.
  if (event.inputType && !/^(?:insertText|deleteContentBackward|insertCompositionText)$/.test(event.inputType)) return close();
  waiting = setTimeout(look, 120);
});
for (const away of ['blur', 'click', 'scroll']) area.addEventListener(away, close);
