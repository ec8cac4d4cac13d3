import { practiceName } from '../practices.js';
import type { Appointment } from '../records.js';
import { html, longDate } from './html.js';
import { layout } from './layout.js';
import type { OwnFrame } from './views.js';

/** The customer's own appointments. */
export function appointmentsPage(frame: OwnFrame, appointments: readonly Appointment[]): string {
  const rows = appointments.map(
    ({ number, practice, speciality, time, reason, patient }) =>
      html`<tr>
        <td class="number">${number}</td>
        <td>${longDate(time.slice(0, 10))}, ${time.slice(11)}</td>
        <td>${practiceName(practice)}</td>
        <td>${speciality}</td>
        <td>${reason}</td>
        <td>${patient.name}, ${patient.phone}, ${patient.email}</td>
      </tr>`,
  );
  const content = html`<h1>Mes rendez-vous</h1>
    <p>Client n° <b>${frame.account.customerNumber}</b></p>
    <section class="card">
      <table>
        <thead>
          <tr>
            <th>Numéro</th>
            <th>Date</th>
            <th>Cabinet</th>
            <th>Spécialité</th>
            <th>Motif</th>
            <th>Patient</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </section>`;
  return layout(frame, 'Mes rendez-vous', content);
}
