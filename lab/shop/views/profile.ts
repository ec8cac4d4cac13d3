import type { Account } from '../account.js';
import type { Letter, Order } from '../records.js';
import { html, longDate, type Html } from './html.js';
import { isFirstRelease, layout } from './layout.js';
import { letterTable } from './letters.js';
import { orderTable } from './orders.js';
import type { OwnFrame } from './views.js';

/** The profile: everything that the shop knows about its customer. */
export function profilePage(
  frame: OwnFrame,
  own: { readonly orders: readonly Order[]; readonly letters: readonly Letter[] },
): string {
  const { account } = frame;
  const content = html`<div class="greeting">
      <div>
        <h1>Bonjour ${account.name}</h1>
        <p>Client n° <b>${account.customerNumber}</b></p>
      </div>
      <img src="/account/badge.svg" alt="" width="72" height="72" />
    </div>
    <div class="cards">${identityCard(account)} ${addressCard(account)}</div>
    ${isFirstRelease(frame.release) ? null : carbonCard}
    <section class="card">
      <h2>Mes dernières commandes</h2>
      ${orderTable(own.orders)}
    </section>
    <section class="card">
      <h2>Mes lettres en ligne</h2>
      ${letterTable(own.letters)}
    </section>
    <section class="card">
      <h2>Tarifs en vigueur</h2>
      ${tariffs}
    </section>
    <section class="card">
      <h2>Questions fréquentes</h2>
      ${questions}
    </section>`;
  return layout(frame, 'Mon profil', content);
}

function identityCard(account: Account): Html {
  return html`<section class="card">
    <h2>Mon identité</h2>
    <dl>
      <dt>Nom</dt>
      <dd id="account-name">${account.name}</dd>
      <dt>Courriel</dt>
      <dd id="account-email">${account.email}</dd>
      <dt>Téléphone</dt>
      <dd id="account-phone">${account.phone}</dd>
      <dt>Né(e) le</dt>
      <dd>
        <time id="account-birth-date" datetime="${account.birthDate}">${longDate(account.birthDate)}</time>
      </dd>
      <dt>N° de client</dt>
      <dd id="account-number">${account.customerNumber}</dd>
    </dl>
  </section>`;
}

function addressCard(account: Account): Html {
  return html`<section class="card">
    <h2>Mon adresse</h2>
    <address id="account-address">
      ${account.name}<br />${account.street}<br />${account.postcode} ${account.city}
    </address>
    <h3>Consigne pour le facteur</h3>
    <p id="account-note">${account.note}</p>
    <p><a href="/account/note">La modifier</a> · <a href="/account/export">Télécharger mes données</a></p>
  </section>`;
}

const carbonCard = html`<section class="card fresh">
  <h2>Nouveau : l’empreinte de mes envois</h2>
  <p>
    Chaque commande affichera bientôt le carbone qu’elle a coûté, et comment nous le compensons. Les tournées
    à vélo couvrent déjà la moitié des centres-villes.
  </p>
</section>`;

const tariffs = html`<table>
  <thead>
    <tr>
      <th>Jusqu’à</th>
      <th>Lettre verte</th>
      <th>Lettre prioritaire</th>
      <th>Lettre suivie</th>
    </tr>
  </thead>
  <tbody>
    ${[
      ['20 g', '0,88 €', '1,05 €', '1,28 €'],
      ['100 g', '1,76 €', '2,10 €', '2,16 €'],
      ['250 g', '3,52 €', '4,20 €', '4,32 €'],
      ['500 g', '5,28 €', '6,30 €', '6,48 €'],
    ].map(
      (row) =>
        html`<tr>
          ${row.map((cell) => html`<td>${cell}</td>`)}
        </tr>`,
    )}
  </tbody>
</table>`;

const questions = html`${[
  [
    'Quand ma lettre en ligne part-elle ?',
    'Une lettre validée avant 20 h est imprimée dans la nuit et distribuée le lendemain, du lundi au samedi. Tant qu’elle ' +
      'reste un brouillon, rien n’est imprimé : vous pouvez la relire, en demander l’aperçu et la corriger autant de fois ' +
      'que nécessaire. Une fois validée, elle ne peut plus être rappelée.',
  ],
  [
    'Qui peut lire le courrier que j’écris ici ?',
    'Personne d’autre que vous. L’impression et la mise sous pli sont automatiques, et le fichier est effacé dix jours après ' +
      'la distribution. Les preuves de dépôt d’une lettre recommandée sont gardées trois ans, sans son contenu.',
  ],
  [
    'Comment faire réexpédier mon courrier ?',
    'Le service se prend pour six ou douze mois, au moins cinq jours ouvrés avant le départ. Il vaut pour toutes les personnes ' +
      'du foyer que vous aurez nommées. Une pièce d’identité est demandée une fois, en ligne ou au guichet.',
  ],
  [
    'Mon colis est annoncé livré, mais je ne l’ai pas reçu.',
    'Regardez d’abord chez le gardien et chez vos voisins immédiats ; le facteur a pu le leur confier selon votre consigne. ' +
      'Sans nouvelles après deux jours ouvrés, ouvrez une réclamation depuis la commande : la réponse vient sous une semaine.',
  ],
  [
    'Puis-je changer l’adresse de livraison d’une commande ?',
    'Oui, tant qu’elle est en préparation. Ensuite, vous pouvez encore demander le dépôt dans un bureau de poste proche, ' +
      'où l’envoi vous attend quatorze jours contre une pièce d’identité.',
  ],
].map(
  ([question, answer]) =>
    html`<details>
      <summary>${question ?? ''}</summary>
      <p>${answer ?? ''}</p>
    </details>`,
)}`;
