import type { Account } from '../account.js';
import { html } from './html.js';
import { layout } from './layout.js';
import type { OwnFrame } from './views.js';

/** Customers who wish to be found by their neighbours: name and town of each, nothing else. */
export function directoryPage(frame: OwnFrame, listed: readonly Account[]): string {
  const content = html`<h1>Voisins relais</h1>
    <p>Ces clients acceptent de recevoir les colis de leurs voisins, et d’être nommés ici.</p>
    <section class="card">
      <ul>
        ${listed.map(({ name, city }) => html`<li>${name}, ${city}</li>`)}
      </ul>
    </section>
    <p>Votre numéro de client, à leur donner : <b>${frame.account.customerNumber}</b></p>`;
  return layout(frame, 'Voisins relais', content);
}
