import { insertBefore } from '../shop/change-steps.js';
import { keepAnswer, type SentAnswer } from '../shop/keep-answer.js';
import type { Request, Response } from 'express';
import type { Step } from '../shop/parts.js';
import type { Fault } from './fault.js';

interface Kept extends SentAnswer {
  /** Milliseconds of the process's clock. */
  readonly keptAt: number;
}

const ttlMs = 2_000;

/**
 * Keeps answers for the session that they were made for, and gives them to that session only, with the headers
 * of a cache that hits. A session that has ended has no account any more and gets nothing; one that writes
 * loses what was kept for it.
 */
const sessionCache: Step = {
  name: 'session-cache',
  create: () => {
    const sessions = new Map<string, Map<string, Kept>>();
    return (req, res, next) => {
      const owner = `${req.sessionID} ${req.session.accountId ?? ''}`;
      if (req.session.accountId === undefined) {
        next();
      } else if (req.method !== 'GET') {
        sessions.delete(owner);
        next();
      } else {
        let kept = sessions.get(owner);
        if (kept === undefined) {
          kept = new Map();
          sessions.set(owner, kept);
          setTimeout(() => sessions.delete(owner), ttlMs).unref();
        }
        answer(kept, req, res, next);
      }
    };
  },
};

function answer(kept: Map<string, Kept>, req: Request, res: Response, next: () => void): void {
  const key = req.originalUrl;
  const found = kept.get(key);
  if (found !== undefined) {
    const age = Math.floor((performance.now() - found.keptAt) / 1_000);
    res
      .set({ 'x-cache': 'HIT', age: String(age) })
      .type(found.type)
      .send(found.body);
    return;
  }
  res.set('x-cache', 'MISS');
  keepAnswer(res, (sent) => kept.set(key, { ...sent, keptAt: performance.now() }));
  next();
}

/** A cache of personal pages that is right. */
export const privateCache: Fault = {
  id: 'private-cache',
  kind: 'control',
  title: 'personal answers are cached for the session that they belong to, and hit',
  incident: null,
  acts: 'always',
  oracles: [],
  layer: null,
  shop: (parts) => ({
    ...parts,
    steps: insertBefore(parts.steps, 'profile', sessionCache),
  }),
};
