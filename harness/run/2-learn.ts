import type { Settings } from '../config/settings.js';
import {
  chooseMarkers,
  learnPages,
  tellsBySelf,
  type ChosenMarkers,
  type LearnedPages,
  type PageSamples,
  type Rejected,
  type UnsettledPlace,
} from '../markers/index.js';
import type { Actor } from '../model/actor.js';
import { SosieError } from '../model/errors.js';
import type { Identity } from '../model/identity.js';
import type { Look } from '../model/look.js';
import type { Marker } from '../model/marker.js';
import type { Pace } from '../model/pace.js';
import type { Page } from '../model/page.js';
import type { Recognizer } from '../observation/recognizer.js';
import { createScanner, type Scanner } from '../scan/index.js';
import type { PrivatePage } from '../workload/repertoire.js';
import type { Prepared } from './1-prepare.js';
import type { Held } from './learning-observer.js';
import { markersOn } from './markers-on.js';
import { pageSamples } from './page-samples.js';
import { findPrivateUrls } from './private-urls/find-private-urls.js';
import { personalSubresources } from './personal-subresources.js';
import { readCalls } from './read-calls.js';
import { readPages, samplePlan } from './read-pages.js';
import { learnSessionCookies } from './session-cookies.js';
import { unstatedPages } from './unstated-pages.js';
import { wayOutNotes } from './way-out.js';

/** What a run knows before it begins to look. */
export interface Learned {
  readonly recognizer: Recognizer;
  readonly markers: readonly Marker[];
  readonly pages: readonly PageKnowledge[];
  /** Parts of pages that the target makes for each visitor, and calls that pages are drawn from. */
  readonly subresources: readonly Page[];
  /** URLs that showed one identity its own data, and were shown to nobody else. */
  readonly privateUrls: readonly PrivatePage[];
  /** Identities that could not sign in, by id. */
  readonly unusable: readonly string[];
  /** For the screen: strong values that cannot be markers, by field and identity. */
  readonly notes: readonly string[];
  /** Values that were never going to be markers; only a preflight tells of them. */
  readonly weak: readonly string[];
}

/** What is known of one configured page. */
export interface PageKnowledge {
  readonly name: string;
  readonly kind: string;
  /** Identities that got it while signed in. */
  readonly readBy: number;
  /** Own markers that stand on it, for the identity that shows most. */
  readonly ownMarkers: number;
  /** Places on it that state whose it is. */
  readonly slots: number;
  /** Nothing on it tells whose it is: looking at it proves nothing. */
  readonly blind: boolean;
  /** Its configured `self` tells nobody's page from another's. */
  readonly selfIsSilent: boolean;
}

/**
 * Signs everybody in, reads every page as everybody, and finds out what makes a page somebody's own. Throws
 * SOSIE_TARGET_LOGIN where nobody can sign in.
 */
