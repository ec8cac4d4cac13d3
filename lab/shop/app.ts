import express, { type ErrorRequestHandler, type Express } from 'express';
import type { RedisLinks } from './links.js';
import type { Shop, ShopParts } from './parts.js';
import type { Settings } from './settings.js';

/** What an instance is built from. */
export interface Building {
  readonly settings: Settings;
  readonly links: RedisLinks;
  readonly parts: ShopParts;
  readonly leaving: AbortSignal;
}

/** Assembles one instance; it does not listen yet. */
export function createApp(building: Building): Express {
  const { parts, links, settings } = building;
  const accounts = parts.accounts(links);
  const records = parts.records(links);
  const shop: Shop = {
    ...building,
    accounts,
    records,
    visitors: parts.visitors(accounts, links, settings),
    notifications: parts.notifications(records),
    loginService: parts.loginService(links, accounts),
    loginFlow: parts.loginFlow(links),
    accountLinks: parts.accountLinks(links),
  };
  const app = express();
  app.disable('x-powered-by');
  for (const step of parts.steps) app.use(step.create(shop));
  app.use((_req, res) => {
    res.status(404).type('text/plain').send('Cette page n’existe pas.');
  });
  app.use(reportFailure);
  return app;
}

const reportFailure: ErrorRequestHandler = (error: unknown, req, res, next) => {
  process.stderr.write(
    `${req.method} ${req.path}: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  if (res.headersSent) {
    next(error);
    return;
  }
  res
    .status(500)
    .set('cache-control', 'no-store')
    .type('text/plain')
    .send('Le service est momentanément indisponible.');
};
