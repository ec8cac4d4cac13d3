import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import type { Account } from './account.js';
import type { Accounts } from './accounts.js';

/** The header by which the shop says for whom it calls the accounts service. */
export const customerHeader = 'x-customer';

/**
 * A service of its own behind the shop, on loopback, as where accounts belong to another team. It believes what
 * the shop says about the customer, as services behind a gateway do. It ends with the process; gives its address.
 */
export async function openAccountsService(accounts: Accounts): Promise<string> {
  const server = createServer((incoming, reply) => {
    answer(accounts, incoming, reply).catch(() => reply.writeHead(500).end());
  });
  server.keepAliveTimeout = 65_000;
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Asks the service for the customer's account; null where there is none. Throws where it does not answer. */
export async function fetchAccount(
  service: string,
  headers: Readonly<Record<string, string>>,
): Promise<Account | null> {
  const { statusCode, body } = await request(`${service}/account`, {
    headers,
    headersTimeout: 5_000,
    bodyTimeout: 5_000,
  });
  if (statusCode === 200) return (await body.json()) as Account;
  await body.dump();
  if (statusCode === 404) return null;
  throw new Error(`The accounts service answered ${statusCode}.`);
}

async function answer(accounts: Accounts, incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
  const account = await accounts.byId(String(incoming.headers[customerHeader]));
  reply
    .writeHead(account === null ? 404 : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify(account));
}
