import type { PageSample } from '../../../harness/markers/index.js';

/** A person on the sample pages. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly city: string;
}

export const people: readonly [Person, Person, Person] = [
  { name: 'Jeanne Dupont', email: 'jeanne.dupont@mail.example', phone: '06 12 34 56 78', city: 'Lyon' },
  { name: 'Samy Benali', email: 'samy.benali@mail.example', phone: '06 98 76 54 32', city: 'Lille' },
  { name: 'Claire Morel', email: 'claire.morel@mail.example', phone: '07 11 22 33 44', city: 'Nantes' },
];

export const stranger: Person = {
  name: 'Madeleine Roche',
  email: 'madeleine.roche@mail.example',
  phone: '06 55 44 33 22',
  city: 'Brest',
};

/** A profile page as sites make them: a greeting, a definition list, a csrf token, a clock, an order count. */
export function profile(
  { name, email, phone, city }: Person,
  noise: { csrf: string; clock: string; orders?: number },
): string {
  return `<!doctype html><html><head><title>My account</title><meta name="csrf" content="${noise.csrf}"></head>
<body><header><span class="hello">Hello ${name}</span><time>${noise.clock}</time></header>
<dl class="account"><dt>Name</dt><dd>${name}</dd><dt>E-mail</dt><dd>${email}</dd>
<dt>Phone</dt><dd>${phone}</dd><dt>Town</dt><dd>${city}</dd><dt>Orders</dt><dd>${String(noise.orders ?? 3)} orders</dd></dl>
<form><input type="hidden" name="_csrf" value="${noise.csrf}"></form></body></html>`;
}

/** The page of every person, read twice in each of two logins. */
export function samplesOf(
  persons: readonly Person[],
  page: (person: Person, noise: { csrf: string; clock: string; orders: number }) => string,
  kind: PageSample['kind'] = 'html',
): PageSample[] {
  return persons.flatMap((person, identity) =>
    [1, 2].flatMap((login) =>
      [0, 1].map((reading): PageSample => {
        const noise = {
          csrf: `tok${String(identity)}x${String(login)}AbCdEf12`,
          clock: `12:0${String(login)}:1${String(reading)}`,
          orders: identity + 2,
        };
        return { identity, login, kind, text: page(person, noise) };
      }),
    ),
  );
}
