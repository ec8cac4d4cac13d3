import type { Clue } from '../clue.js';
import { anotherPage } from './another-page.js';
import { byAlias } from './by-alias.js';
import { cacheHeaders } from './cache-headers.js';
import { closedGroups } from './closed-groups.js';
import { copies } from './copies.js';
import { fixedPairs } from './fixed-pairs.js';
import { howAsked } from './how-asked.js';
import { joined } from './joined.js';
import { madeWrong } from './made-wrong.js';
import { mixedBodies } from './mixed-bodies.js';
import { nowhereElse } from './nowhere-else.js';
import { oneAtATime } from './one-at-a-time.js';
import { oneBehind } from './one-behind.js';
import { oneOwner } from './one-owner.js';
import { onePlace } from './one-place.js';
import { onlyOverlapping } from './only-overlapping.js';
import { overtaken } from './overtaken.js';
import { persistence } from './persistence.js';
import { releases } from './releases.js';
import { replayedBodies } from './replayed-bodies.js';
import { samePeople } from './same-people.js';
import { sharedTokens } from './shared-tokens.js';
import { triedAfterCancel } from './tried-after-cancel.js';
import { triedAnonymously } from './tried-anonymously.js';
import { triedCacheBuster } from './tried-cache-buster.js';
import { triedFreshLogin } from './tried-fresh-login.js';
import { triedInTurn } from './tried-in-turn.js';
import { triedNewConnection } from './tried-new-connection.js';
import { triedToRepeat } from './tried-to-repeat.js';
import { triedTogether } from './tried-together.js';

/** Every clue: first those that the history alone gives, then those of the experiments. */
export const clues: readonly Clue[] = [
  howAsked,
  nowhereElse,
  sharedTokens,
  cacheHeaders,
  replayedBodies,
  copies,
  madeWrong,
  mixedBodies,
  oneAtATime,
  onePlace,
  anotherPage,
  oneBehind,
  overtaken,
  joined,
  onlyOverlapping,
  oneOwner,
  fixedPairs,
  closedGroups,
  samePeople,
  byAlias,
  persistence,
  releases,
  triedCacheBuster,
  triedTogether,
  triedInTurn,
  triedAfterCancel,
  triedNewConnection,
  triedAnonymously,
  triedFreshLogin,
  triedToRepeat,
];
