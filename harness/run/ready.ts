import { setMaxListeners } from 'node:events';
import { resolveOnTarget, type ActorLogin } from '../actors/index.js';
import {
  createFingerprint,
  createObserver,
  createPlaces,
  createVault,
  isolationRules,
  type RecordingObserver,
  type Vault,
} from '../observation/index.js';
import type { Observer } from '../model/actor.js';
import type { Page } from '../model/page.js';
import { prepare, type PrepareOptions, type Prepared } from './1-prepare.js';
import { learn, type Learned } from './2-learn.js';
import { createLearningObserver } from './learning-observer.js';
import { loginEvent } from './login-event.js';
import type { Recorder } from './recorder.js';
import { silentSelfHint, silentSelves } from './silent-selves.js';

/** Actors that are signed in, and all that is known of the pages; nothing is recorded yet. */
export interface Ready {
  readonly prepared: Prepared;
  readonly learned: Learned;
  /** Reasons of logins that failed, by identity id. */
  readonly failedLogins: ReadonlyMap<string, string>;
  readonly vault: Vault;
  /** An observer that knows all that was learned and tells nobody of its looks but whoever asks. */
  quietObserver(): Observer;
  /** The same for looks with somebody else's session: what they show is no secret of the run's. */
  drillObserver(): Observer;
  /**
   * Records what happened while learning, and connects the actors to the recorder. May be called again: a later recorder
   * takes the place of the earlier one, with an observer that remembers nothing. `writer` begins its observations' ids.
   */
  release(recorder: Recorder, writer?: string): Promise<RecordingObserver>;
}

/** Prepares and learns, with everything that is seen meanwhile held back. Throws SOSIE_CONFIG_* or SOSIE_TARGET_*. */
export async function prepareAndLearn(
  options: Omit<PrepareOptions, 'observer' | 'isDrawn' | 'onLogin' | 'onActorLost'> & {
    /** Every observation is recorded, own ones too. Default false: those of plain HTTP are counted by the second. */
    readonly inFull?: boolean;
  },
): Promise<Ready> {
  const { settings, clock } = options;
  // Every actor waits on it, and there may be thousands.
  setMaxListeners(0, options.signal);
  const held = createLearningObserver();
  const failedLogins = new Map<string, string>();
  let recorder: Recorder | null = null;
  const sessionCookies = (): ReadonlySet<string> => learned.recognizer.sessionCookies;
  const onLogin = (login: ActorLogin): void => {
    if (!login.ok)
      failedLogins.set(login.actor.identity?.id ?? login.actor.name, login.reason ?? 'no reason known');
    held.hold(() => recorder?.emit(loginEvent(login, recorder.phase(), sessionCookies())));
  };
  const onActorLost = (actor: string, reason: string): void => {
    recorder?.note('actor-lost', `${actor}: ${reason}`);
  };
  // Which pages scripts fill in is among what is learned: until then every page is waited for.
  let known: Learned | null = null;
  const isDrawn = ({ name }: Page): boolean =>
    known === null || known.recognizer.pages.get(name)?.drawn === true;
  const prepared = await prepare({ ...options, observer: held, isDrawn, onLogin, onActorLost });
  options.say('learning: everybody signs in and reads every page');
  const learned = await learn({
    settings,
    prepared,
    held,
    failedLogins,
    pace: options.pace,
    signal: options.signal,
  });
  known = learned;

  const vault = createVault();
  for (const identity of prepared.identities) vault.add('password', identity.credentials.password);
  for (const client of prepared.clientIdentities) vault.add('token', client.credentials.password);
  for (const { value } of learned.markers) vault.add('marker', value);
  // One salt for all observers: what one of them saw can be compared with what another did.
  const fingerprint = createFingerprint();
  const places = createPlaces();
  for (const look of held.looks) places.learn(look);
  const observerTo = (
    writer: string,
    to: Pick<Recorder, 'phase' | 'emit' | 'served'>,
    kept: Vault = vault,
  ): RecordingObserver =>
    createObserver({
      ...to,
      writer,
      clock,
      target: settings.target,
      loginPath:
        settings.login.kind === 'form' ? resolveOnTarget(settings.target, settings.login.url).pathname : null,
      identities: [...prepared.identities, ...prepared.clientIdentities],
      recognizer: learned.recognizer,
      maySee: isolationRules(settings.isolation),
      places,
      fingerprint,
      ...(options.inFull === true ? { inFull: true } : {}),
      vault: kept,
    });
  const release = async (to: Recorder, writer = 'main'): Promise<RecordingObserver> => {
    recorder = to;
    const observer = observerTo(writer, to);
    await held.release(observer);
    // Where there is a drill, it is the better judge of what a page tells.
    const { drill } = settings;
    for (const { name, blind } of learned.pages)
      if (blind && !drill.enabled && !drill.expectBlind.includes(name)) to.note('page-without-markers', name);
    for (const name of silentSelves(learned.pages, settings))
      to.note('page-without-markers', `the self of ${name} is on nobody's page. ${silentSelfHint}`);
    for (const identity of learned.unusable)
      to.note('identity-unusable', `${identity}: ${failedLogins.get(identity) ?? 'could not sign in'}`);
    return observer;
  };
  const nobody: Pick<Recorder, 'phase' | 'emit'> = { phase: () => 'after', emit: () => undefined };
  const quietObserver = (): Observer => observerTo('diagnosis', nobody);
  const drillObserver = (): Observer => observerTo('drill', nobody, createVault());
  return { prepared, learned, failedLogins, vault, quietObserver, drillObserver, release };
}
