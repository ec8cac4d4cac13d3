import { html } from './html.js';
import { layout } from './layout.js';
import type { Frame } from './views.js';

/** The public home page: the same for everybody. */
export function homePage(frame: Frame): string {
  const content = html`<section class="hero">
      <h1>Tout ce qui compte arrive à bon port.</h1>
      <p>Vos commandes, vos lettres et vos colis, réunis dans un seul espace.</p>
      <a class="button" href="/login">Accéder à mon espace</a>
    </section>
    <div class="cards">
      <section class="card">
        <h2>Lettre en ligne</h2>
        <p>Écrivez-la ici : nous l’imprimons, la mettons sous pli et la distribuons dès demain.</p>
      </section>
      <section class="card">
        <h2>Timbres</h2>
        <p>Carnets, feuilles et timbres à composer, livrés sans frais à partir de deux carnets.</p>
      </section>
      <section class="card">
        <h2>Colis</h2>
        <p>Étiquette imprimée à la maison, dépôt en boîte aux lettres, suivi jusqu’à la porte.</p>
      </section>
    </div>`;
  return layout({ ...frame, account: null }, 'Accueil', content);
}
