import { kindOfPath } from '../../config/page-list.js';
import type { Settings } from '../../config/settings.js';
import type { Actor } from '../../model/actor.js';
import type { Page } from '../../model/page.js';
import { decodeBody, pdfText, type Scanner } from '../../scan/index.js';
import type { PrivatePage } from '../../workload/repertoire.js';
import type { Held } from '../learning-observer.js';
import { fillTemplate } from './fill-template.js';
import { createMasker } from './path-masker.js';
import { privateCandidates } from './private-candidates.js';

/** URLs that belong to one identity alone, and what is to be said about those that do not. */
export interface PrivateUrls {
  readonly pages: readonly PrivatePage[];
  readonly notes: readonly string[];
}

/** Identities whose URLs are tried, URLs of each, and how many are tried at once. */
const mostOwners = 64;
const mostOfOwner = 6;
const atOnce = 8;
const deadlineMs = 15_000;

/**
 * Finds the private URLs of the identities, configured and harvested, and asks each owner for them: only one that
 * answers its owner with own data, and with nobody else's, will be asked for as another identity or without a login.
 * So nothing is ever asked for that may belong to a real person.
 */
export async function findPrivateUrls(options: {
  settings: Settings;
  actors: readonly Actor[];
  held: Held;
  scanner: Scanner;
  signal: AbortSignal;
}): Promise<PrivateUrls> {
  const { settings, held, scanner } = options;
  const { objects, target, pages } = settings;
  const harvested = objects.harvest
    ? privateCandidates(held.looks, { target, pages })
    : new Map<number, string[]>();
  const nameOf = createMasker(harvested);
  const owners = options.actors.filter((actor) => actor.signedIn).slice(0, mostOwners);
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(deadlineMs)]);

  const found: PrivatePage[] = [];
  const waiting = [...owners];
  const work = async (): Promise<void> => {
    for (let actor = waiting.shift(); actor !== undefined; actor = waiting.shift()) {
      const { identity } = actor;
      if (identity === null) continue;
      const wanted = [
        ...objects.urls.flatMap((template) => {
          const path = fillTemplate(template, identity);
          return path === null ? [] : [pageAt(path, template)];
        }),
        ...(harvested.get(identity.index) ?? []).map((path) => pageAt(path, nameOf(path))),
      ];
      for (const page of wanted.slice(0, mostOfOwner)) {
        if (signal.aborted) return;
        await actor.perform({ kind: 'fetch', page }, signal);
        if (await showsOwnOnly(page, identity.index, held, scanner)) found.push({ page, owner: identity.id });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const unanswered = objects.urls.filter((template) => !found.some(({ page }) => page.name === template));
  return {
    pages: found.sort((a, b) => a.owner.localeCompare(b.owner)),
    notes: unanswered.map(
      (template) =>
        `objects.urls: ${template} showed nobody their own data, so it is not asked for as anybody else`,
    ),
  };
}

function pageAt(path: string, name: string): Page {
  return { name, kind: kindOfPath(path), path, self: null };
}

/** Whether the answer that was just held shows its owner's data, and no other identity's. */
async function showsOwnOnly(page: Page, owner: number, held: Held, scanner: Scanner): Promise<boolean> {
  const look = held.looks.findLast((one) => one.page === page);
  if (look?.status !== 200 || look.body === null) return false;
  const decoded = decodeBody(look.body, look.contentEncoding).bytes;
  const isPdf = look.contentType.includes('pdf');
  const body = isPdf ? Buffer.from(await pdfText(decoded)) : decoded;
  const { hits } = scanner.scan(body, { contentType: isPdf ? 'text/plain' : look.contentType });
  return hits.length > 0 && hits.every(({ marker }) => marker.owner === owner);
}
