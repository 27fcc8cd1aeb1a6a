// Comfort only: how far an import is, read anew until it is done.

const refreshing = async () => {
  const shown = document.querySelector('[data-refresh]');
  if (!shown) return;
  const answer = await fetch(location.href).catch(() => null);
  const fresh = answer?.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('imports');
  if (fresh) shown.replaceWith(document.adoptNode(fresh));
  setTimeout(refreshing, 1500);
};
setTimeout(refreshing, 1500);
