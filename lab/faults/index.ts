import { anonymousInvoice } from './anonymous-invoice.js';
import { aliasMapping } from './alias-mapping.js';
import { caseFolding } from './case-folding.js';
import { appResponseCache } from './app-response-cache.js';
import { collapsedRequests } from './collapsed-requests.js';
import { contextNotReset } from './context-not-reset.js';
import { batchCacheHeader } from './batch-cache-header.js';
import { cachedFragment } from './cached-fragment.js';
import { connectionBoundIdentity } from './connection-bound-identity.js';
import { dynamicMadeStatic } from './dynamic-made-static.js';
import { edgeIgnoresCookie } from './edge-ignores-cookie.js';
import { edgeOverridesPrivate } from './edge-overrides-private.js';
import { edgeReplaysSetCookie } from './edge-replays-set-cookie.js';
import { exportMixup } from './export-mixup.js';
import { exposedExport } from './exposed-export.js';
import type { Fault } from './fault.js';
import { headCollector } from './head-collector.js';
import { healthy } from './healthy.js';
import { historySnapshot } from './history-snapshot.js';
import { httpCache } from './http-cache.js';
import { loginSingleton } from './login-singleton.js';
import { logoutCookieOnly } from './logout-cookie-only.js';
import { logoutStorm } from './logout-storm.js';
import { missingOwnerFilter } from './missing-owner-filter.js';
import { keyPrefixCollision } from './key-prefix-collision.js';
import { memoisedUser } from './memoised-user.js';
import { moduleGlobalUser } from './module-global-user.js';
import { namesakes } from './namesakes.js';
import { objectAccess } from './object-access.js';
import { partnerScope } from './partner-scope.js';
import { poolOpenerContext } from './pool-opener-context.js';
import { pooledRowSecurity } from './pooled-row-security.js';
import { newDesign } from './new-design.js';
import { oauthStateGlobal } from './oauth-state-global.js';
import { publicDirectory } from './public-directory.js';
import { redisReplyShift } from './redis-reply-shift.js';
import { reusedAccountId } from './reused-account-id.js';
import { lateReplyReused } from './late-reply-reused.js';
import { memoisedUpstream } from './memoised-upstream.js';
import { pathConfusion } from './path-confusion.js';
import { recycledBuffer } from './recycled-buffer.js';
import { recycledEnvironment } from './recycled-environment.js';
import { responseQueueShift } from './response-queue-shift.js';
import { roughRollout } from './rough-rollout.js';
import { serviceWorkerCache } from './service-worker-cache.js';
import { sessionFixation } from './session-fixation.js';
import { sharedUnitOfWork } from './shared-unit-of-work.js';
import { sidCollisionAfterRestart } from './sid-collision-after-restart.js';
import { socketSlotReuse } from './socket-slot-reuse.js';
import { ssoCallbackCached } from './sso-callback-cached.js';
import { storageResidue } from './storage-residue.js';
import { subjectCollision } from './subject-collision.js';
import { privateCache } from './private-cache.js';
import { rateLimited } from './rate-limited.js';
import { replicaLag } from './replica-lag.js';
import { resurrectedSession } from './resurrected-session.js';
import { schemaSkew } from './schema-skew.js';
import { sessionRotation } from './session-rotation.js';
import { sharedDecorator } from './shared-decorator.js';
import { sharedSelectDb } from './shared-select-db.js';
import { sidCounterReset } from './sid-counter-reset.js';
import { singleflightWeakKey } from './singleflight-weak-key.js';
import { ssrStoreSingleton } from './ssr-store-singleton.js';
import { truncatedKey } from './truncated-key.js';
import { sharedEtag } from './shared-etag.js';
import { sharedUpstreamClient } from './shared-upstream-client.js';
import { staleOnError } from './stale-on-error.js';
import { stickyDrift } from './sticky-drift.js';
import { varyIgnored } from './vary-ignored.js';

/** Every fault, then every control, in the order shown to users. */
export const faults: readonly Fault[] = [
  sidCollisionAfterRestart,
  edgeIgnoresCookie,
  edgeReplaysSetCookie,
  edgeOverridesPrivate,
  varyIgnored,
  dynamicMadeStatic,
  collapsedRequests,
  singleflightWeakKey,
  staleOnError,
  sharedEtag,
  cachedFragment,
  pathConfusion,
  batchCacheHeader,
  appResponseCache,
  responseQueueShift,
  lateReplyReused,
  recycledBuffer,
  connectionBoundIdentity,
  stickyDrift,
  memoisedUpstream,
  sharedUpstreamClient,
  moduleGlobalUser,
  ssrStoreSingleton,
  headCollector,
  poolOpenerContext,
  contextNotReset,
  recycledEnvironment,
  sharedDecorator,
  loginSingleton,
  memoisedUser,
  sidCounterReset,
  keyPrefixCollision,
  schemaSkew,
  redisReplyShift,
  sharedSelectDb,
  resurrectedSession,
  truncatedKey,
  aliasMapping,
  subjectCollision,
  caseFolding,
  sessionFixation,
  oauthStateGlobal,
  ssoCallbackCached,
  reusedAccountId,
  pooledRowSecurity,
  missingOwnerFilter,
  sharedUnitOfWork,
  exportMixup,
  socketSlotReuse,
  objectAccess,
  anonymousInvoice,
  exposedExport,
  partnerScope,
  serviceWorkerCache,
  httpCache,
  historySnapshot,
  storageResidue,
  logoutCookieOnly,
  healthy,
  logoutStorm,
  roughRollout,
  replicaLag,
  newDesign,
  publicDirectory,
  namesakes,
  rateLimited,
  privateCache,
  sessionRotation,
];

/** The fault or control of this id, or null. */
export function findFault(id: string): Fault | null {
  return faults.find((fault) => fault.id === id) ?? null;
}
