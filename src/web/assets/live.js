// Comfort only: parts of a page that carry data-watch are asked for again when a case changes that this person may see.
// Without it, or without a connection, the page stays as it was when it was opened.

const watched = () => document.querySelectorAll('[data-watch][id]');
const longest = 10 * 60 * 1000;
let source = null;
let failures = 0;
let asking = false;
let looked = 0;
let waiting;
let timer;

/** Pages look at most every five seconds, and not all at the same moment. */
const shortest = 5000;

/** The focus stays where it is: the same link of the new part. */
const focusIn = (part) => {
  const link = part.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null;
  return link && (() => [...part.querySelectorAll('a')].find((each) => each.getAttribute('href') === link)?.focus());
};

const renew = (text) => {
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  for (const part of watched()) {
    const other = fresh.getElementById(part.id);
    if (!other || other.innerHTML === part.innerHTML) continue;
    const refocus = focusIn(part);
    part.replaceChildren(...document.adoptNode(other).childNodes);
    refocus?.();
  }
  const [lead, freshLead] = [document.querySelector('.g-head .g-lead'), fresh.querySelector('.g-head .g-lead')];
  if (lead && freshLead && lead.textContent !== freshLead.textContent) lead.textContent = freshLead.textContent;
};

const look = async () => {
  waiting = undefined;
  if (asking) {
    soon();
    return;
  }
  asking = true;
  looked = Date.now();
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (answer.ok && !answer.redirected) renew(await answer.text());
  } catch {
    // The line is down: the next word tries again.
  }
  asking = false;
};

const soon = () => {
  if (waiting) return;
  waiting = setTimeout(look, Math.max(looked + shortest - Date.now(), Math.random() * 1000));
};

const close = () => {
  clearTimeout(timer);
  source?.close();
  source = null;
};

const open = () => {
  if (source || document.hidden) return;
  source = new EventSource('/live');
  source.addEventListener('open', () => {
    failures = 0;
  });
  source.addEventListener('look', soon);
  source.addEventListener('error', () => {
    // The browser tries again by itself as long as it calls the stream connecting; an answer other than 200 ends that.
    if (source?.readyState !== EventSource.CLOSED) return;
    close();
    failures += 1;
    timer = setTimeout(open, Math.min(longest, 30_000 * 2 ** failures) * (0.5 + Math.random() / 2));
  });
};

if (watched().length > 0) {
  open();
  // A page that nobody looks at needs no connection; seen again, it catches up.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
      return;
    }
    look();
    open();
  });
  window.addEventListener('pagehide', close);
}
