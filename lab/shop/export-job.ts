import { open } from 'node:fs/promises';
import { accountData, type Account } from './account.js';
import type { Records } from './records.js';

/**
 * Writes all that the shop holds about an account to the file `path`, as one JSON object, part by part as the
 * parts come in. What the file held before is gone.
 */
export async function writeExport(records: Records, account: Account, path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.write(`{\n"account": ${JSON.stringify(accountData(account))}`);
    await file.write(`,\n"orders": ${JSON.stringify(await records.orders(account))}`);
    await file.write(`,\n"letters": ${JSON.stringify(await records.letters(account))}`);
    await file.write(`,\n"invoices": ${JSON.stringify(await records.invoices(account))}`);
    await file.write(`,\n"appointments": ${JSON.stringify(await records.appointments(account))}\n}\n`);
  } finally {
    await file.close();
  }
}
