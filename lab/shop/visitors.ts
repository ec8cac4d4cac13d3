import type { Request, Response } from 'express';
import type { Account } from './account.js';
import type { Accounts } from './accounts.js';
import type { Shop, Visitors } from './parts.js';

/** The sound way: each request's own session says whose it is. */
export function createVisitors(accounts: Accounts): Visitors {
  return {
    enter: (_req, _res, next) => next(),
    current: async (req) =>
      req.session.accountId === undefined ? null : accounts.byId(req.session.accountId),
  };
}

/** The visitor's account; where nobody is signed in it sends the visitor to the login form and answers null. */
export async function visitorOrLogin(shop: Shop, req: Request, res: Response): Promise<Account | null> {
  const account = await shop.visitors.current(req);
  if (account === null) res.redirect(303, '/login');
  return account;
}

/** The visitor's account; where nobody is signed in it answers 401 in JSON and gives null. */
export async function visitorOrRefusal(shop: Shop, req: Request, res: Response): Promise<Account | null> {
  const account = await shop.visitors.current(req);
  if (account === null) res.status(401).json({ error: 'not signed in' });
  return account;
}
