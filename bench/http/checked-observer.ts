import { chooseMarkers, learnPages } from '../../harness/markers/index.js';
import type { PageSample } from '../../harness/markers/index.js';
import type { Observer } from '../../harness/model/actor.js';
import type { Identity } from '../../harness/model/identity.js';
import type { RunClock } from '../../harness/model/phase.js';
import type { Target } from '../../harness/model/target.js';
import { createFingerprint } from '../../harness/observation/fingerprint.js';
import { isolationRules } from '../../harness/observation/isolation.js';
import { createObserver } from '../../harness/observation/observer.js';
import { createPlaces } from '../../harness/observation/places.js';
import type { Recognizer } from '../../harness/observation/recognizer.js';
import { createVault } from '../../harness/observation/vault.js';
import { createScanner } from '../../harness/scan/index.js';
import { accountPage } from '../target/pages.js';

/** As many as a real run reads pages of twice before the rollout. */
const sampledIdentities = 12;

/**
 * The observer of a real run: all markers of all identities, the page's own places learned from a dozen of them,
 * and every record built. Only the ledger's file is left out.
 */
export function createCheckedObserver(run: {
  readonly identities: readonly Identity[];
  readonly target: Target;
  readonly clock: RunClock;
}): Observer {
  const sampled = run.identities.slice(0, sampledIdentities);
  const samples = sampled.flatMap(samplesOf);
  const learned = learnPages([{ name: 'account', self: null, samples }], run.identities);
  const { markers } = chooseMarkers(run.identities, {
    learned: learned.markers,
    isAnonymous: () => new Set(),
  });
  const scanner = createScanner(markers);
  const fields = new Map<number, readonly string[]>();
  const readOwn = (identity: number): readonly string[] => {
    const read = scanner
      .scan(accountHtml(identity), { contentType: 'text/html' })
      .hits.map(({ marker }) => marker.field);
    fields.set(identity, read);
    return read;
  };
  const recognizer: Recognizer = {
    scanner,
    pages: learned.pages,
    ownFields: (_page, identity) => fields.get(identity) ?? readOwn(identity),
    sessionCookies: new Set(['sid']),
  };
  return createObserver({
    ...run,
    writer: 'bench',
    loginPath: null,
    phase: () => 'before',
    recognizer,
    maySee: isolationRules({ between: 'user', except: [] }),
    places: createPlaces(),
    fingerprint: createFingerprint(),
    vault: createVault(),
    emit: () => {},
  });
}

function samplesOf({ index }: Identity): readonly PageSample[] {
  const text = accountHtml(index).toString();
  return [1, 1, 2, 2].map((login) => ({ identity: index, login, kind: 'html', text }));
}

function accountHtml(index: number): Buffer {
  const response = accountPage(index);
  return response.subarray(response.indexOf('\r\n\r\n') + 4);
}
