import { cutAt } from '../cut.js';
import type { Operation } from '../../model/actor.js';
import type { Observation } from '../../model/observation.js';
import { impossible } from '../http/http-session.js';
import type { BrowserSessionCopy, SwappingActor } from '../session-copy.js';
import { listenInBrowser } from './listen.js';
import { backInBrowser, reuseInBrowser } from './reuse.js';
import type { Scene } from './scene.js';
import { noSession } from './scene.js';
import type { Seat } from './seat.js';
import { copyOf } from './session-copy.js';
import { signIn, signOut } from './sign-in-out.js';
import { fetchPage, visitPage } from './visit-page.js';
import { writeInBrowser } from './write-field.js';

/** What a browser actor is made of. */
export interface BrowserActorParts extends Pick<Scene, 'ref' | 'settings' | 'pageAt' | 'transport'> {
  /** A fresh place in a living browser, with a session or without. Rejects with a SosieError where there is none to be had. */
  takeSeat(copy: BrowserSessionCopy | null): Promise<Seat>;
}

/**
 * An actor in a browser context of its own. Where its browser process or page dies, the operation under way
 * ends as `unknown`, `signedIn` turns false, and the next operation finds a fresh context.
 */
export function createBrowserActor({
  takeSeat,
  ...parts
}: BrowserActorParts): SwappingActor<BrowserSessionCopy> {
  const { ref } = parts;
  const session = noSession(ref, parts.settings.clock);
  let closed = false;
  let seat: Promise<Seat> | null = null;
  let carried: BrowserSessionCopy | null = null;

  const takeFresh = (): Promise<Seat> => {
    const taken = takeSeat(carried);
    seat = taken;
    taken.catch(() => {
      if (seat === taken) seat = null;
    });
    return taken;
  };
  const seated = async (): Promise<Seat> => {
    if (closed) throw impossible(`${ref.name} is closed.`);
    const mine = seat ?? takeFresh();
    const taken = await mine;
    if (!taken.gone()) return taken;
    session.signedIn = false;
    const fresh = seat === mine || seat === null ? takeFresh() : seat;
    await taken.leave();
    return fresh;
  };
  return {
    ...ref,
    get signedIn() {
      return session.signedIn;
    },
    get notBefore() {
      return session.notBefore;
    },
    async perform(operation, signal) {
      await parts.settings.pace?.turn(signal);
      return performIn({ ...parts, session, seat: await seated(), signal }, operation);
    },
    copySession: async () => copyOf(await seated(), session.authorization),
    async takeSession(copy) {
      const before = seat;
      carried = copy;
      await takeFresh();
      session.authorization = copy.authorization;
      session.signedIn = true;
      await (await before?.catch(() => null))?.leave();
    },
    async close() {
      closed = true;
      await (await seat?.catch(() => null))?.leave();
    },
  };
}

function performIn(scene: Scene, operation: Operation): Promise<readonly Observation[]> {
  switch (operation.kind) {
    case 'login':
      return signIn(scene, operation.alias);
    case 'logout':
      return signOut(scene);
    case 'cancel':
      return fetchPage(scene, 'fetch', operation.page, cutAt(operation.waiting, scene.session.usual.ms()));
    case 'fetch':
      return fetchPage(scene, operation.page.kind === 'document' ? 'open' : 'fetch', operation.page);
    case 'visit':
    case 'reload':
      // A document is never navigated to: the browser would save it instead of showing it.
      if (operation.page.kind === 'document') return fetchPage(scene, 'open', operation.page);
      return visitPage(scene, operation.kind, operation.page);
    case 'listen':
      return listenInBrowser(scene, operation.page, operation.forMs);
    case 'write':
      return writeInBrowser(scene, operation);
    case 'probe':
      return fetchPage(scene, 'probe', operation.page);
    case 'reuse':
      return reuseInBrowser(scene, operation.page);
    case 'back':
      return backInBrowser(scene, operation.page);
  }
}
