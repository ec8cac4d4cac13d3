import type { BrowserContext } from 'playwright';
import type { Actor } from '../model/actor.js';
import type { Jar } from './http/jar.js';

/** A copy of a login session: what is done with it never reaches the actor that it came from. In memory only. */
export interface HttpSessionCopy {
  readonly jar: Jar;
  /** Value of the Authorization header, or null. */
  readonly authorization: string | null;
}

/** The same for a browser: cookies, local storage, databases; and the session storage of the page that it shows. */
export interface BrowserSessionCopy {
  readonly state: Awaited<ReturnType<BrowserContext['storageState']>>;
  readonly origin: string;
  readonly sessionStorage: Readonly<Record<string, string>>;
  readonly authorization: string | null;
}

/** An actor whose session can be copied, and which can go on with a copy of another's. */
export interface SwappingActor<Copy> extends Actor {
  copySession(): Promise<Copy>;
  /** Throws this actor's own session away; from now on it asks with the copy. */
  takeSession(copy: Copy): Promise<void>;
}

/** Has two signed-in actors of one kind go on with copies of each other's sessions. */
export async function swapSessions<Copy>(
  one: SwappingActor<Copy>,
  other: SwappingActor<Copy>,
): Promise<void> {
  const [first, second] = await Promise.all([one.copySession(), other.copySession()]);
  await Promise.all([one.takeSession(second), other.takeSession(first)]);
}
