import { collapsedRequests } from './collapsed-requests.js';
import { edgeIgnoresCookie } from './edge-ignores-cookie.js';
import { edgeReplaysSetCookie } from './edge-replays-set-cookie.js';
import type { Fault } from './fault.js';
import { healthy } from './healthy.js';
import { logoutStorm } from './logout-storm.js';
import { moduleGlobalUser } from './module-global-user.js';
import { namesakes } from './namesakes.js';
import { poolOpenerContext } from './pool-opener-context.js';
import { redisReplyShift } from './redis-reply-shift.js';
import { roughRollout } from './rough-rollout.js';
import { sessionFixation } from './session-fixation.js';
import { sidCollisionAfterRestart } from './sid-collision-after-restart.js';

/** Every fault, then every control, in the order shown to users. */
export const faults: readonly Fault[] = [
  sidCollisionAfterRestart,
  edgeIgnoresCookie,
  edgeReplaysSetCookie,
  collapsedRequests,
  redisReplyShift,
  moduleGlobalUser,
  poolOpenerContext,
  sessionFixation,
  healthy,
  logoutStorm,
  roughRollout,
  namesakes,
];

/** The fault or control of this id, or null. */
export function findFault(id: string): Fault | null {
  return faults.find((fault) => fault.id === id) ?? null;
}
