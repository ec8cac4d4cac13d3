import type { Settings } from '../config/settings.js';
import type { PageKnowledge } from './2-learn.js';

/** What to do about a `self` that tells nothing. */
export const silentSelfHint =
  'Point self at a place of the answer itself that differs from person to person; or, where the page is drawn in the ' +
  'browser, take self out and list the API that it is drawn from in api';

/** Pages whose configured `self` told nobody's page from another's while learning, so that it would be passed over in silence. */
export function silentSelves(pages: readonly PageKnowledge[], { drill }: Settings): readonly string[] {
  return pages
    .filter(({ name, selfIsSilent }) => selfIsSilent && !drill.expectBlind.includes(name))
    .map(({ name }) => name);
}
