// Comfort only: arrow keys move between the cards of the board, "/" goes to the search. Tab reaches everything without this.

const lanes = () => [...document.querySelectorAll('.g-board .g-lane')].filter((lane) => lane.querySelector('.g-case-name'));
const cardsOf = (lane) => [...lane.querySelectorAll('.g-case-name')];

const next = (key) => {
  const all = lanes();
  const here = document.activeElement?.closest?.('.g-lane');
  const column = all.indexOf(here);
  if (column < 0) return cardsOf(all[0] ?? document)[0];
  const row = cardsOf(here).indexOf(document.activeElement);
  if (key === 'ArrowDown') return cardsOf(here)[row + 1];
  if (key === 'ArrowUp') return cardsOf(here)[Math.max(0, row - 1)];
  const beside = all[column + (key === 'ArrowRight' ? 1 : -1)];
  if (!beside) return undefined;
  const cards = cardsOf(beside);
  return cards[Math.min(Math.max(row, 0), cards.length - 1)];
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.('input, textarea, select, [contenteditable]')) return;
  if (event.key === '/') {
    const search = document.querySelector('.g-filterbar input[type=search]');
    if (!search) return;
    event.preventDefault();
    search.focus();
    return;
  }
  if (!event.key.startsWith('Arrow') || !document.querySelector('.g-board')) return;
  // Arrows scroll the page until somebody stands on a card.
  if (!document.activeElement?.closest?.('.g-board')) return;
  const card = next(event.key);
  if (!card) return;
  event.preventDefault();
  card.focus();
  card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
});
