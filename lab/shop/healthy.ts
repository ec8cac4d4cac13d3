import { createAccounts } from './accounts.js';
import { soundClient } from './assets/client.js';
import { createAccountLinks } from './login/account-links.js';
import { createLoginFlow } from './login/login-flow.js';
import { createLoginService } from './login/login-service.js';
import type { ShopParts } from './parts.js';
import { createNotifications } from './notifications.js';
import { createRecords } from './account-records.js';
import { createScratchFile } from './scratch.js';
import { createSessionStore } from './session-store.js';
import { randomSessionId, signInWithNewSession } from './sign-in.js';
import { endSession } from './sign-out.js';
import { admin } from './steps/admin.js';
import { appointments } from './steps/appointments.js';
import { exportData } from './steps/export.js';
import { directory } from './steps/directory.js';
import { health } from './steps/health.js';
import { invoiceDocument } from './steps/invoice-document.js';
import { invoices } from './steps/invoices.js';
import { letters } from './steps/letters.js';
import { note } from './steps/note.js';
import { notificationStreams } from './steps/notification-streams.js';
import { operators } from './steps/operators.js';
import { orders } from './steps/orders.js';
import { partners } from './steps/partners.js';
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
  loginService: createLoginService,
  loginFlow: createLoginFlow,
  accountLinks: createAccountLinks,
  signIn: signInWithNewSession,
  signOut: endSession,
  accounts: createAccounts,
  records: createRecords,
  visitors: createVisitors,
  scratch: createScratchFile,
  notifications: createNotifications,
  views: standardViews,
  client: soundClient,
  steps: [
    releaseHeaders,
    health,
    publicSite,
    admin,
    operators,
    partners,
    personalHeaders,
    sessions,
    visitor,
    signInAndOut,
    profile,
    orders,
    letters,
    invoices,
    invoiceDocument,
    appointments,
    note,
    exportData,
    notificationStreams,
    directory,
  ],
};
