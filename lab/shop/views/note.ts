import { html } from './html.js';
import { layout } from './layout.js';
import type { OwnFrame } from './views.js';

/** The form with which a customer changes the instructions for the postman. */
export function notePage(
  frame: OwnFrame,
  form: { readonly csrf: string; readonly error: string | null },
): string {
  const { account } = frame;
  const content = html`<h1>Ma consigne pour le facteur</h1>
    <p>Client n° <b>${account.customerNumber}</b></p>
    <section class="card">
      ${form.error === null ? null : html`<p class="error" role="alert">${form.error}</p>`}
      <p>Consigne en vigueur pour ${account.name} : <b id="account-note">${account.note}</b></p>
      <form method="post" action="/account/note">
        <input type="hidden" name="csrf" value="${form.csrf}" />
        <label>Nouvelle consigne<input name="note" maxlength="400" required /></label>
        <button type="submit">Enregistrer</button>
      </form>
    </section>`;
  return layout(frame, 'Ma consigne', content);
}
