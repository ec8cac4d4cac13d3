import type { Look } from '../../../harness/model/look.js';

/** A look at a page that was answered, as `change` has it. */
export function lookOf(change: Pick<Look, 'actor' | 'page' | 'url' | 'body'> & Partial<Look>): Look {
  return {
    session: `${change.actor.name}#1`,
    operation: 'visit',
    channel: 'page',
    startedMs: 0,
    atMs: 1,
    outcome: 'ok',
    reason: null,
    status: 200,
    headers: {},
    contentType: 'text/html',
    contentEncoding: '',
    cookies: [],
    overlaps: 0,
    ...change,
  };
}
