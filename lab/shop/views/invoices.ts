import type { Invoice } from '../records.js';
import { euros, html, longDate } from './html.js';
import { layout } from './layout.js';
import type { OwnFrame } from './views.js';

/** The customer's own invoices, each with a link to its PDF. */
export function invoicesPage(frame: OwnFrame, invoices: readonly Invoice[]): string {
  const { account } = frame;
  const rows = invoices.map(
    (invoice) =>
      html`<tr>
        <td class="number"><a href="/invoices/${invoice.number}.pdf">${invoice.number}</a></td>
        <td>${longDate(invoice.issuedOn)}</td>
        <td>${invoice.article}</td>
        <td>${invoice.correction}</td>
        <td class="amount">${euros(invoice.amountCents)}</td>
      </tr>`,
  );
  const content = html`<h1>Mes factures</h1>
    <p>Client n° <b>${account.customerNumber}</b></p>
    <section class="card">
      <table>
        <thead>
          <tr>
            <th>Numéro</th>
            <th>Date</th>
            <th>Article</th>
            <th>Correction visuelle</th>
            <th class="amount">Montant</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </section>
    <p>Facturées à ${account.name}, ${account.street}, ${account.postcode} ${account.city}.</p>`;
  return layout(frame, 'Mes factures', content);
}
