import { html } from './html.js';
import { layout } from './layout.js';
import type { Frame } from './views.js';

/** The login form. */
export function loginPage(
  frame: Frame,
  form: { readonly csrf: string; readonly error: string | null },
): string {
  const content = html`<section class="card narrow">
    <h1>Se connecter</h1>
    ${form.error === null ? null : html`<p class="error" role="alert">${form.error}</p>`}
    <form method="post" action="/login">
      <input type="hidden" name="csrf" value="${form.csrf}" />
      <label
        >Adresse électronique, n° de client ou n° de sécurité sociale<input
          name="username"
          type="text"
          autocomplete="username"
          autocapitalize="none"
          required
      /></label>
      <label
        >Mot de passe<input name="password" type="password" autocomplete="current-password" required
      /></label>
      <button type="submit">Se connecter</button>
    </form>
  </section>`;
  return layout({ ...frame, account: null }, 'Connexion', content);
}
