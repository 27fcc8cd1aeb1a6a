// Comfort only: without it the picture scrolls, its links work, and the form above finds things.

const step = 1.3;

const prepare = (frame) => {
  const svg = frame.querySelector('svg');
  const tools = frame.parentElement.querySelector('[data-picture-tools]');
  if (!svg || !tools) return;
  const whole = svg.viewBox.baseVal;
  const [width, height] = [whole.width, whole.height];
  let view = { x: 0, y: 0, w: width, h: height };
  frame.classList.add('g-canvas-live');
  svg.removeAttribute('width');
  svg.removeAttribute('height');

  const draw = () => svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.w} ${view.h}`);
  const room = () => svg.getBoundingClientRect();
  const perPixel = () => Math.max(view.w / room().width, view.h / room().height);

  const zoom = (factor, at = { x: view.x + view.w / 2, y: view.y + view.h / 2 }) => {
    const w = Math.min(width * 1.5, Math.max(160, view.w / factor));
    const k = w / view.w;
    view = { x: at.x - (at.x - view.x) * k, y: at.y - (at.y - view.y) * k, w, h: view.h * k };
    draw();
  };
  const move = (dx, dy) => {
    const k = perPixel();
    view.x = Math.min(width - 40 * k, Math.max(40 * k - view.w, view.x + dx * k));
    view.y = Math.min(height - 40 * k, Math.max(40 * k - view.h, view.y + dy * k));
    draw();
  };
  const fit = () => {
    view = { x: 0, y: 0, w: width, h: height };
    draw();
  };
  // All of it at first; what would be too small begins larger, at the left where a way begins.
  const start = () => {
    fit();
    if (perPixel() > 2.6) zoom(perPixel() / 1.4, { x: 0, y: height / 2 });
  };
  const pointIn = (event) => {
    const matrix = svg.getScreenCTM();
    return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : { x: 0, y: 0 };
  };
  const bring = (element) => {
    const box = element.getBBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (perPixel() > 1.1) zoom(perPixel());
    view.x = x - view.w / 2;
    view.y = y - view.h / 2;
    draw();
  };

  const pointers = new Map();
  let dragged = 0;
  frame.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, event);
    dragged = 0;
  });
  addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    if (pointers.size === 2) {
      const other = [...pointers.values()].find((each) => each.pointerId !== event.pointerId);
      const far = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      zoom(far(event, other) / Math.max(1, far(before, other)), pointIn(event));
    } else move(before.clientX - event.clientX, before.clientY - event.clientY);
    dragged += Math.abs(before.clientX - event.clientX) + Math.abs(before.clientY - event.clientY);
    pointers.set(event.pointerId, event);
  });
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, (event) => pointers.delete(event.pointerId));
  frame.addEventListener('dragstart', (event) => event.preventDefault());
  frame.addEventListener('click', (event) => dragged > 5 && event.preventDefault(), true);
  frame.addEventListener(
    'wheel',
    (event) => {
      // The page scrolls by the wheel alone; with a key, or by two fingers on a pad, the picture grows.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, pointIn(event));
    },
    { passive: false },
  );
  const keys = {
    '+': () => zoom(step),
    '=': () => zoom(step),
    '-': () => zoom(1 / step),
    0: fit,
    ArrowLeft: () => move(-60, 0),
    ArrowRight: () => move(60, 0),
    ArrowUp: () => move(0, -60),
    ArrowDown: () => move(0, 60),
  };
  frame.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  frame.addEventListener('focusin', (event) => {
    const thing = event.target.closest?.('.g-thing');
    if (thing?.matches(':focus-visible')) bring(thing);
  });

  const button = (label, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'btn btn-sm g-btn-secondary';
    made.textContent = label;
    made.addEventListener('click', act);
    tools.append(made);
  };
  tools.querySelector('[data-picture-size]')?.remove();
  button(`+ ${tools.dataset.in}`, () => zoom(step));
  button(`− ${tools.dataset.out}`, () => zoom(1 / step));
  button(tools.dataset.fit, fit);

  // A PNG is made here: the whole picture, twice its size as far as a canvas goes.
  button('PNG', async () => {
    const copy = svg.cloneNode(true);
    const scale = Math.min(2, 12000 / Math.max(width, height));
    copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
    copy.setAttribute('width', String(Math.round(width * scale)));
    copy.setAttribute('height', String(Math.round(height * scale)));
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext('2d').drawImage(image, 0, 0);
    canvas.toBlob((blob) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${frame.dataset.picture}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  });

  // What is typed is marked at once; the form finds the same on the server, in what is folded too.
  const search = document.querySelector('.g-filterbar input[name="q"]');
  search?.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    let first = null;
    for (const thing of svg.querySelectorAll('.g-thing')) {
      const hit = wanted.length > 1 && thing.dataset.find.includes(wanted);
      thing.classList.toggle('g-thing-found', hit);
      if (hit) first ??= thing;
    }
    if (first) bring(first);
  });
  start();
  const marked = svg.querySelector('.g-thing-marked');
  if (marked) bring(marked);
};

for (const frame of document.querySelectorAll('[data-picture]')) prepare(frame);
