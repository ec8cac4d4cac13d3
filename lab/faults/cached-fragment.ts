import { mapPages } from '../shop/views/map-pages.js';
import type { Fault } from './fault.js';

const ttlMs = 2000;
const banner = /<header class="banner">[\s\S]*?<\/header>/;

interface Fragment {
  readonly html: string;
  readonly untilMs: number;
}

/** Keeps rendered pieces of pages by the name of their template, for two seconds. */
function createFragmentCache(): (template: string, rendered: string) => string {
  const byTemplate = new Map<string, Fragment>();
  return (template, rendered) => {
    const kept = byTemplate.get(template);
    if (kept !== undefined && kept.untilMs > performance.now()) return kept.html;
    byTemplate.set(template, { html: rendered, untilMs: performance.now() + ttlMs });
    return rendered;
  };
}

/** The customer's name has moved into a fragment that was the same for everybody: their page, another's banner. */
export const cachedFragment: Fault = {
  id: 'cached-fragment',
  kind: 'fault',
  title: 'the banner with the customer’s name is kept under the name of its template',
  incident: {
    what: 'Rails writes a fragment at the first request, whoever made it (CWE-524)',
    source: 'https://thoughtbot.com/blog/rails-caching-risks',
  },
  acts: 'always',
  advice: {
    shows:
      'The page is right but for one region: another person’s name in the banner, another’s basket in the ' +
      'corner.',
    prevent:
      'Put what a fragment depends on into its key (Rails: `cache [current_user, …]`, Django: `{% cache ' +
      '500 banner request.user.id %}`), or render the personal part outside of it; Rails 7 partials can ' +
      'refuse to be cached with `uncacheable!`.',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'process-state',
  shop: (parts) => {
    const cached = createFragmentCache();
    const views = mapPages(parts.views, (page) => page.replace(banner, (own) => cached('banner', own)));
    return { ...parts, views };
  },
};
