import { createRandom, mixSeeds } from '../population/random.js';
import type { Account } from './account.js';
import type { Accounts } from './accounts.js';
import type { Invoice } from './records.js';

const articles = [
  ['Lunettes de vue, monture acétate', 24_900],
  ['Lunettes de lecture, la paire', 8_900],
  ['Verres progressifs, remplacement', 31_500],
  ['Lentilles mensuelles, boîte de six', 4_250],
] as const;

const invoicesPerAccount = 2;

/** The account's invoices, newest first; the same at every call. */
export function invoicesOf(account: Account): readonly Invoice[] {
  const random = createRandom(mixSeeds(Number(account.id), 19));
  const correction = `OD ${dioptres(random.below(25))}, OG ${dioptres(random.below(25))}`;
  const issued = Array.from({ length: invoicesPerAccount }, (_, index) => {
    const [article, amountCents] = random.pick(articles);
    const issuedOn = `2019-0${String(1 + index * 3 + random.below(3))}-${String(10 + random.below(19))}`;
    return { number: numberOf(account, index), issuedOn, article, amountCents, correction };
  });
  return issued.reverse();
}

/** The number of the account's newest invoice. */
export function newestInvoiceNumber(account: Account): string {
  return numberOf(account, invoicesPerAccount - 1);
}

/** The invoice of this number with whose it is, or null. Whoever calls it must ask whether they may see it. */
export async function findInvoice(
  accounts: Accounts,
  number: string,
): Promise<{ readonly account: Account; readonly invoice: Invoice } | null> {
  const [, sequence] = /^F-2019-(\d{7,})$/.exec(number) ?? [];
  if (sequence === undefined) return null;
  const account = await accounts.byId(String(Math.ceil(Number(sequence) / invoicesPerAccount)));
  const invoice = account === null ? undefined : invoicesOf(account).find((one) => one.number === number);
  return account === null || invoice === undefined ? null : { account, invoice };
}

function numberOf(account: Account, index: number): string {
  const sequence = (Number(account.id) - 1) * invoicesPerAccount + index + 1;
  return `F-2019-${String(sequence).padStart(7, '0')}`;
}

/** 0 to 24 as "-3,00" to "+3,00", in quarters. */
function dioptres(quarters: number): string {
  const value = (quarters - 12) / 4;
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2).replace('.', ',')}`;
}
