import type { Draft, Letter } from '../records.js';
import { html, longDate, type Html } from './html.js';
import { layout } from './layout.js';
import type { OwnFrame } from './views.js';

/** The customer's own letters. */
export function lettersPage(frame: OwnFrame, letters: readonly Letter[]): string {
  const content = html`<h1>Mes lettres</h1>
    <p>Client n° <b>${frame.account.customerNumber}</b></p>
    <section class="card">${letterTable(letters)}</section>
    <p><a class="button" href="/letters/draft">Reprendre mon brouillon</a></p>`;
  return layout(frame, 'Mes lettres', content);
}

/** The letter that the customer is writing. */
export function draftPage(frame: OwnFrame, draft: Draft, csrf: string): string {
  const { account } = frame;
  const content = html`<h1>Ma lettre en cours</h1>
    <p>Client n° <b>${account.customerNumber}</b></p>
    <section class="card">
      <form method="post" action="/letters/draft">
        <p class="parties">
          <span><b>De</b> ${account.name}, ${account.street}, ${account.postcode} ${account.city}</span>
          <span><b>À</b> ${draft.recipient}</span>
          <span><b>N°</b> ${draft.number}, ${longDate(draft.writtenOn)}</span>
        </p>
        <input type="hidden" name="csrf" value="${csrf}" />
        <label>Texte<textarea id="draft-text" name="text" rows="14">${draft.text}</textarea></label>
        <button type="submit">Enregistrer</button>
        <a class="button quiet" href="/letters/draft/preview">Voir l’aperçu (PDF)</a>
      </form>
    </section>`;
  return layout(frame, 'Ma lettre', content);
}

/** Letters as a table. */
export function letterTable(letters: readonly Letter[]): Html {
  const rows = letters.map(
    (letter) =>
      html`<tr>
        <td class="number">${letter.number}</td>
        <td>${letter.recipient}</td>
        <td>${letter.subject}</td>
        <td>${longDate(letter.writtenOn)}</td>
        <td><span class="status">${letter.status}</span></td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th>Numéro</th>
        <th>Destinataire</th>
        <th>Objet</th>
        <th>Date</th>
        <th>État</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
