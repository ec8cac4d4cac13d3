import type { Identity } from '../../model/identity.js';
import type { Page } from '../../model/page.js';
import type { BrowserSignIn } from './http-login.js';
import type { HttpSessionParts } from './http-session.js';

/** What an actor of plain HTTP is made of. */
export interface HttpActorParts extends HttpSessionParts {
  readonly name: string;
  readonly identity: Identity | null;
  readonly urlOf: (page: Page) => URL;
  /** The URL of the login form, or null where the recipe has none. */
  readonly loginUrl: URL | null;
  readonly browserSignIn: BrowserSignIn | null;
  close(): Promise<void>;
}
