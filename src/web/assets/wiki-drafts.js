// What is being written is kept on the server every few seconds, until it is saved; who leaves before is asked.
import { area, form } from './wiki-write.js';

const told = document.getElementById('wiki-kept');
const { draft, draft_version: version } = form.elements;

/** All that a person types here. */
const written = () => JSON.stringify(['title', 'parentId', 'body', 'why'].map((name) => form.elements[name]?.value ?? ''));

// What came back from the server unsaved is kept like what is typed.
const loaded = told.dataset.unsaved ? '' : written();
let sent = loaded;
let waiting;
let leaving = false;
let sending;

const keep = async () => {
  waiting = undefined;
  const now = written();
  if (now === sent || area.value.length > Number(told.dataset.most)) return;
  sending = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(told.dataset.to, { method: 'POST', body, signal: sending.signal }).catch(() => null);
  const kept = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
  sending = undefined;
  if (leaving) return;
  if (kept) {
    sent = now;
    draft.value = kept.draft;
    version.value = kept.draft_version;
  } else later(15_000);
  told.textContent = kept?.said ?? told.dataset.failed;
  // What was typed meanwhile is kept as well.
  if (kept && written() !== sent) later();
};

const later = (ms = 3000) => {
  // One after the other: the next keeping has to know what the last one was called.
  if (!sending) waiting ??= setTimeout(keep, ms);
};

form.addEventListener('input', () => later());
if (told.dataset.unsaved) later();
form.addEventListener('submit', (event) => {
  if (area.value.length > Number(told.dataset.most)) {
    event.preventDefault();
    told.textContent = told.dataset.tooLong;
    told.scrollIntoView({ block: 'nearest' });
    return;
  }
  if (event.defaultPrevented) return;
  clearTimeout(waiting);
  waiting = undefined;
  // A keeping that arrived after the saving would be a draft of what is saved.
  sending?.abort();
  leaving = true;
});
window.addEventListener('pageshow', () => {
  leaving = false;
});
window.addEventListener('beforeunload', (event) => {
  if (!leaving && written() !== loaded) event.preventDefault();
});
