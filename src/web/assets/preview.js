// Comfort only: the button "preview" does the same with a whole page.

const form = document.querySelector('form[data-live]');
const pane = () => document.getElementById('preview');
let waiting;
let asked = 0;

// The answer is the page itself; only its preview is taken over.
const refresh = async () => {
  asked += 1;
  const mine = asked;
  pane().classList.add('g-preview-stale');
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.live, { method: 'POST', body, headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('preview');
    if (mine !== asked) return;
    if (fresh) pane().replaceWith(document.adoptNode(fresh));
    else pane().classList.remove('g-preview-stale');
  } catch {
    if (mine === asked) pane().classList.remove('g-preview-stale');
  }
};

const later = () => {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 600);
};

// A fault leads to its line.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-line]');
  const text = link && document.getElementById(link.hash.slice(1));
  if (!text) return;
  event.preventDefault();
  const before = text.value.split('\n').slice(0, Number(link.dataset.line) - 1);
  const start = before.reduce((length, line) => length + line.length + 1, 0) + Number(link.dataset.column) - 1;
  text.focus();
  text.setSelectionRange(start, start);
});

if (form) {
  form.addEventListener('input', later);
  form.addEventListener('change', later);
}
