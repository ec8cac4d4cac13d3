import type { Account } from './account.js';
import type { Order, Records } from './records.js';

/** What is pushed to a customer's open page. */
export type Notification =
  | { readonly kind: 'hello'; readonly name: string; readonly email: string }
  | {
      readonly kind: 'order';
      readonly customerNumber: string;
      readonly name: string;
      readonly order: string;
      readonly status: string;
    };

/** Who is sent what. */
export interface Notifications {
  /** Sends a hello at once and then news of the account, until the returned function is called. */
  subscribe(account: Account, deliver: (notification: Notification) => void): () => void;
}

/** Between two notifications of one account, in milliseconds. */
export const notifyEveryMs = 400;

/** A timer for each subscription, which knows its account and its own receiver only. */
export function createNotifications(records: Records): Notifications {
  return {
    subscribe(account, deliver) {
      deliver(helloOf(account));
      const timer = setInterval(() => {
        void records.orders(account).then((orders) => deliver(newsOf(account, orders)));
      }, notifyEveryMs);
      return () => clearInterval(timer);
    },
  };
}

/** Says whose stream it is. */
export function helloOf(account: Account): Notification {
  return { kind: 'hello', name: account.name, email: account.email };
}

/** How the account's newest order is doing. */
export function newsOf(account: Account, orders: readonly Order[]): Notification {
  const { customerNumber, name } = account;
  const newest = orders[0];
  return {
    kind: 'order',
    customerNumber,
    name,
    order: newest?.number ?? '',
    status: newest?.status ?? 'Aucune commande',
  };
}
