import type { Oracle } from '../model/oracle.js';
import { afterLogout } from './after-logout.js';
import { anonymousAccess } from './anonymous-access.js';
import { browserCacheable } from './browser-cacheable.js';
import { clientResidue } from './client-residue.js';
import { foreignData } from './foreign-data.js';
import { foreignWrite } from './foreign-write.js';
import { identityFlip } from './identity-flip.js';
import { objectAccess } from './object-access.js';
import { scopeExcess } from './scope-excess.js';
import { sessionFixation } from './session-fixation.js';
import { sessionLost } from './session-lost.js';
import { sharedCacheable } from './shared-cacheable.js';
import { sharedSession } from './shared-session.js';
import { staleSelf } from './stale-self.js';
import { strangerData } from './stranger-data.js';
import { streamMisdelivery } from './stream-misdelivery.js';
import { wrongAccount } from './wrong-account.js';

/** Every oracle, in the order shown to users. */
export const oracles: readonly Oracle[] = [
  foreignData,
  strangerData,
  identityFlip,
  wrongAccount,
  foreignWrite,
  sharedSession,
  anonymousAccess,
  objectAccess,
  scopeExcess,
  streamMisdelivery,
  clientResidue,
  afterLogout,
  sessionFixation,
  sharedCacheable,
  browserCacheable,
  sessionLost,
  staleSelf,
];
