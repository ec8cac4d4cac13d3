import { Router } from 'express';
import { findInvoice } from '../shop/invoices.js';
import type { Step } from '../shop/parts.js';
import { invoiceDocument, invoicePath, refuseInvoice, sendInvoice } from '../shop/steps/invoice-document.js';
import { visitorOrRefusal } from '../shop/visitors.js';
import type { Fault } from './fault.js';
import { replaceStep } from '../shop/change-steps.js';

/** The new handler makes sure that somebody is signed in, and then trusts the number in the URL. */
const uncheckedDocument: Step = {
  name: invoiceDocument.name,
  create: (shop) =>
    Router().get(invoicePath, async (req, res) => {
      if ((await visitorOrRefusal(shop, req, res)) === null) return;
      const found = await findInvoice(shop.accounts, req.params.number);
      if (found === null) refuseInvoice(res);
      else await sendInvoice(shop, res, found);
    }),
};

/** Any customer opens any invoice. */
export const objectAccess: Fault = {
  id: 'object-access',
  kind: 'fault',
  title: 'the new invoice handler asks for a login but not whose the invoice is',
  incident: {
    what: 'CVE-2026-22588: Spree let any customer read another’s address by its id (OWASP API1:2023)',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2026-22588',
  },
  acts: 'always',
  advice: {
    shows: 'Whoever changes the number in a document’s address reads somebody else’s.',
    prevent:
      'Load every object by its id and its owner together, and answer 404 otherwise (OWASP API1:2023); ' +
      'ids that cannot be guessed make it rarer, not right.',
  },
  oracles: ['object-access'],
  layer: 'authorization',
  shop: (parts) => ({ ...parts, steps: replaceStep(parts.steps, invoiceDocument.name, uncheckedDocument) }),
};
