import { badgePicture } from './badge.js';
import { homePage } from './home.js';
import { letterPdf } from './letter-pdf.js';
import { draftPage, lettersPage } from './letters.js';
import { loginPage } from './login.js';
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
  badge: badgePicture,
};
