// The editor's form and how a script writes into it: always so that the browser's own undo takes it back.

export const form = document.getElementById('wiki-form');
export const area = form?.elements.body;

/** Replaces what stands between two places of the text; the cursor comes to stand behind it. */
export const put = (text, from = area.selectionStart, to = area.selectionEnd) => {
  area.focus();
  area.setSelectionRange(from, to);
  const done = text === '' && from < to ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (done || (text === '' && from === to)) return;
  area.setRangeText(text, from, to, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
};

/** The whole lines that the selection touches. */
export const chosenLines = () => {
  const { value, selectionStart, selectionEnd } = area;
  const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
  // A selection that ends at the beginning of a line does not touch it.
  const last = selectionEnd > selectionStart && value[selectionEnd - 1] === '\n' ? selectionEnd - 1 : selectionEnd;
  const end = value.indexOf('\n', last);
  const to = end < 0 ? value.length : end;
  return { from, to, lines: value.slice(from, to).split('\n') };
};

/** Puts other lines in the place of those that were chosen; several stay chosen. */
export const putLines = ({ from, to }, lines) => {
  const text = lines.join('\n');
  put(text, from, to);
  if (lines.length > 1) area.setSelectionRange(from, from + text.length);
};
