// Comfort only: every page can be moved by its buttons and by the form below the list.

const list = document.querySelector('[data-order]');
const form = document.getElementById('order-after');
let dragged = null;

if (list && form) {
  for (const item of list.children) {
    item.draggable = true;
    item.classList.add('g-order-drag');
  }
  list.addEventListener('dragstart', (event) => {
    dragged = event.target.closest('li');
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.dataset.id);
  });
  list.addEventListener('dragover', (event) => {
    const over = event.target.closest('li');
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener('drop', (event) => event.preventDefault());
  list.addEventListener('dragend', () => {
    if (!dragged) return;
    const before = dragged.previousElementSibling;
    // At the head of a later page of the list nobody knows what stands before: the page goes before its neighbour by a reload.
    if (!before && list.start > 1) return location.reload();
    form.elements.moving.value = dragged.dataset.id;
    form.elements.after.value = before?.dataset.id ?? '';
    form.requestSubmit();
  });
}
