import type { Oracle } from '../model/oracle.js';
import { foreignData } from './foreign-data.js';
import { identityFlip } from './identity-flip.js';
import { sessionFixation } from './session-fixation.js';
import { sessionLost } from './session-lost.js';
import { sharedSession } from './shared-session.js';
import { strangerData } from './stranger-data.js';
import { wrongAccount } from './wrong-account.js';

/** Every oracle, in the order shown to users. */
export const oracles: readonly Oracle[] = [
  foreignData,
  strangerData,
  identityFlip,
  wrongAccount,
  sharedSession,
  sessionFixation,
  sessionLost,
];
