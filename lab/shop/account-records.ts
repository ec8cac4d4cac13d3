import { createRandom, mixSeeds } from '../population/random.js';
import type { Account } from './account.js';
import { accountKey } from './accounts.js';
import { appointmentsOf } from './appointments.js';
import { invoicesOf } from './invoices.js';
import type { RedisLinks } from './links.js';
import type { Draft, Letter, Order, Records } from './records.js';

const articles = [
  ['Carnet de 12 timbres Marianne', 1_668],
  ['Colis jusqu’à 2 kg', 1_015],
  ['Lettre recommandée, avis de réception', 708],
  ['Réexpédition du courrier, 6 mois', 3_400],
  ['Boîte aux lettres connectée', 8_900],
  ['Enveloppes prêtes à poster, lot de 10', 1_450],
  ['Garde du courrier, 3 semaines', 2_600],
] as const;
const statuses = [
  'En préparation',
  'En cours d’acheminement',
  'Livré',
  'À retirer au bureau de poste',
] as const;
const recipients = [
  'Maître Anselme Courtevoie, notaire',
  'Agence des Quatre-Vents, location',
  'Mutuelle du Littoral, service adhérents',
  'Madame la directrice du collège Paul-Vaillant',
  'Syndic de la résidence Les Tilleuls',
] as const;
const subjects = [
  'Résiliation de mon contrat',
  'Dépôt de garantie',
  'Changement d’adresse',
  'Relevé annuel',
] as const;

/** Key of what an account's owner has written. */
export function recordsKey(accountId: string): string {
  return `records:${accountId}`;
}

/** Most of it follows from the account; only what its owner has written since is in Redis. */
export function createRecords(links: RedisLinks): Records {
  const draft = async (account: Account): Promise<Draft> => {
    const written = await links.main.hget(recordsKey(account.id), 'draft');
    return { ...firstDraft(account), ...(written === null ? {} : { text: written }) };
  };
  return {
    draft,
    orders: (account) => Promise.resolve(ordersOf(account)),
    letters: async (account) => {
      const { number, recipient, writtenOn } = await draft(account);
      return [
        { number, recipient, subject: 'Courrier en cours', status: 'Brouillon', writtenOn },
        ...sentLetters(account),
      ];
    },
    saveDraft: async (account, text) => {
      await links.main.hset(recordsKey(account.id), 'draft', text);
    },
    invoices: (account) => Promise.resolve(invoicesOf(account)),
    appointments: (account) => Promise.resolve(appointmentsOf(account)),
    saveNote: async (account, note) => {
      // XX: an account removed meanwhile must not come back.
      await links.main.set(accountKey(account.id), JSON.stringify({ ...account, note }), 'XX');
    },
  };
}

/** The account's orders, the same at every call. */
export function ordersOf(account: Account): readonly Order[] {
  const random = createRandom(mixSeeds(Number(account.id), 11));
  return Array.from({ length: 2 + random.below(3) }, (_, index) => {
    const [article, priceCents] = random.pick(articles);
    return {
      number: `CMD-${account.customerNumber.slice(-6)}-${String(index + 1)}${String(random.below(900) + 100)}`,
      article,
      priceCents,
      orderedOn: `2019-0${String(1 + random.below(6))}-${String(10 + random.below(19))}`,
      status: random.pick(statuses),
      deliverTo: `${account.street}, ${account.postcode} ${account.city}`,
    };
  });
}

function sentLetters(account: Account): readonly Letter[] {
  const random = createRandom(mixSeeds(Number(account.id), 13));
  return Array.from({ length: 1 + random.below(3) }, (_, index) => ({
    number: `LRE-${account.customerNumber.slice(-6)}-${String(index + 1)}`,
    recipient: random.pick(recipients),
    subject: random.pick(subjects),
    status: 'Distribuée',
    writtenOn: `2019-0${String(1 + random.below(5))}-${String(10 + random.below(19))}`,
  }));
}

function firstDraft(account: Account): Draft {
  const random = createRandom(mixSeeds(Number(account.id), 17));
  return {
    number: `LRE-${account.customerNumber.slice(-6)}-0`,
    recipient: random.pick(recipients),
    writtenOn: '2019-06-20',
    text: [
      'Madame, Monsieur,',
      `Je soussigné(e) ${account.name}, client(e) n° ${account.customerNumber}, demeurant ${account.street}, ` +
        `${account.postcode} ${account.city}, vous prie de bien vouloir noter que je pourrai être joint(e) au ` +
        `${account.phone} ou à l’adresse ${account.email}.`,
      `Ma consigne de livraison reste inchangée : ${account.note}.`,
      'Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.',
    ].join('\n\n'),
  };
}
