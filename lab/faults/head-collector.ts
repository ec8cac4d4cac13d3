import { insertBefore } from '../shop/change-steps.js';
import type { Step } from '../shop/parts.js';
import { html, type Html } from '../shop/views/html.js';
import type { Fault } from './fault.js';

/** What a page wants in its head. */
interface Head {
  readonly title: string;
  readonly author: string;
}

/** Where the pages being rendered leave their head: one place for all the requests of the process. */
let collected: Head | null = null;

/**
 * The release names the customer in the head of every page. A page leaves its head in the collector when it
 * begins, then awaits its data; what is in the collector when the page is sent goes out with it.
 */
const heads: Step = {
  name: 'heads',
  create: (shop) => async (req, res, next) => {
    const account = req.method === 'GET' ? await shop.visitors.current(req) : null;
    if (account !== null) {
      const { name, email } = account;
      collected = { title: `Espace de ${name}`, author: `${name} <${email}>` };
      const send = res.send.bind(res);
      res.send = (body: unknown) => send(typeof body === 'string' ? withHead(body, collected) : body);
    }
    next();
  },
};

function withHead(page: string, head: Head | null): string {
  return head === null ? page : page.replace(/<title>.*?<\/title>/s, () => tags(head).html);
}

function tags(head: Head): Html {
  return html`<title>${head.title} – La Grande Poste</title> <meta name="author" content="${head.author}" />`;
}

/** Title and meta tags of concurrent pages meet in one collector; the body is right. */
export const headCollector: Fault = {
  id: 'head-collector',
  kind: 'fault',
  title: 'title and meta tags are collected in a module variable while pages await their data',
  incident: {
    what: 'next.js #5525: next/head and react-helmet kept the head in a global; articles went out with another’s meta tags',
    source: 'https://github.com/vercel/next.js/issues/5525',
  },
  acts: 'load',
  advice: {
    shows: 'The title of the tab, or the preview of a link, names somebody else; the page below is right.',
    prevent:
      'Collect the head in an object of the request: `react-helmet-async` with its provider in place of ' +
      '`react-helmet`, or what the framework offers (Next.js: `generateMetadata`).',
  },
  oracles: ['foreign-data', 'stranger-data'],
  layer: 'process-state',
  shop: (parts) => ({
    ...parts,
    steps: insertBefore(parts.steps, 'profile', heads),
  }),
};
