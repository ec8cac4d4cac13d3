import { Router } from 'express';
import { accountData, type Account } from '../account.js';
import { newestAccounts } from '../newest-accounts.js';
import type { Step } from '../parts.js';

/** How many customers a listing holds, newest first. */
export const customersPerListing = 500;

const columns = [
  'name',
  'email',
  'phone',
  'street',
  'postcode',
  'city',
  'birthDate',
  'customerNumber',
] as const;

/** GET /admin/customers and /admin/export.csv. They stand behind the guard of the step `admin`. */
export const operators: Step = {
  name: 'operators',
  create: (shop) =>
    Router()
      .get('/admin/customers', async (_req, res) => {
        const accounts = await newestAccounts(shop.links, customersPerListing);
        res.set('cache-control', 'no-store').json({ customers: accounts.map(accountData) });
      })
      .get('/admin/export.csv', async (_req, res) => {
        const accounts = await newestAccounts(shop.links, customersPerListing);
        res.set('cache-control', 'no-store').type('text/csv').send(csvOf(accounts));
      }),
};

/** RFC 4180, every value quoted. */
function csvOf(accounts: readonly Account[]): string {
  const rows = accounts.map((account) =>
    columns.map((column) => `"${account[column].replaceAll('"', '""')}"`),
  );
  return [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
