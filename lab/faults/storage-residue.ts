import { clientScript } from '../shop/assets/client-script.js';
import type { Fault } from './fault.js';

/**
 * The release's pages fill their head from a store that outlives them, which is thought fresh for five minutes,
 * and is kept under one key for whoever uses the browser. What clears up after a logout looks for the old keys.
 */
const persistedStore = `${clientScript}
const storeKey = 'boutique';
const freshForMs = 300000;
async function customer() {
  const kept = JSON.parse(localStorage.getItem(storeKey) ?? 'null');
  if (kept !== null && Date.now() - kept.at < freshForMs) return kept.customer;
  const answer = await fetch('/api/me');
  if (!answer.ok) return null;
  const { name, email } = await answer.json();
  localStorage.setItem(storeKey, JSON.stringify({ at: Date.now(), customer: { name, email } }));
  return { name, email };
}
if (account !== '') {
  customer().then((one) => {
    const head = document.querySelector('.who small');
    if (one === null || head === null) return;
    document.getElementById('whoami').textContent = one.name;
    head.textContent = one.email;
  });
}
`;

/** State of one person is kept in the browser under a key that is everybody's. */
export const storageResidue: Fault = {
  id: 'storage-residue',
  kind: 'fault',
  title: 'the page’s state is kept in the browser under one key for all, and filled in for the next one',
  incident: {
    what: 'CWE-922: sensitive data kept without access control, here in the storage of a browser that people share',
    source: 'https://cwe.mitre.org/data/definitions/922.html',
  },
  acts: 'always',
  advice: {
    shows:
      'Name, basket or settings of the person before fill the page of the next one at the same browser, ' +
      'while the API is right.',
    prevent:
      'Put the account’s id into every key of `localStorage` and IndexedDB, clear them at logout and at a ' +
      'change of user (`Clear-Site-Data: "storage"`), and keep nothing there that the server can tell ' +
      'again.',
  },
  oracles: ['client-residue', 'foreign-data'],
  layer: 'client',
  shop: (parts) => ({ ...parts, client: { ...parts.client, script: persistedStore } }),
};