export async function learn(options: {
  settings: Settings;
  prepared: Prepared;
  held: Held;
  /** Reasons of logins that failed, by identity id. */
  failedLogins: ReadonlyMap<string, string>;
  pace?: Pace | undefined;
  signal: AbortSignal;
}): Promise<Learned> {
  const { settings, prepared, held, signal } = options;
  for (const page of settings.pages) await prepared.anonymous.perform({ kind: 'visit', page }, signal);
  const readers = [...prepared.actors, ...prepared.readers];
  await readPages({
    actors: readers,
    sample: sampleOf(prepared.actors),
    pages: settings.pages,
    signal,
  });
  const unusable = readers.filter((actor) => !actor.signedIn && !signal.aborted);
  if (unusable.length === readers.length) throw nobodySignedIn(options.failedLogins);

  const { target } = settings;
  const { identities } = prepared;
  const looks = [...held.looks];
  const answers = await listedSamples(settings, looks);
  const onAnswers = learnFrom(answers, { identities, looks, nobodys: [] });
  const listed = await withDrawn(answers, onAnswers, looks);
  const first = listed === answers ? onAnswers : learnFrom(listed, { identities, looks, nobodys: [] });
  const calls = await readCalls({
    ...{ target, pages: settings.pages, readers, held, signal },
    scanner: first.scanner,
  });
  const sessionCookies = await learnSessionCookies({
    ...{ looks: held.looks, actors: readers, scanner: first.scanner, signal },
    ...{ timeoutMs: settings.target.timeoutMs, pace: options.pace ?? null },
  });
  const privateUrls = await findPrivateUrls({
    ...{ settings, actors: prepared.actors, anonymous: prepared.anonymous, held, signal },
    scanner: first.scanner,
  });
  const { nobodys } = privateUrls;
  const { onPages, chosen, scanner } =
    nobodys.length === 0 ? first : learnFrom(listed, { identities, looks, nobodys });
  const samples = [...listed, ...calls.samples];
  const learned = calls.samples.length === 0 ? onPages : learnPages(samples, identities, nobodys);
  const ownFields = ownFieldsOf(samples, scanner);
  const tells = ({ name }: { name: string }): boolean => (learned.pages.get(name)?.slots.length ?? 0) > 0;
  const pages = settings.pages.map(({ name, kind, self }) => {
    const fields = [...(ownFields.get(name)?.values() ?? [])];
    const ownMarkers = Math.max(0, ...fields.map((list) => list.length));
    const page = learned.pages.get(name);
    const slots = page?.slots.length ?? 0;
    return {
      name,
      kind,
      readBy: fields.length,
      ownMarkers,
      slots,
      blind: ownMarkers === 0 && slots === 0,
      selfIsSilent: self !== null && identities.length >= 2 && !tellsBySelf(page),
    };
  });
  const recognizer: Recognizer = {
    scanner,
    pages: learned.pages,
    ownFields: (page, identity) => ownFields.get(page)?.get(identity) ?? [],
    sessionCookies: sessionCookies.names,
  };
  return {
    recognizer,
    markers: chosen.markers,
    pages,
    subresources: [...personalSubresources(held.looks, target), ...calls.askable],
    privateUrls: privateUrls.pages,
    unusable: unusable.map(nameOf),
    notes: [
      ...learned.unsettled.map((place) => describeUnsettled(place, identities)),
      ...chosen.rejected.filter(({ why }) => why !== 'weak').map(describeRejected),
      ...privateUrls.notes,
      ...sessionCookies.notes,
      ...wayOutNotes(settings, looks),
      ...unstatedPages(pages, { looks: held.looks, scanner, callsTell: calls.samples.some(tells) }),
    ],
    weak: chosen.rejected.filter(({ why }) => why === 'weak').map(describeRejected),
  };
}

/** What the configured pages tell, without what is nobody's. */
function learnFrom(
  listed: readonly PageSamples[],
  facts: {
    readonly identities: readonly Identity[];
    readonly looks: readonly Look[];
    readonly nobodys: readonly string[];
  },
): { readonly onPages: LearnedPages; readonly chosen: ChosenMarkers; readonly scanner: Scanner } {
  const onPages = learnPages(listed, facts.identities, facts.nobodys);
  return { onPages, ...chooseAndIndex(facts.identities, onPages.markers, facts.looks) };
}

/** The answers of the configured pages, each with what the config says of it. */
async function listedSamples({ pages }: Settings, looks: readonly Look[]): Promise<readonly PageSamples[]> {
  const samples = await pageSamples(looks, 'answer');
  return pages.map(({ name, self }) => ({ name, self, samples: samples.get(name) ?? [] }));
}

/**
 * The same pages; where the answers of one tell nothing, since its scripts fill it in, with what browsers drew instead.
 * `listed` itself where there is none.
 */
async function withDrawn(
  listed: readonly PageSamples[],
  { onPages, scanner }: { readonly onPages: LearnedPages; readonly scanner: Scanner },
  looks: readonly Look[],
): Promise<readonly PageSamples[]> {
  const silent = listed.filter(({ name }) => onPages.pages.get(name)?.slots.length === 0);
  if (silent.length === 0) return listed;
  const own = ownFieldsOf(silent, scanner);
  const drawn = await pageSamples(looks, 'drawn');
  const replaced = new Map<PageSamples, PageSamples>();
  for (const page of silent) {
    const shown = drawn.get(page.name);
    const tells = [...(own.get(page.name)?.values() ?? [])].some(({ length }) => length > 0);
    if (!tells && shown !== undefined) replaced.set(page, { ...page, samples: shown, drawn: true });
  }
  return replaced.size === 0 ? listed : listed.map((page) => replaced.get(page) ?? page);
}

