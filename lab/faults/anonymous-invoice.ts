import { insertAfter } from '../shop/change-steps.js';
import { Router } from 'express';
import { findInvoice } from '../shop/invoices.js';
import type { Step } from '../shop/parts.js';
import { invoiceDocument, invoicePath, refuseInvoice, sendInvoice } from '../shop/steps/invoice-document.js';
import { publicSite } from '../shop/steps/public-site.js';
import type { Fault } from './fault.js';

/** Documents are now served with the public files: before any session is looked at. */
const publicDocument: Step = {
  name: invoiceDocument.name,
  create: (shop) =>
    Router().get(invoicePath, async (req, res) => {
      const found = await findInvoice(shop.accounts, req.params.number);
      res.set('cache-control', 'no-store');
      if (found === null) refuseInvoice(res);
      else await sendInvoice(shop, res, found);
    }),
};

/** Anybody opens any invoice, with no login at all. */
export const anonymousInvoice: Fault = {
  id: 'anonymous-invoice',
  kind: 'fault',
  title: 'invoices are served with the public files, by their number, without a login',
  incident: {
    what: 'Optical Center, July 2017: hundreds of customers’ invoices opened by their URL, without a login (CNIL fine, 2018)',
    source: 'https://www.archimag.com/node/89647',
  },
  acts: 'always',
  advice: {
    shows: 'A document’s address works without any login, for whoever tries numbers.',
    prevent:
      'Refuse by default: mount everything behind the login and name what is public. Keep private files ' +
      'out of the web server’s directories; hand them out by a handler that checks the owner, or by ' +
      'signed addresses that expire.',
  },
  oracles: ['anonymous-access', 'object-access'],
  layer: 'authorization',
  shop: (parts) => ({
    ...parts,
    steps: insertAfter(
      parts.steps.filter((step) => step.name !== invoiceDocument.name),
      publicSite.name,
      publicDocument,
    ),
  }),
};
