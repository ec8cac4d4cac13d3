import { insertBefore } from '../shop/change-steps.js';
import type { Account } from '../shop/account.js';
import type { Step } from '../shop/parts.js';
import { html, type Html } from '../shop/views/html.js';
import { layout } from '../shop/views/layout.js';
import type { OwnFrame, Views } from '../shop/views/views.js';
import { visitorOrRefusal } from '../shop/visitors.js';
import type { Fault } from './fault.js';

/** The profile in English, with other places, other names of fields and less on it. */
function newProfile(frame: OwnFrame): string {
  const { account } = frame;
  const content = html`<section class="card">
      <h1>Your account</h1>
      <table>
        ${rows(account).map(
          ([field, label, value]) =>
            html`<tr data-field="${field}">
              <th>${label}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </table>
    </section>
    <p>Signed in as <em>${account.email}</em>.</p>`;
  return layout(frame, 'Your account', content);
}

function rows(account: Account): readonly (readonly [string, string, string | Html])[] {
  return [
    ['customer', 'Customer no.', account.customerNumber],
    ['full-name', 'Full name', account.name],
    ['mail', 'Mail', account.email],
    ['mobile', 'Mobile', account.phone],
    ['postal', 'Postal address', html`${account.street}, ${account.city} ${account.postcode}`],
    ['born', 'Born', account.birthDate],
    ['carrier', 'For the carrier', account.note],
  ];
}

/** /api/me in its second shape. */
const apiOfNewDesign: Step = {
  name: 'new-api',
  create: (shop) => async (req, res, next) => {
    if (req.method !== 'GET' || req.path !== '/api/me') {
      next();
      return;
    }
    const account = await visitorOrRefusal(shop, req, res);
    if (account === null) return;
    const { id, name, email, phone, street, city, postcode, birthDate, customerNumber, note } = account;
    res.json({
      version: 2,
      customer: { number: customerNumber, id, fullName: name, born: birthDate },
      contact: { mail: email, mobile: phone, postal: { street, city, postcode }, carrier: note },
    });
  },
};

/** Another look, other names of fields, another language: nothing is wrong. */
export const newDesign: Fault = {
  id: 'new-design',
  kind: 'control',
  title: 'a release that renames fields, moves what stands on its pages and speaks another language',
  incident: null,
  acts: 'mixed-versions',
  oracles: [],
  layer: null,
  shop: (parts) => ({
    ...parts,
    views: { ...parts.views, profile: newProfile } satisfies Views,
    steps: insertBefore(parts.steps, 'profile', apiOfNewDesign),
  }),
};
