import type { Channel, HeldCookie, Look, OperationKind, Outcome } from '../../model/look.js';
import type { Observation } from '../../model/observation.js';
import type { ActorRef } from '../../model/look.js';
import type { Page } from '../../model/page.js';
import type { ActorSettings } from '../actor-settings.js';
import { urlWithoutPassword, withoutPassword } from '../redact.js';
import type { PageState } from './in-page.js';
import type { Caught } from './recorder.js';

/** A look without what all looks of one operation share. */
export type Draft = Omit<
  Look,
  'actor' | 'session' | 'operation' | 'cookies' | 'contentType' | 'contentEncoding'
>;

/** Where a draft was shown, and when. */
export type Place = Pick<Draft, 'page' | 'url' | 'startedMs' | 'atMs'>;

/** What all looks of one operation share. */
export interface Shared {
  readonly actor: ActorRef;
  readonly session: string;
  readonly operation: OperationKind;
  readonly cookies: readonly HeldCookie[];
}

/** Hands the drafts to the observer as looks, in order. The password stands in none of them. */
export async function observeAll(
  drafts: readonly Draft[],
  shared: Shared,
  { observer }: ActorSettings,
): Promise<readonly Observation[]> {
  const secret = shared.operation === 'login' ? (shared.actor.identity?.credentials ?? null) : null;
  const observations: Observation[] = [];
  for (const draft of drafts) {
    observations.push(
      await observer.observe({
        ...shared,
        ...draft,
        url: urlWithoutPassword(draft.url, secret),
        body: draft.body === null ? null : withoutPassword(draft.body, secret),
        contentType: draft.headers['content-type'] ?? '',
        // Chromium hands bodies over decoded, whatever the header says.
        contentEncoding: '',
      }),
    );
  }
  return observations;
}

/** A response that came; the main document belongs to the page that was visited, wherever it led. */
export function draftOf(caught: Caught, visited: Page | null): Draft {
  const { mainDocument, ...rest } = caught;
  const page = mainDocument && visited !== null ? visited : caught.page;
  return { ...rest, page, outcome: 'ok', reason: null };
}

/** An attempt that brought no response. */
export function failedDraft(
  place: Place & { readonly channel: Channel },
  outcome: Outcome,
  reason: string,
): Draft {
  return { ...place, outcome, reason, status: null, headers: {}, body: null, overlaps: 0 };
}

/**
 * What the page shows and what it keeps, as looks of their own. Status and headers are the document's, so
 * that the look is known to come from the same release and copy.
 */
export function stateDrafts(state: PageState, place: Place, document: Caught | null): readonly Draft[] {
  const as = (channel: Channel, text: string, type: string): Draft =>
    draftBeside(document, { ...place, channel, type, body: Buffer.from(text, 'utf8') });
  const drafts = [as('dom', `${state.title}\n${state.text}`, 'text/plain; charset=utf-8')];
  if (state.storage !== '') drafts.push(as('storage', state.storage, 'application/json'));
  return drafts;
}

/** What stands beside a document, in the page or in a store, as a look with the document's status and headers. */
export function draftBeside(
  document: Caught | null,
  { type, ...shown }: Place & Pick<Draft, 'channel' | 'body'> & { readonly type: string },
): Draft {
  const headers = { ...document?.headers, 'content-type': type };
  delete (headers as Record<string, string>)['set-cookie'];
  const status = document?.status ?? null;
  return { ...shown, outcome: 'ok', reason: null, status, headers, overlaps: document?.overlaps ?? 0 };
}
