import { createRandom, mixSeeds } from '../population/random.js';
import type { Account } from './account.js';
import type { Appointment } from './records.js';

const specialities = ['Ophtalmologie', 'Médecine générale', 'Dermatologie', 'Orthoptie', 'Kinésithérapie'];
const reasons = ['Renouvellement d’ordonnance', 'Première consultation', 'Suivi annuel', 'Douleurs au dos'];

/** The account's appointments, the same at every call but for the patient's own data. */
export function appointmentsOf(account: Account): readonly Appointment[] {
  const random = createRandom(mixSeeds(Number(account.id), 23));
  const { name, phone, email } = account;
  return Array.from({ length: 1 + random.below(2) }, (_, index) => {
    const day = `2019-0${String(7 + index)}-${String(10 + random.below(19))}`;
    return {
      number: `RDV-${account.customerNumber.slice(-6)}-${String(index + 1)}`,
      practice: account.practice,
      speciality: random.pick(specialities),
      time: `${day}T${String(9 + random.below(9)).padStart(2, '0')}:${random.pick(['00', '20', '40'])}`,
      reason: random.pick(reasons),
      patient: { name, phone, email },
    };
  });
}
