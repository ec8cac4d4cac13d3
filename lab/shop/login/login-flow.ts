import type { Request } from 'express';
import { randomSessionId } from '../sign-in.js';

/** The way of a login through the browser: form, login service, callback (RFC 6749, section 4.1). */
export interface LoginFlow {
  /** A form is shown: the browser is given what its callback must bring back. */
  begin(req: Request): void;
  /** The password was right: where the browser goes on. */
  callbackUrl(req: Request, code: string): Promise<string>;
  /** The callback: the code of the login that this very browser began, or null. */
  codeOf(req: Request): Promise<string | null>;
}

/** Path of the callback. */
export const callbackPath = '/login/callback';

/** The sound way: the state lies in the browser's own session, and the code travels in the address. */
export function createLoginFlow(): LoginFlow {
  return {
    begin: (req) => {
      req.session.loginState ??= randomSessionId();
    },
    callbackUrl: (req, code) => {
      const query = new URLSearchParams({ code, state: req.session.loginState ?? '' });
      return Promise.resolve(`${callbackPath}?${query.toString()}`);
    },
    codeOf: (req) => {
      const { code, state } = req.query;
      const own = req.session.loginState !== undefined && state === req.session.loginState;
      return Promise.resolve(own && typeof code === 'string' ? code : null);
    },
  };
}
