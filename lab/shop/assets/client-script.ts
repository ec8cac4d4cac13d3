/**
 * Registers the service worker, and remembers under a key of the account which pages its owner opened last. A
 * page of anybody else, or of nobody, throws away what other accounts have left, so a logout leaves nothing.
 */
export const clientScript = `
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sw.js').catch(() => undefined);
const account = document.documentElement.dataset.account ?? '';
const prefix = 'espace:';
for (const key of Object.keys(localStorage)) {
  if (key.startsWith(prefix) && key !== prefix + account) localStorage.removeItem(key);
}
if (account !== '') {
  const { pages = [] } = JSON.parse(localStorage.getItem(prefix + account) ?? '{}');
  const name = document.getElementById('whoami')?.textContent ?? '';
  const latest = [location.pathname, ...pages.filter((page) => page !== location.pathname)].slice(0, 5);
  localStorage.setItem(prefix + account, JSON.stringify({ name, pages: latest }));
}
// A page that the browser kept in memory may be somebody else's by now: it is asked for again.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
`;
