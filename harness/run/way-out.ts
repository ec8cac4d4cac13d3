import type { Settings } from '../config/settings.js';
import { findLogout, saysLogout } from '../actors/index.js';
import type { Look } from '../model/look.js';
import type { ScheduleName } from '../model/schedule-name.js';
import { decodeBody } from '../scan/index.js';
import { schedulesOf } from '../workload/pressure.js';

const takesAWayOut: ReadonlySet<ScheduleName> = new Set<ScheduleName>(['leavers', 'handover']);

/**
 * A note where nobody will find the way out: then neither what works after a logout is tried, nor what a browser keeps for
 * the next one to sign in there. `looks` are those of learning, with everybody signed in.
 */
export function wayOutNotes({ logout, load }: Settings, looks: readonly Look[]): readonly string[] {
  const isTaken = schedulesOf(load).some((name) => takesAWayOut.has(name));
  if (logout !== null || !isTaken || looks.some(showsWayOut)) return [];
  return [
    'no way to sign out was found on the pages, so what works after a logout, and what a browser keeps for the next person, ' +
      'is not tried. Set logout to its path, or add a page with a form, link or button that says so',
  ];
}

function showsWayOut({ actor, channel, page, body, contentType, contentEncoding, url }: Look): boolean {
  if (actor.identity === null || body === null || page === null) return false;
  const text = (): string => Buffer.from(decodeBody(body, contentEncoding).bytes).toString('utf8');
  // A button is a line of what is drawn.
  if (channel === 'dom')
    return text()
      .split(/\r?\n|\t/)
      .some(saysLogout);
  return (
    channel === 'page' && contentType.includes('html') && findLogout(text(), new URL(url), null) !== null
  );
}
