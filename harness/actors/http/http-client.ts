import type { Identity } from '../../model/identity.js';
import type { Page } from '../../model/page.js';
import type { ActorSettings } from '../actor-settings.js';
import { createPageMap, resolveOnTarget } from '../reach.js';
import type { HttpSessionCopy, SwappingActor } from '../session-copy.js';
import { createHttpActor } from './http-actor.js';
import type { BrowserSignIn } from './http-login.js';
import { createJar } from './jar.js';
import { createTransport } from './transport.js';

/** How the plain-HTTP sessions are connected. */
export interface HttpClientOptions extends ActorSettings {
  /** Connections to each origin that all actors share, 1 and up. Default 32. */
  readonly connections?: number;
  /**
   * One connection for each actor instead of shared ones. Default false: sessions of many people on few
   * connections are what a load balancer makes of browsers, and what provokes faults of connections.
   */
  readonly connectionPerActor?: boolean;
  /** For a recipe that only a browser can follow. Default null: such a login fails with its reason. */
  readonly browserSignIn?: BrowserSignIn | null;
}

/** Thousands of light sessions on one target. Whoever creates it closes it. */
export interface HttpClient {
  /** An actor with a jar of its own. Throws SOSIE_TARGET_REFUSED_HOST where the login may not be reached. */
  openActor(options: {
    readonly name: string;
    readonly identity: Identity | null;
  }): SwappingActor<HttpSessionCopy>;
  close(): Promise<void>;
}

/** Throws SOSIE_TARGET_REFUSED_HOST where a configured page lies on a host outside `target.allow`. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const {
    target,
    pages,
    login,
    connections = 32,
    connectionPerActor = false,
    browserSignIn = null,
  } = options;
  const shared = createTransport(connections);
  const urls = new Map<Page, URL>(pages.map((page) => [page, resolveOnTarget(target, page.path)]));
  const pageAt = createPageMap(target, pages);
  const loginUrl = login.kind === 'form' ? resolveOnTarget(target, login.url) : null;
  const urlOf = (page: Page): URL => {
    let url = urls.get(page);
    if (url === undefined) {
      url = resolveOnTarget(target, page.path);
      urls.set(page, url);
    }
    return url;
  };
  return {
    openActor({ name, identity }) {
      const transport = connectionPerActor ? createTransport(1) : shared;
      const close = connectionPerActor ? () => transport.close() : () => Promise.resolve();
      const jar = createJar();
      return createHttpActor({
        name,
        identity,
        settings: options,
        transport,
        jar,
        urlOf,
        pageAt,
        loginUrl,
        browserSignIn,
        close,
      });
    },
    close: () => shared.close(),
  };
}
