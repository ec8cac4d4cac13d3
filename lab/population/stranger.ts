import { setTimeout as delay } from 'node:timers/promises';
import { openBrowsing, type Browsing } from './browse.js';
import { makePerson, strangerPassword } from './person.js';
import type { Random } from './random.js';

/** Where strangers come from, and where they go. */
export interface Crowd {
  readonly origin: string;
  /** The seed of the population, which makes up their e-mails and passwords. */
  readonly seed: number;
  /** How many customers there are to choose from. */
  readonly customers: number;
  readonly random: Random;
}

/** One customer's visit: sign in, look around, perhaps sign out. Throws where the target fails. */
export async function visit(crowd: Crowd): Promise<void> {
  const { random, seed, origin } = crowd;
  const number = 1 + random.below(crowd.customers);
  const browsing = openBrowsing(origin);
  try {
    await browsing.get('/');
    if (!(await signIn(browsing, makePerson(seed, number).email, strangerPassword(seed, number)))) return;
    for (let left = 3 + random.below(10); left > 0; left -= 1) {
      await lookAround(browsing, random);
      await pause(random, 600);
    }
    if (random.next() < 0.7) await browsing.post('/logout', {});
  } finally {
    await browsing.close();
  }
}

/** Fills in the login form, and follows it to the callback. False where the shop refused it. */
export async function signIn(browsing: Browsing, username: string, password: string): Promise<boolean> {
  const form = await browsing.get('/login');
  const csrf = /name="csrf" value="([^"]*)"/.exec(form.text)?.[1] ?? '';
  const answer = await browsing.post('/login', { csrf, username, password });
  if (answer.location === null) return false;
  return (await browsing.get(answer.location)).status === 303;
}

/** One page with what belongs to it; most often the profile, again and again. */
async function lookAround(browsing: Browsing, random: Random): Promise<void> {
  const place = random.next();
  if (place < 0.55) {
    await browsing.get('/profile');
    await Promise.all([browsing.get('/api/me'), browsing.get('/account/badge.svg')]);
  } else if (place < 0.7) {
    await browsing.get('/orders');
    await browsing.get('/api/orders');
  } else if (place < 0.85) {
    await browsing.get('/letters');
    await browsing.get('/letters/draft');
  } else if (place < 0.92) {
    await browsing.get('/letters/draft/preview');
  } else if (place < 0.96) {
    await Promise.all([browsing.get('/invoices'), browsing.get('/appointments')]);
  } else {
    await Promise.all([browsing.get('/assets/app.css'), browsing.get('/assets/logo.svg'), browsing.get('/')]);
  }
}

/** Waits between half and one and a half of `meanMs`. */
async function pause(random: Random, meanMs: number): Promise<void> {
  await delay(meanMs * (0.5 + random.next()));
}
