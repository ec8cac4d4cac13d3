import type { Observation } from '../model/observation.js';
import type { Astray, SharedToken, WrongLook } from './facts.js';

/** Follows who held which session token, and in which order. */
export interface TokenFold {
  /** An ordinary look of somebody signed in. */
  see(look: Observation, wrong: WrongLook | null): void;
  /** Any other look: that the tokens are the viewer's is remembered, and no more. */
  also(look: Observation): void;
  shared(): readonly SharedToken[];
  astray(): Astray;
}

interface Holding {
  readonly viewer: string;
  readonly replaced: boolean;
}

interface Token {
  readonly holders: Holding[];
  readonly shown: Map<string, number>;
  readonly own: Map<string, number>;
  live: boolean;
}

const STRANGER = 'stranger';
const MAX_TOKENS = 100_000;
const MAX_HOLDERS = 8;
const MAX_TOLD = 4000;

/** Begins with no token seen. Values are fingerprints. */
export function createTokenFold(): TokenFold {
  const tokens = new Map<string, Token>();
  /** The first token of each session and cookie name. */
  const first = new Map<string, string>();
  /** Of each wrong look the tokens that the viewer held, and who was shown: an owner may get hold of his later. */
  const told: { readonly owner: string; readonly held: readonly string[] }[] = [];
  const holders = new Map<string, Set<string>>();
  const remember = (viewer: string, fingerprint: string): void => {
    const known = holders.get(fingerprint);
    if (known !== undefined) known.add(viewer);
    else if (holders.size < MAX_TOKENS) holders.set(fingerprint, new Set([viewer]));
  };
  const hold = (look: Observation, viewer: string, name: string, fingerprint: string): Token | null => {
    const slot = `${look.session} ${name}`;
    const before = first.get(slot);
    // A token from before the login (a cart, a form's protection) is not one that was replaced by another's.
    if (before === undefined && look.class !== 'anonymous' && first.size < MAX_TOKENS)
      first.set(slot, fingerprint);
    let token = tokens.get(fingerprint);
    if (token === undefined) {
      if (tokens.size >= MAX_TOKENS) return null;
      token = { holders: [], shown: new Map(), own: new Map(), live: false };
      tokens.set(fingerprint, token);
    }
    if (token.holders.length < MAX_HOLDERS && token.holders.every((holder) => holder.viewer !== viewer))
      token.holders.push({ viewer, replaced: before !== undefined && before !== fingerprint });
    return token;
  };
  return {
    see(look, wrong) {
      if (look.viewer === null) return;
      for (const { name, fingerprint } of look.tokens) {
        const token = hold(look, look.viewer, name, fingerprint);
        if (token === null) continue;
        if (look.class === 'own' || wrong !== null) token.live = true;
        if (look.class === 'own') add(token.own, look.viewer);
        if (wrong === null) continue;
        add(token.shown, `${look.viewer} ${wrong.named ? wrong.owner : STRANGER}`);
      }
      const held = look.tokens.map(({ fingerprint }) => fingerprint);
      for (const fingerprint of held) remember(look.viewer, fingerprint);
      if (wrong?.named === true && held.length > 0 && told.length < MAX_TOLD)
        told.push({ owner: wrong.owner, held });
    },
    also(look) {
      if (look.viewer === null || look.class !== 'own') return;
      for (const { fingerprint } of look.tokens) remember(look.viewer, fingerprint);
    },
    astray: () => ({
      told: told.length,
      astray: told.filter(({ owner, held }) =>
        held.every((fingerprint) => holders.get(fingerprint)?.has(owner) !== true),
      ).length,
    }),
    shared: () =>
      [...tokens.values()]
        .filter((token) => token.live && token.holders.length > 1)
        .flatMap(({ holders, shown, own }) => {
          const [earlier, ...later] = holders;
          if (earlier === undefined) return [];
          return later.map(({ viewer, replaced }) => ({
            first: earlier.viewer,
            second: viewer,
            replaced,
            laterOwn: own.get(viewer) ?? 0,
            strangers: Math.min(
              shown.get(`${earlier.viewer} ${STRANGER}`) ?? 0,
              shown.get(`${viewer} ${STRANGER}`) ?? 0,
            ),
            laterShowsEarlier: shown.get(`${viewer} ${earlier.viewer}`) ?? 0,
            earlierShowsLater: shown.get(`${earlier.viewer} ${viewer}`) ?? 0,
          }));
        }),
  };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
