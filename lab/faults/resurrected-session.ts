import { insertBefore } from '../shop/change-steps.js';
import { setTimeout as delay } from 'node:timers/promises';
import { Router } from 'express';
import type { Step } from '../shop/parts.js';
import { sessionCookie } from '../shop/steps/session.js';
import type { Fault } from './fault.js';

declare module 'express-session' {
  interface SessionData {
    /** When the benefits office was last asked for news, in milliseconds since 1970. */
    askedForNewsAt?: number;
  }
}

/** How long the benefits office takes to answer, in milliseconds. */
const newsMs = 400;
const farewellMs = 250;

/**
 * After each page the release asks the office for news, and then saves the session that it has held since the
 * request came in. Where its owner has signed out meanwhile, the save brings the session back to life. Signing
 * out takes its time too: the office is told.
 */
const office: Step = {
  name: 'office',
  create: () =>
    Router()
      .use((req, res, next) => {
        const { session } = req;
        const askForNews = async (): Promise<void> => {
          await delay(newsMs);
          session.askedForNewsAt = Date.now();
          session.save((error: unknown) => {
            if (error instanceof Error) process.stderr.write(`news: ${error.message}\n`);
          });
        };
        if (req.method === 'GET' && session.accountId !== undefined)
          res.once('finish', () => void askForNews());
        next();
      })
      .post('/logout', (req, res, next) => {
        req.session.destroy((error: unknown) => {
          if (error) next(error);
          else void delay(farewellMs).then(() => res.clearCookie(sessionCookie).redirect(303, '/'));
        });
      }),
};

/** A session that was destroyed is saved again by work that still held it. */
export const resurrectedSession: Fault = {
  id: 'resurrected-session',
  kind: 'fault',
  title: 'work that outlives its request saves a session again that was destroyed meanwhile',
  incident: {
    what: 'CVE-2025-46336: rack-session’s pool restored a deleted session at the end of a concurrent request',
    source: 'https://nvd.nist.gov/vuln/detail/CVE-2025-46336',
  },
  acts: 'always',
  advice: {
    shows:
      'Somebody has signed out, and their cookie works again: on a shared computer the next one finds the ' +
      'account open.',
    prevent:
      'Let late work change a session only where it still exists (Redis: `SET … XX`) and only the field ' +
      'that it means, or keep its result elsewhere; destroy must win over save.',
  },
  oracles: ['after-logout'],
  layer: 'session-store',
  shop: (parts) => ({
    ...parts,
    steps: insertBefore(parts.steps, 'sign-in', office),
  }),
};
