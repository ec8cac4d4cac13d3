import type { Request, Response } from 'express';
import { sessionCookie } from './steps/session.js';

/** Ends the session where it is kept, so that its cookie is worth nothing to whoever has a copy, and drops the cookie. */
export async function endSession(req: Request, res: Response): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.session.destroy((error: unknown) => {
      if (error) reject(new Error('The session could not be ended.', { cause: error }));
      else resolve();
    });
  });
  res.clearCookie(sessionCookie);
}
