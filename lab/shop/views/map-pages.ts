import type { Views } from './views.js';

/** The views with the HTML of every signed-in page changed in the same way. */
export function mapPages(views: Views, change: (page: string) => string): Views {
  return {
    ...views,
    profile: (frame, own) => change(views.profile(frame, own)),
    orders: (frame, orders) => change(views.orders(frame, orders)),
    letters: (frame, letters) => change(views.letters(frame, letters)),
    draft: (frame, draft, csrf) => change(views.draft(frame, draft, csrf)),
  };
}
