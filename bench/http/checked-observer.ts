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
import { createVault } from '../../harness/observation/vault.js';
import { createScanner } from '../../harness/scan/index.js';
import { accountPage } from '../target/pages.js';

/**
 * The observer of a real run: all markers of all identities, the page's own places learned from twenty of them,
 * and every record built. Only the ledger's file is left out.
 */
export function createCheckedObserver(run: {
  readonly identities: readonly Identity[];
  readonly target: Target;
  readonly clock: RunClock;
}): Observer {
  const samples = run.identities.slice(0, 20).flatMap(samplesOf);
  const learned = learnPages([{ name: 'account', self: null, samples }], run.identities);
  const { markers } = chooseMarkers(run.identities, {
    learned: learned.markers,
    isAnonymous: () => new Set(),
  });
  const recognizer = {
    scanner: createScanner(markers),
    pages: learned.pages,
    sessionCookies: new Set(['sid']),
  };
  return createObserver({
    ...run,
    writer: 'bench',
    loginPath: null,
    phase: () => 'before',
    recognizer: () => recognizer,
    maySee: isolationRules({ between: 'user', except: [] }),
    places: createPlaces(),
    fingerprint: createFingerprint(),
    vault: createVault(),
    emit: () => {},
  });
}

function samplesOf({ index }: Identity): readonly PageSample[] {
  const response = accountPage(index).toString();
  const text = response.slice(response.indexOf('\r\n\r\n') + 4);
  return [1, 1, 2, 2].map((login) => ({ identity: index, login, kind: 'html', text }));
}
