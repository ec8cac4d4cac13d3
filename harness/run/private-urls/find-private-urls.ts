import { kindOfPath } from '../../config/page-list.js';
import type { Settings } from '../../config/settings.js';
import type { Actor } from '../../model/actor.js';
import type { Look } from '../../model/look.js';
import type { Marker } from '../../model/marker.js';
import type { Page } from '../../model/page.js';
import { decodeBody, pdfText, type Scanner } from '../../scan/index.js';
import type { PrivatePage } from '../../workload/repertoire.js';
import type { Held } from '../learning-observer.js';
import { markersOn } from '../markers-on.js';
import { fillTemplate } from './fill-template.js';
import { createMasker } from './path-masker.js';
import { privateCandidates } from './private-candidates.js';

/** URLs that belong to one identity alone, and what is to be said about those that do not. */
export interface PrivateUrls {
  readonly pages: readonly PrivatePage[];
  /** What was learned as somebody's own, and stands on a page that everybody may see: an article, not its buyer. */
  readonly nobodys: readonly string[];
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
 * So nothing is ever asked for that may belong to a real person. A harvested one is then asked for without a login:
 * where that shows no more than was learned from the pages, it is a public page about a thing that somebody was shown.
 */
export async function findPrivateUrls(options: {
  settings: Settings;
  actors: readonly Actor[];
  anonymous: Actor;
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
  const nobodys = new Set<string>();
  const publicMarkers = async (page: Page): Promise<readonly Marker[]> => {
    await options.anonymous.perform({ kind: 'fetch', page }, signal);
    const shown = held.looks.findLast((one) => one.page === page && one.actor.identity === null);
    return markersOfAnswer(shown, scanner);
  };
  const waiting = [...owners];
  const work = async (): Promise<void> => {
    for (let actor = waiting.shift(); actor !== undefined; actor = waiting.shift()) {
      const { identity } = actor;
      if (identity === null) continue;
      const wanted = [
        ...objects.urls.flatMap((template) => {
          const path = fillTemplate(template, identity);
          return path === null ? [] : [{ page: pageAt(path, template), isHarvested: false }];
        }),
        ...(harvested.get(identity.index) ?? []).map((path) => ({
          page: pageAt(path, nameOf(path)),
          isHarvested: true,
        })),
      ];
      for (const { page, isHarvested } of wanted.slice(0, mostOfOwner)) {
        if (signal.aborted) return;
        await actor.perform({ kind: 'fetch', page }, signal);
        const shown = await markersOfAnswer(
          held.looks.findLast((one) => one.page === page),
          scanner,
        );
        if (shown.length === 0 || !shown.every(({ owner }) => owner === identity.index)) continue;
        const things = isHarvested && shown.every(isLearnedFromPages) ? await publicMarkers(page) : [];
        if (things.length === 0) found.push({ page, owner: identity.id });
        for (const { value } of things) nobodys.add(value);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const count = String(nobodys.size);
  const unanswered = objects.urls.filter((template) => !found.some(({ page }) => page.name === template));
  return {
    pages: found.sort((a, b) => a.owner.localeCompare(b.owner)),
    nobodys: [...nobodys],
    notes: [
      ...(nobodys.size === 0
        ? []
        : [
            `${count} values of the pages also stand where a link of theirs leads without a login: nobody's own`,
          ]),
      ...unanswered.map(
        (template) =>
          `objects.urls: ${template} showed nobody their own data, so it is not asked for as anybody else`,
      ),
    ],
  };
}

function pageAt(path: string, name: string): Page {
  return { name, kind: kindOfPath(path), path, self: null };
}

/** The markers that an answer shows, a PDF by its text; none of one that was refused. */
async function markersOfAnswer(look: Look | undefined, scanner: Scanner): Promise<readonly Marker[]> {
  if (look?.status !== 200 || look.body === null) return [];
  if (!look.contentType.includes('pdf')) return markersOn(look, scanner);
  const body = Buffer.from(await pdfText(decodeBody(look.body, look.contentEncoding).bytes));
  return markersOn({ ...look, body, contentEncoding: '', contentType: 'text/plain' }, scanner);
}

/** An e-mail address is nobody's article. */
function isLearnedFromPages({ kind, value }: Marker): boolean {
  return kind === 'learned' && !value.includes('@');
}
