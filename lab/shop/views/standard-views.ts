import { appointmentsPage } from './appointments.js';
import { badgePicture } from './badge.js';
import { directoryPage } from './directory.js';
import { homePage } from './home.js';
import { invoicePdf } from './invoice-pdf.js';
import { invoicesPage } from './invoices.js';
import { letterPdf } from './letter-pdf.js';
import { draftPage, lettersPage } from './letters.js';
import { loginPage } from './login.js';
import { notePage } from './note.js';
import { ordersPage } from './orders.js';
import { profilePage } from './profile.js';
import type { Views } from './views.js';

/** What the shop shows, in every release. */
export const standardViews: Views = {
  home: homePage,
  login: loginPage,
  profile: profilePage,
  orders: ordersPage,
  letters: lettersPage,
  draft: draftPage,
  letterPdf,
  invoices: invoicesPage,
  invoicePdf,
  appointments: appointmentsPage,
  note: notePage,
  directory: directoryPage,
  badge: badgePicture,
};
