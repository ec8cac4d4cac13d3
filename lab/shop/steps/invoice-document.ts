import { Router, type Response } from 'express';
import type { Account } from '../account.js';
import { findInvoice } from '../invoices.js';
import type { Shop, Step } from '../parts.js';
import type { Invoice } from '../records.js';
import { visitorOrRefusal } from '../visitors.js';

/** Where an invoice can be had as a PDF. */
export const invoicePath = '/invoices/:number.pdf';

/** GET /invoices/<number>.pdf: 404 for anybody but its owner, as if there were none (OWASP API1:2023). */
export const invoiceDocument: Step = {
  name: 'invoice-document',
  create: (shop) =>
    Router().get(invoicePath, async (req, res) => {
      const visitor = await visitorOrRefusal(shop, req, res);
      if (visitor === null) return;
      const found = await findInvoice(shop.accounts, req.params.number);
      if (found?.account.id === visitor.id) await sendInvoice(shop, res, found);
      else refuseInvoice(res);
    }),
};

/** Sends the invoice as a PDF to be shown in the browser. */
export async function sendInvoice(
  shop: Shop,
  res: Response,
  found: { readonly account: Account; readonly invoice: Invoice },
): Promise<void> {
  const pdf = await shop.parts.views.invoicePdf(found.account, found.invoice);
  res
    .set('content-disposition', `inline; filename="${found.invoice.number}.pdf"`)
    .type('application/pdf')
    .send(Buffer.from(pdf));
}

/** There is no such invoice, or it is none of the visitor's business: they must not learn which. */
export function refuseInvoice(res: Response): void {
  res.status(404).type('text/plain').send('Cette facture n’existe pas.');
}
