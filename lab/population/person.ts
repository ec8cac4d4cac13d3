import type { AccountData } from '../shop/account.js';
import { createRandom, mixSeeds, type Random } from './random.js';
import { firstNames, notes, streetKinds, streetNames, surnameHeads, surnameTails, towns } from './names.js';

/**
 * The customer whom `seed` and the account's number make up: the same one at every call. E-mail, phone and
 * customer number are unique among the numbers below 10^8 of one seed.
 */
export function makePerson(seed: number, number: number): AccountData {
  const random = createRandom(mixSeeds(seed, number));
  const first = random.pick(firstNames);
  const last = random.pick(surnameHeads) + random.pick(surnameTails);
  const [city, postcodeHead] = random.pick(towns);
  const local = `${plainLetters(first)}.${plainLetters(last)}.${number.toString(36)}`;
  return {
    name: `${first} ${last}`,
    email: `${local}@courriel.example`,
    phone: phone(seed, number),
    street: `${String(1 + random.below(180))} ${random.pick(streetKinds)} ${random.pick(streetNames)}`,
    city,
    postcode: `${postcodeHead}${String(random.below(10))}0`,
    birthDate: birthDate(random),
    customerNumber: `LGP${scatter(seed, number, 1_000_000_000, 387_420_489).padStart(9, '0')}`,
    note: `${random.pick(notes)} ${String(1_000 + random.below(9_000))}`,
  };
}

/** Name, town and birth date of one person given to another; the rest stays. */
export function asNamesake(person: AccountData, other: AccountData): AccountData {
  return { ...person, name: other.name, city: other.city, birthDate: other.birthDate };
}

/** The password of the stranger with this number. */
export function strangerPassword(seed: number, number: number): string {
  return `stranger-${mixSeeds(seed ^ 0x5151, number).toString(36)}`;
}

function phone(seed: number, number: number): string {
  const digits = scatter(seed, number, 100_000_000, 48_828_127).padStart(8, '0');
  return ['06', ...(digits.match(/../g) ?? [])].join(' ');
}

/** A bijection on [0, size) (the factor is prime to it), shifted by the seed: unique, and not counting up. */
function scatter(seed: number, number: number, size: number, factor: number): string {
  const shift = BigInt(mixSeeds(seed, size));
  return String((BigInt(number) * BigInt(factor) + shift) % BigInt(size));
}

function birthDate(random: Random): string {
  const day = new Date(Date.UTC(1938, 0, 1) + random.below(25_000) * 86_400_000);
  return day.toISOString().slice(0, 10);
}

function plainLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}
