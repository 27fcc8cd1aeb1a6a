// What is being written is kept on the server every few seconds, until it is saved; who leaves before is asked.
import { area, form } from './wiki-write.js';

const told = document.getElementById('wiki-kept');
let waiting;
let sent = area.value;
const loaded = area.value;
let leaving = false;

const keep = async () => {
  waiting = undefined;
  if (area.value === sent) return;
  const value = area.value;
  const answer = await fetch(told.dataset.to, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(
    () => null,
  );
  const kept = answer?.ok && !answer.redirected;
  if (kept) sent = value;
  told.textContent = kept ? told.dataset.kept : told.dataset.failed;
};

form.addEventListener('input', () => {
  waiting ??= setTimeout(keep, 3000);
});
form.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return;
  clearTimeout(waiting);
  waiting = undefined;
  leaving = true;
});
window.addEventListener('pageshow', () => {
  leaving = false;
});
window.addEventListener('beforeunload', (event) => {
  if (!leaving && area.value !== loaded) event.preventDefault();
});
