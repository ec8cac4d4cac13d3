import type { Account } from '../account.js';
import type { Frame } from './views.js';
import { html, type Html } from './html.js';

/** A whole page: head, banner with the customer's name, the content, footer with the release. */
export function layout(frame: Frame, title: string, content: Html): string {
  const page = html`<!doctype html>
    <html lang="fr" ${frame.account === null ? null : html`data-account="${frame.account.id}"`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – La Grande Poste</title>
        <link rel="icon" href="/assets/logo.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/app.css" />
        <script src="/assets/app.js?v=${frame.release}" defer></script>
      </head>
      <body class="${isFirstRelease(frame.release) ? 'first' : 'next'}">
        <header class="banner">
          <a class="brand" href="/"
            ><img src="/assets/logo.svg" alt="" width="44" height="44" /><span>La Grande Poste</span></a
          >
          ${frame.account === null ? visitorMenu : customerMenu(frame.account)}
        </header>
        <main>${content}</main>
        ${footer(frame.release)}
      </body>
    </html> `;
  return page.html;
}

/** The first release has the older look; every later one the newer. */
export function isFirstRelease(release: string): boolean {
  return release === 'v1';
}

const visitorMenu = html`<nav><a href="/">Accueil</a><a class="button" href="/login">Se connecter</a></nav>`;

function customerMenu(account: Account): Html {
  return html`<nav>
    <a href="/profile">Mon profil</a><a href="/orders">Mes commandes</a><a href="/letters">Mes lettres</a
    ><a href="/invoices">Mes factures</a><a href="/appointments">Mes rendez-vous</a
    ><a href="/directory">Voisins relais</a>
    <span class="who"
      ><img src="/account/badge.svg" alt="" width="36" height="36" />
      <span><strong id="whoami">${account.name}</strong><small>${account.email}</small></span></span
    >
    <form method="post" action="/logout"><button class="quiet">Se déconnecter</button></form>
  </nav>`;
}

function footer(release: string): Html {
  return html`<footer>
    <div class="columns">
      <section>
        <h3>Envoyer</h3>
        <p>
          Timbres et enveloppes, colis en France et à l’étranger, lettre recommandée en ligne,
          affranchissement à domicile.
        </p>
      </section>
      <section>
        <h3>Recevoir</h3>
        <p>
          Suivre un envoi, faire garder ou réexpédier son courrier, choisir un point de retrait, donner
          procuration.
        </p>
      </section>
      <section>
        <h3>Nous joindre</h3>
        <p>
          Du lundi au vendredi de 8 h à 19 h et le samedi de 8 h à 13 h. Prix d’un appel local, depuis un
          poste fixe comme d’un mobile.
        </p>
      </section>
    </div>
    <p class="release">La Grande Poste, boutique de démonstration – version <b>${release}</b></p>
  </footer>`;
}
