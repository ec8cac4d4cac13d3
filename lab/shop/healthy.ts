import { createAccounts } from './accounts.js';
import type { ShopParts } from './parts.js';
import { createRecords } from './account-records.js';
import { createSessionStore } from './session-store.js';
import { randomSessionId, signInWithNewSession } from './sign-in.js';
import { admin } from './steps/admin.js';
import { health } from './steps/health.js';
import { letters } from './steps/letters.js';
import { orders } from './steps/orders.js';
import { personalHeaders } from './steps/personal-headers.js';
import { profile } from './steps/profile.js';
import { publicSite } from './steps/public-site.js';
import { releaseHeaders } from './steps/release-headers.js';
import { sessions } from './steps/session.js';
import { signInAndOut } from './steps/sign-in.js';
import { visitor } from './steps/visitor.js';
import { standardViews } from './views/standard-views.js';
import { createVisitors } from './visitors.js';

/** The sound shop, as every old release is. */
export const healthyParts: ShopParts = {
  sessionId: randomSessionId,
  sessionStore: createSessionStore,
  signIn: signInWithNewSession,
  accounts: createAccounts,
  records: createRecords,
  visitors: createVisitors,
  views: standardViews,
  steps: [
    releaseHeaders,
    health,
    publicSite,
    admin,
    personalHeaders,
    sessions,
    visitor,
    signInAndOut,
    profile,
    orders,
    letters,
  ],
};
