import { clientScript } from './client-script.js';
import { serviceWorker } from './service-worker.js';

/** What the shop runs in the browser, as source text. */
export interface Client {
  /** /assets/app.js: on every page. */
  readonly script: string;
  /** /sw.js: between every page and the network. */
  readonly serviceWorker: string;
}

/** The sound client: it keeps nothing that the next person at the same browser could meet. */
export const soundClient: Client = { script: clientScript, serviceWorker };
