/** A person who has an account at the small target. */
export interface Person {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly phone: string;
}

const names = [
  'Ann Verdier',
  'Bob Lantier',
  'Cleo Maurin',
  'Dan Pellan',
  'Eva Roussin',
  'Finn Castel',
] as const;

/** Six people: two for browsers, four for plain-HTTP sessions. */
export const people: readonly Person[] = names.map((name, i) => ({
  username: `${name.toLowerCase().replace(' ', '.')}@shop.example`,
  password: `pw-${String(48_213 + 7919 * i)}-${name.slice(0, 3)}`,
  name,
  phone: `06 ${String(12 + i)} 84 ${String(55 - 3 * i)} ${String(17 + 11 * i)}`,
}));
