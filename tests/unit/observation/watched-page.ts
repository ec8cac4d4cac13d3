import { chooseMarkers, learnPages } from '../../../harness/markers/index.js';
import type { HistoryRecord } from '../../../harness/model/history.js';
import type { Grant, Identity } from '../../../harness/model/identity.js';
import type { Look } from '../../../harness/model/look.js';
import type { Observation } from '../../../harness/model/observation.js';
import type { Page } from '../../../harness/model/page.js';
import {
  createFingerprint,
  createObserver,
  createPlaces,
  createVault,
  isolationRules,
} from '../../../harness/observation/index.js';
import { createScanner } from '../../../harness/scan/index.js';
import { people, profile, samplesOf, type Person } from '../markers/pages.js';

export const page: Page = { name: 'profile', kind: 'page', path: '/profile', self: null };
const noise = { csrf: 'tok9x9ZzYyXx98', clock: '18:44:02' };

/** The page of a person: its address stands in the header, a part of its own, and in the body. */
export function pageOf(person: Person, header = headerOf(person)): string {
  return withHeader(person, noise, header);
}

/** The header that belongs to a person. */
export function headerOf({ email }: Person): string {
  return `<small class="who">${email}</small>`;
}

function withHeader(person: Person, own: Parameters<typeof profile>[1], header: string): string {
  return profile(person, own).replace('<time>', `${header}<time>`);
}

/** The three people as identities of one practice, and an API client with these grants. */
export function castOf(grants: readonly Grant[] = []): readonly Identity[] {
  const persons = people.map(({ name, email, phone }, index) => ({
    ...identity(`u0${String(index + 1)}`, index),
    tenant: 'north',
    data: { name, email, phone },
    minted: {
      'written 1': `ledobufaki ropa${String(index)}nubevo`,
      'written 2': `sitamokeda vunigu${String(index)}x`,
    },
  }));
  return [...persons, { ...identity('c01', persons.length), grants }];
}

function identity(id: string, index: number): Identity {
  const credentials = { username: `account-${id}@mail.example`, password: 'pw' };
  return { id, index, credentials, aliases: [], traits: [], tenant: null, data: {}, minted: {} };
}

const learnedFrom = (person: Person, own: Parameters<typeof profile>[1]): string =>
  withHeader(person, own, headerOf(person));

/** An observer that has learned the profile page, and all that it recorded; `self` as in the config. */
export function watch(
  identities: readonly Identity[],
  {
    self = null,
    shown = learnedFrom,
  }: { readonly self?: string | null; readonly shown?: typeof learnedFrom } = {},
): {
  readonly records: readonly HistoryRecord[];
  look(viewer: Identity | null, body: string, change?: Partial<Look>): Promise<Observation>;
  flush(): void;
} {
  const learned = learnPages([{ name: 'profile', self, samples: samplesOf(people, shown) }], identities);
  const { markers } = chooseMarkers(identities, { learned: learned.markers, isAnonymous: () => new Set() });
  const records: HistoryRecord[] = [];
  let nowMs = 0;
  const observer = createObserver({
    identities,
    recognizer: {
      scanner: createScanner(markers),
      pages: learned.pages,
      ownFields: (_page, index) => (index < people.length ? ['name', 'email', 'phone'] : []),
      sessionCookies: new Set(['sid']),
    },
    maySee: isolationRules({ between: 'user', except: [] }),
    fingerprint: createFingerprint(),
    vault: createVault(),
    loginPath: '/login',
    writer: 'main',
    clock: { nowMs: () => nowMs },
    target: { baseUrl: 'http://127.0.0.1', allow: [], revision: null, instance: null, timeoutMs: 1000 },
    phase: () => 'before',
    places: createPlaces(),
    emit: (record) => records.push(record),
  });
  return {
    records,
    look: async (viewer, body, change = {}) => {
      nowMs += 10;
      return observer.observe({
        actor: { name: viewer === null ? 'anonymous' : `s-${viewer.id}`, kind: 'http', identity: viewer },
        session: `s-${viewer?.id ?? 'anonymous'}#1`,
        operation: 'visit',
        channel: 'page',
        page,
        url: 'http://127.0.0.1/profile',
        startedMs: nowMs - 5,
        atMs: nowMs,
        outcome: 'ok',
        reason: null,
        status: 200,
        headers: {},
        body: Buffer.from(body),
        contentType: 'text/html; charset=utf-8',
        contentEncoding: '',
        cookies: viewer === null ? [] : [{ name: 'sid', value: `token-of-${viewer.id}` }],
        overlaps: 0,
        ...change,
      });
    },
    flush: () => {
      observer.flush();
    },
  };
}
