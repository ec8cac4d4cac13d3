import type { Order } from '../records.js';
import { euros, html, longDate, type Html } from './html.js';
import { layout } from './layout.js';
import type { OwnFrame } from './views.js';

/** The customer's own orders. */
export function ordersPage(frame: OwnFrame, orders: readonly Order[]): string {
  const content = html`<h1>Mes commandes</h1>
    <p>Client n° <b>${frame.account.customerNumber}</b></p>
    <section class="card">${orderTable(orders)}</section>
    <section class="card">
      <h2>Livraison</h2>
      <p>
        Chez ${frame.account.name}, ${frame.account.street}, ${frame.account.postcode} ${frame.account.city}.
        Nouvelles par courriel à ${frame.account.email}.
      </p>
    </section>`;
  return layout(frame, 'Mes commandes', content);
}

/** Orders as a table. */
export function orderTable(orders: readonly Order[]): Html {
  const rows = orders.map(
    (order) =>
      html`<tr>
        <td class="number">${order.number}</td>
        <td>${order.article}</td>
        <td>${longDate(order.orderedOn)}</td>
        <td>${order.deliverTo}</td>
        <td><span class="status">${order.status}</span></td>
        <td class="amount">${euros(order.priceCents)}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th>Numéro</th>
        <th>Article</th>
        <th>Date</th>
        <th>Livraison</th>
        <th>État</th>
        <th class="amount">Prix</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
