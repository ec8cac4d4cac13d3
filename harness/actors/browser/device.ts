import type { Device } from '../../model/actor.js';
import type { Identity } from '../../model/identity.js';
import type { ActorRef } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { Page } from '../../model/page.js';
import type { ActorSettings } from '../actor-settings.js';
import { impossible } from '../http/http-session.js';
import type { Transport } from '../http/transport.js';
import { goBack } from './go-back.js';
import { lookAtLeftovers, visitOffline } from './leftovers.js';
import type { BrowserSession, Scene } from './scene.js';
import { noSession } from './scene.js';
import type { Seat } from './seat.js';
import { leave, signIn } from './sign-in-out.js';
import { fetchPage, visitPage } from './visit-page.js';

/** What a device is made of. */
export interface DeviceParts {
  readonly name: string;
  readonly settings: ActorSettings;
  readonly transport: Transport;
  pageAt(url: URL): Page | null;
  /** A fresh place in a living browser, for whoever `user` is at the time. */
  takeSeat(user: ActorRef): Promise<Seat>;
}

/** Steps back that reach from a fresh login over the logout before it into the predecessor's pages. */
const stepsBack = 8;

/**
 * One browser context for everybody: its service workers, HTTP cache, storage and history stay from one person to the
 * next. Cookies, too: what the logout leaves, the next one finds. Where the browser dies, or somebody finds no way out,
 * the next handover begins with a fresh one.
 */
export function createDevice({ name, settings, transport, pageAt, takeSeat }: DeviceParts): Device {
  let user: Identity | null = null;
  let last: Identity | null = null;
  let seat: Seat | null = null;
  let closed = false;
  const current: ActorRef = {
    name,
    kind: 'browser',
    get identity() {
      return user;
    },
  };
  const session: BrowserSession = noSession(current, settings.clock);

  const seated = async (): Promise<Seat> => {
    if (closed) throw impossible(`${name} is closed.`);
    if (seat !== null && !seat.gone()) return seat;
    if (seat !== null) await renew(seat);
    return (seat = await takeSeat(current));
  };
  /** Whoever could not leave is still signed in: many a target keeps a living session for whoever signs in again. */
  const renew = async (at: Seat): Promise<void> => {
    await at.leave();
    seat = null;
    last = null;
  };
  /** The browser in the hands of `identity`; where somebody else had it before, every look says so. */
  const sceneOf = (identity: Identity, at: Seat, signal: AbortSignal): Scene => {
    const before = last === null || last.id === identity.id ? null : last;
    user = identity;
    last = identity;
    const ref: ActorRef = { name, kind: 'browser', identity };
    const own = before === null ? settings : { ...settings, observer: handedOver(settings, before, session) };
    return { ref, settings: own, pageAt, transport, session, seat: at, signal };
  };
  return {
    name,
    async handover(from, to, signal) {
      const at = await seated();
      if (!(await useAndLeave(sceneOf(from, at, signal)))) {
        await renew(at);
        return [];
      }
      await emptyHands(at);
      const { seen, left } = await takeOver(sceneOf(to, at, signal));
      if (!left) await renew(at);
      return seen;
    },
    async close() {
      closed = true;
      await seat?.leave();
    },
  };
}

/**
 * Every look of the successor is a `handover`, but for those that go back. Cookies that the predecessor's logout left are
 * not the successor's session: they are told of only once the successor has one.
 */
function handedOver(
  { observer }: ActorSettings,
  predecessor: Identity,
  session: BrowserSession,
): ActorSettings['observer'] {
  return {
    observe: (look) =>
      observer.observe({
        ...look,
        operation: look.operation === 'back' ? 'back' : 'handover',
        predecessor: predecessor.id,
        cookies: session.signedIn ? look.cookies : [],
      }),
    lostBody: (actor, page) => observer.lostBody(actor, page),
  };
}

/** The first person's turn. False where it did not begin or end as it should: then nothing is handed over. */
async function useAndLeave(scene: Scene): Promise<boolean> {
  await signIn(scene, 0, 'keep');
  if (!scene.session.signedIn) return false;
  await useAll(scene);
  const [first] = pagesOf(scene, 'page');
  // A service worker, once installed, has its say from the second visit on.
  if (first !== undefined) await visitPage(scene, 'visit', first);
  return (await leave(scene)).left && !scene.seat.gone() && !scene.signal.aborted;
}

/** Ends whatever the page of the first person still does, so that none of it comes in during the second one's turn. */
async function emptyHands({ page, recorder }: Seat): Promise<void> {
  await page.goto('about:blank').catch(() => undefined);
  await recorder.drain(1_000, AbortSignal.any([]));
  recorder.take();
}

/**
 * The second person's turn. History comes before the visits: going back shows what is in the cache as it is, and a
 * visit would replace it. It ends with a logout: a login form may not be there for whoever is signed in.
 */
async function takeOver(
  scene: Scene,
): Promise<{ readonly seen: readonly Observation[]; readonly left: boolean }> {
  const seen: Observation[] = [...(await signIn(scene, 0, 'keep'))];
  const goesOn = (): boolean => scene.session.signedIn && !scene.seat.gone() && !scene.signal.aborted;
  for (let step = 0; step < stepsBack && goesOn(); step += 1) {
    const shown = await goBack(scene, 'back');
    if (shown === null) break;
    seen.push(...shown);
  }
  if (goesOn()) seen.push(...(await useAll(scene)));
  if (goesOn()) seen.push(...(await visitOffline(scene, pagesOf(scene, 'page'))));
  const [first] = pagesOf(scene, 'page');
  if (goesOn()) seen.push(...(await lookAtLeftovers(scene, first?.path ?? '/')));
  const { seen: last, left } = goesOn() ? await leave(scene) : { seen: [], left: false };
  return { seen: [...seen, ...last], left };
}

async function useAll(scene: Scene): Promise<readonly Observation[]> {
  const seen: Observation[] = [];
  for (const page of pagesOf(scene, 'page')) seen.push(...(await visitPage(scene, 'visit', page)));
  for (const page of pagesOf(scene, 'api')) seen.push(...(await fetchPage(scene, 'fetch', page)));
  for (const page of pagesOf(scene, 'document')) seen.push(...(await fetchPage(scene, 'open', page)));
  return seen;
}

function pagesOf({ settings }: Scene, wanted: Page['kind']): readonly Page[] {
  return settings.pages.filter(({ kind }) => kind === wanted);
}
