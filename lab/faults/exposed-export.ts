import { insertBefore } from '../shop/change-steps.js';
import { Router } from 'express';
import { newestAccounts } from '../shop/newest-accounts.js';
import type { Step } from '../shop/parts.js';
import { admin } from '../shop/steps/admin.js';
import { customersPerListing, operators } from '../shop/steps/operators.js';
import type { Fault } from './fault.js';

/** The nightly dump of the database lies where the web server finds it. */
const backup: Step = {
  name: 'backup',
  create: (shop) =>
    Router().get('/backup/customers.sql', async (_req, res) => {
      const accounts = await newestAccounts(shop.links, customersPerListing);
      const lines = accounts.map(({ id, name, email, phone, street, postcode, city }) => {
        const values = [id, name, email, phone, street, postcode, city];
        return `INSERT INTO customers VALUES (${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')});\n`;
      });
      res.set('cache-control', 'no-store').type('application/sql').send(lines.join(''));
    }),
};

/**
 * The release mounts the operators' pages ahead of the guard that stood before them, and its dump lies under a
 * path that was never guarded.
 */
export const exposedExport: Fault = {
  id: 'exposed-export',
  kind: 'fault',
  title: 'listings, exports and a backup of all customers can be had without a login',
  incident: {
    what: 'Francetest, August 2021: the data of 700,000 people tested for Covid-19 lay behind a password in a public file',
    source:
      'https://www.tellerreport.com/life/2021-08-31-a-flaw-makes-the-data-of-thousands-of-people-tested-for-covid-19-accessible.B18HaCiZF.html',
  },
  acts: 'always',
  advice: {
    shows:
      'Lists, exports or backups of all customers can be fetched by whoever finds the address; the ' +
      'customers’ own pages are right.',
    prevent:
      'Keep dumps where no web server reaches, operators’ pages on a host and behind a login of their ' +
      'own, and ask for them without a login after each release.',
  },
  oracles: ['anonymous-access'],
  layer: 'authorization',
  shop: (parts) => ({
    ...parts,
    steps: insertBefore(
      parts.steps.filter((step) => step.name !== operators.name),
      admin.name,
      operators,
      backup,
    ),
  }),
};
