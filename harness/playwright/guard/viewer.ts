import type { Request } from 'playwright';
import type { Identity } from '../../model/identity.js';
import type { ActorRef } from '../../model/look.js';
import type { Scanner } from '../../scan/index.js';

/**
 * Who a context of the suite's own is signed in as. The guard does not sign in itself, so it goes by what it sees:
 * an identity's username and password in what is sent, else the first answer that shows exactly one identity's data.
 */
export interface Viewer {
  readonly ref: ActorRef;
  /** "w3.c2#1": a new one at each login. */
  readonly session: string;
  /** Looks whether a request signs somebody in. */
  sends(request: Request): void;
  /** The same for a request that is made without a page. */
  sendsText(text: string): void;
  /** Takes an answer's word for whose session it is, where nobody is known yet. */
  hears(body: Uint8Array | null, contentType: string): void;
  /** Cookies were replaced from outside: nobody is known any more. */
  forget(): void;
}

/** A viewer that nobody is yet. `name` is the context's own, "w3.c2". */
export function createViewer(name: string, identities: readonly Identity[], scanner: Scanner): Viewer {
  let identity: Identity | null = null;
  let epoch = 0;
  const become = (next: Identity | null): void => {
    identity = next;
    epoch += 1;
  };
  const sendsText = (text: string): void => {
    const sent = variants(text);
    const found = identities.find(({ credentials, aliases }) => {
      const names = [credentials.username, ...aliases];
      return sent.some(
        (form) => form.includes(credentials.password) && names.some((one) => form.includes(one)),
      );
    });
    if (found !== undefined) become(found);
  };
  return {
    get ref(): ActorRef {
      return { name, kind: 'browser', identity };
    },
    get session() {
      return `${name}#${String(epoch)}`;
    },
    sendsText,
    sends: (request) => {
      if (request.method() === 'GET') return;
      const data = request.postDataBuffer();
      if (data !== null && data.length < 1_000_000) sendsText(data.toString('utf8'));
    },
    hears: (body, contentType) => {
      if (identity !== null || body === null || body.length === 0) return;
      const owners = new Set(scanner.scan(body, { contentType }).hits.map(({ marker }) => marker.owner));
      const [owner] = owners;
      const only = owners.size === 1 ? identities.find(({ index }) => index === owner) : undefined;
      if (only !== undefined) become(only);
    },
    forget: () => {
      if (identity !== null) become(null);
    },
  };
}

/** A body as it is, and as a form would have encoded it. */
function variants(text: string): readonly string[] {
  if (!/[%+]/.test(text)) return [text];
  try {
    return [text, decodeURIComponent(text.replaceAll('+', ' ')), decodeURIComponent(text)];
  } catch {
    return [text];
  }
}