function describeUnsettled(
  { page, place, identity, values }: UnsettledPlace,
  identities: readonly Identity[],
): string {
  const who = identities.find(({ index }) => index === identity)?.id ?? 'one identity';
  return (
    `${page}: at "${place}" ${who} read ${String(values)} different e-mail addresses or numbers before anything was ` +
    'rolled out. Either others are listed there, or sessions are mixed up already'
  );
}

/** Plain-HTTP sessions first: their answers are raw and cheap. */
function sampleOf(actors: readonly Actor[]): ReadonlySet<Actor> {
  const ordered = [...actors].sort((a, b) => Number(a.kind === 'browser') - Number(b.kind === 'browser'));
  return new Set(ordered.slice(0, samplePlan.identities));
}

function nobodySignedIn(failed: ReadonlyMap<string, string>): SosieError {
  if (failed.size === 0)
    return new SosieError(
      'SOSIE_TARGET_LOGIN',
      'every login seemed to work, but each page then asked to sign in (401, or the login page).',
      {
        hint:
          'The pages may take another credential than the login gives: a token that scripts send, say. Set a login ' +
          'recipe that tells it (docs/configuration.md); `sosie check` shows what each page answers.',
      },
    );
  const reasons = [...new Set(failed.values())].slice(0, 3).join('; ');
  return new SosieError(
    'SOSIE_TARGET_LOGIN',
    `no identity could sign in (${String(failed.size)} tried): ${reasons || 'no reason known'}.`,
    {
      hint: 'Check the usernames, the passwords (environment or .env) and the login recipe; `sosie check` tries each.',
    },
  );
}

/** The markers and their scanner, which is built a second time only where an anonymous page shows some of them. */
function chooseAndIndex(
  identities: readonly Identity[],
  learned: readonly Marker[],
  looks: readonly Look[],
): { readonly chosen: ChosenMarkers; readonly scanner: Scanner } {
  const built: Scanner[] = [];
  const chosen = chooseMarkers(identities, {
    learned,
    isAnonymous: (markers) => {
      const scanner = createScanner(markers);
      const shown = shownToEverybody(scanner, looks);
      if (shown.size === 0) built.push(scanner);
      return shown;
    },
  });
  return { chosen, scanner: built[0] ?? createScanner(chosen.markers) };
}

/** Markers that stand on a page which everybody gets without signing in. */
function shownToEverybody(scanner: Scanner, looks: readonly Look[]): ReadonlySet<Marker> {
  const shown = new Set<Marker>();
  for (const look of looks) {
    if (look.actor.identity !== null) continue;
    for (const marker of markersOn(look, scanner)) shown.add(marker);
  }
  return shown;
}

/** Which own fields each page shows each identity: page → identity → fields. */
function ownFieldsOf(
  pages: readonly PageSamples[],
  scanner: Scanner,
): ReadonlyMap<string, ReadonlyMap<number, readonly string[]>> {
  const found = new Map<string, Map<number, readonly string[]>>();
  for (const { name, samples } of pages) {
    const fields = new Map<number, readonly string[]>();
    for (const { identity, kind, text } of samples) {
      const { hits } = scanner.scan(Buffer.from(text), {
        contentType: kind === 'json' ? 'application/json' : `text/${kind}`,
      });
      const own = new Set(
        hits.filter(({ marker }) => marker.owner === identity).map(({ marker }) => marker.field),
      );
      // Only what stands on the page at every reading can be expected of the next one.
      fields.set(
        identity,
        [...own].filter((field) => fields.get(identity)?.includes(field) ?? true),
      );
    }
    found.set(name, fields);
  }
  return found;
}

function describeRejected({ field, owners, why }: Rejected): string {
  const who =
    owners.length > 6
      ? `${owners.slice(0, 6).join(', ')} and ${String(owners.length - 6)} more`
      : owners.join(', ');
  switch (why) {
    case 'shared':
      return `${field} of ${who} is the same for several identities, so it cannot be a marker`;
    case 'weak':
      return `${field} of ${who} is too common a value to be a marker (a date, a short word, a short number)`;
    case 'anonymous':
      return `${field} of ${who} also stands on a page that needs no login, so it cannot be a marker`;
  }
}

function nameOf(actor: Actor): string {
  return actor.identity?.id ?? actor.name;
}
