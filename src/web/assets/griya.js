// Comfort only: every page works without this file.

// Ask before an act that cannot be taken back.
document.addEventListener('submit', (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// A second click on the same button does nothing while the first is under way (the server would ignore it anyway).
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

// The error summary speaks first; its links put the cursor into the field.
document.querySelector('[data-focus]')?.focus();
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('.g-errors a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.closest('.g-field')?.scrollIntoView({ block: 'start', behavior: 'auto' });
});

const typed = (form) =>
  [...form.elements].filter((field) => field.name && !['hidden', 'file', 'password', 'submit', 'button'].includes(field.type));

const valuesOf = (form) => {
  const values = {};
  for (const field of typed(form)) {
    values[field.name] ??= [];
    const counts = (field.type !== 'checkbox' && field.type !== 'radio') || field.checked;
    if (counts) values[field.name].push(field.value);
  }
  return values;
};

const fill = (form, values) => {
  for (const field of typed(form)) {
    if (!(field.name in values)) continue;
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = values[field.name].includes(field.value);
    else if (values[field.name].length === 1) field.value = values[field.name][0];
  }
};

// A full or forbidden storage costs the comfort, not the form.
const remember = (key, value) => {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {}
};

const recall = (key) => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
};

// The menu's groups stay as this tab left them, except that the present page's group is open.
for (const group of document.querySelectorAll('details.g-nav-group')) {
  const key = `griya:menu:${group.querySelector('summary').textContent.trim()}`;
  if (recall(key) !== null && !group.querySelector('[aria-current]')) group.open = recall(key);
  group.querySelector('summary').addEventListener('click', () => remember(key, !group.open));
}

// Long forms: what is typed stays with this tab until it is sent, through a reload or a wrong click.
for (const form of document.querySelectorAll('form[data-keep]')) {
  const key = `griya:${form.dataset.keep}`;
  const kept = recall(key);
  if (kept && !document.querySelector('.g-errors, .g-restored')) fill(form, kept);
  form.addEventListener('input', () => remember(key, valuesOf(form)));
  form.addEventListener('submit', (event) => {
    if (!event.defaultPrevented) sessionStorage.removeItem(key);
  });
}

// What is typed goes along into the other language; each form is known by where it is sent.
const acting = () => [...document.querySelectorAll('form[method="post"]')].filter((form) => form.elements.request_key);
const inOtherLanguage = recall('griya:language');
if (inOtherLanguage) {
  sessionStorage.removeItem('griya:language');
  for (const form of acting()) {
    const values = inOtherLanguage[form.getAttribute('action')];
    if (values) fill(form, values);
  }
}
for (const form of document.querySelectorAll('form.g-languages')) {
  form.addEventListener('submit', () => {
    remember('griya:language', Object.fromEntries(acting().map((each) => [each.getAttribute('action'), valuesOf(each)])));
  });
}

// Nothing typed stays behind for who uses this browser next.
document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => sessionStorage.clear());

// An opened menu closes when one clicks elsewhere or presses Escape.
const menus = () => document.querySelectorAll('details.g-menu[open]');
document.addEventListener('click', (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});

// Lists that look long filter as one types: <input data-filter="#table-id">.
for (const input of document.querySelectorAll('input[data-filter]')) {
  input.hidden = false;
  const rows = [...document.querySelectorAll(`${input.dataset.filter} tbody tr`)];
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
  });
}

// "Copy" beside a key or a secret: <button type="button" data-copy="#id" hidden>.
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy)?.textContent.trim() ?? '');
    button.textContent = button.dataset.copied ?? button.textContent;
  });
}

// "Print" where scripts run; the browser's own menu prints too.
for (const button of document.querySelectorAll('button[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// An example that follows what is typed: the form asks by GET, and the part it names is taken from the answer.
for (const form of document.querySelectorAll('form[data-preview]')) {
  let waiting;
  let asked = 0;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      asked += 1;
      const mine = asked;
      const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`).catch(() => null);
      if (!answer?.ok || mine !== asked) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector(form.dataset.preview);
      if (fresh) document.querySelector(form.dataset.preview)?.replaceWith(fresh);
    }, 250);
  });
}

// In a long menu the place where one is stands in sight.
document.querySelector('.g-side .g-nav [aria-current]')?.scrollIntoView({ block: 'nearest' });

// Titles to choose from while somebody types; chosen with the arrow keys, as the browser offers them.
for (const field of document.querySelectorAll('input[data-suggest]')) {
  let waiting;
  let asking;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const address = new URL(field.dataset.suggest, location.href);
    address.searchParams.set('q', field.value);
    const answer = await fetch(address, { signal }).catch(() => null);
    const found = answer?.ok ? await answer.json().catch(() => null) : null;
    if (!found || signal.aborted) return;
    field.list?.replaceChildren(
      ...found.titles.map(({ title, space }) => Object.assign(document.createElement('option'), { value: title, label: space })),
    );
  };
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    if (field.value.trim().length > 1) waiting = setTimeout(ask, 150);
  });
}
