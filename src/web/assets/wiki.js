// Comfort only: the form saves and shows a preview without this file.

const form = document.getElementById('wiki-form');
const area = form?.elements.body;

/** Replaces the chosen text, so that the browser's own undo takes it back. */
const put = (text, from, to) => {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand?.('insertText', false, text)) {
    area.setRangeText(text, from, to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
};

const around = (before, after = before) => {
  const [from, to] = [area.selectionStart, area.selectionEnd];
  const chosen = area.value.slice(from, to);
  put(before + chosen + after, from, to);
  area.setSelectionRange(from + before.length, from + before.length + chosen.length);
};

const atLines = (mark) => {
  const from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
  const to = area.selectionEnd;
  const lines = area.value.slice(from, to).split('\n');
  put(lines.map((line, n) => (mark === '1. ' ? `${n + 1}. ` : mark) + line).join('\n'), from, to);
};

const block = (text) => {
  const at = area.selectionEnd;
  put(`${at > 0 && area.value[at - 1] !== '\n' ? '\n\n' : ''}${text}\n`, at, at);
};

const indonesian = document.documentElement.lang !== 'en';
const say = (id, en) => (indonesian ? id : en);

const tools = [
  ['B', say('Tebal (Ctrl+B)', 'Bold (Ctrl+B)'), () => around('**')],
  ['I', say('Miring (Ctrl+I)', 'Italic (Ctrl+I)'), () => around('*')],
  ['H', say('Judul bagian', 'Heading'), () => atLines('## ')],
  ['[[ ]]', say('Tautan halaman (Ctrl+K)', 'Link to a page (Ctrl+K)'), () => around('[[', ']]')],
  ['•', say('Daftar', 'List'), () => atLines('- ')],
  ['1.', say('Daftar bernomor', 'Numbered list'), () => atLines('1. ')],
  ['[ ]', say('Daftar tugas', 'Task list'), () => atLines('- [ ] ')],
  ['“ ”', say('Kutipan', 'Quotation'), () => atLines('> ')],
  ['</>', say('Kode', 'Code'), () => around('`')],
  [say('Tabel', 'Table'), say('Tabel', 'Table'), () => block('| A | B |\n|---|---|\n|   |   |')],
  ['!', say('Peringatan', 'Warning'), () => block('> [!PERINGATAN]\n> ')],
  [
    say('Diagram', 'Diagram'),
    say('Diagram dari teks', 'Diagram from text'),
    () => block('```dot\ndigraph { rankdir=LR; A -> B }\n```'),
  ],
];

if (area) {
  const bar = document.createElement('div');
  bar.className = 'g-wiki-tools';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', say('Alat penulisan', 'Writing tools'));
  for (const [label, title, run] of tools) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.title = title;
    button.setAttribute('aria-label', label === title ? title : `${title} ${label}`);
    button.addEventListener('click', run);
    bar.append(button);
  }
  area.before(bar);

  const keys = { b: () => around('**'), i: () => around('*'), k: () => around('[[', ']]'), s: () => form.requestSubmit() };
  area.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const run = keys[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    run();
  });

  // What is being written is kept on the server every few seconds, until it is saved.
  const kept = document.createElement('p');
  kept.className = 'g-wiki-kept';
  kept.setAttribute('role', 'status');
  area.after(kept);
  let waiting;
  let sent = area.value;
  const keep = async () => {
    waiting = undefined;
    if (area.value === sent) return;
    const value = area.value;
    const answer = await fetch(`/wiki/drafts/${form.elements.place.value}`, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
    }).catch(() => null);
    if (answer?.ok) sent = value;
    kept.textContent = answer?.ok
      ? say('Draf tersimpan', 'Draft kept')
      : say(
          'Draf belum dapat disimpan; tulisan tetap di halaman ini',
          'The draft could not be kept; the text stays on this page',
        );
  };
  form.addEventListener('input', () => {
    waiting ??= setTimeout(keep, 3000);
  });
  form.addEventListener('submit', () => clearTimeout(waiting));
}

// How far an import is, read anew until it is done.
const refreshing = async () => {
  const shown = document.querySelector('[data-refresh]');
  if (!shown) return;
  const answer = await fetch(location.href).catch(() => null);
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('imports');
  if (fresh) shown.replaceWith(document.adoptNode(fresh));
  setTimeout(refreshing, 1500);
};
setTimeout(refreshing, 1500);

// A picture that is pasted is attached, and named where the cursor stands.
area?.addEventListener('paste', async (event) => {
  const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => /^image\/(png|jpeg)$/.test(type));
  if (!file || !form.action.includes('/pages/')) return;
  event.preventDefault();
  const name = `gambar-${Date.now().toString(36)}.${file.type === 'image/png' ? 'png' : 'jpg'}`;
  const body = new FormData();
  body.append('request_key', crypto.randomUUID());
  body.append('form_proof', form.elements.form_proof.value);
  body.append('file', file, name);
  const answer = await fetch(form.action.replace(/edit$/, 'files'), { method: 'POST', body }).catch(() => null);
  if (answer?.ok) put(`![](${name})`, area.selectionStart, area.selectionEnd);
});
