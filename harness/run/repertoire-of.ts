import { kindOfPath } from '../config/page-list.js';
import type { Settings } from '../config/settings.js';
import type { Identity } from '../model/identity.js';
import type { Page } from '../model/page.js';
import { writtenTurn } from '../model/written.js';
import type { Repertoire } from '../workload/repertoire.js';
import type { Prepared } from './1-prepare.js';
import type { Learned } from './2-learn.js';

/** All that the actors of this run may ask for. */
export function repertoireOf(settings: Settings, prepared: Prepared, learned: Learned): Repertoire {
  const calls = prepared.clientIdentities.map(({ id }, i) => [id, settings.clients[i]?.pages ?? []] as const);
  return {
    pages: [...settings.pages, ...learned.subresources],
    streams: settings.streams,
    writes: settings.writes,
    written: new Map(prepared.identities.map((identity) => [identity.id, writtenOf(identity)])),
    privatePages: learned.privateUrls,
    closed: closedPages(settings),
    calls: new Map(calls),
  };
}

/** The values that were minted for the identity to write, in the order of writing. */
function writtenOf({ minted }: Identity): readonly string[] {
  return Object.entries(minted)
    .map(([field, value]) => ({ turn: writtenTurn(field), value }))
    .filter(({ turn }) => turn !== null)
    .sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0))
    .map(({ value }) => value);
}

/** What must not open without a login: the configured pages, and the places where listings, exports and backups lie. */
export function closedPages({ objects, pages }: Settings): readonly Page[] {
  const known = new Set(pages.map(({ path }) => path));
  const exposed = objects.exposed
    .filter((path) => !known.has(path))
    .map((path) => ({ name: path, kind: kindOfPath(path), path, self: null }));
  return [...pages, ...exposed];
}
