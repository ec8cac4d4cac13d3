import type { Evidence, Report } from '../model/finding.js';
import type { HeldToken, Observation } from '../model/observation.js';
import type { Oracle } from '../model/oracle.js';
import { reportOf, viewerOf, whose } from './report-of.js';
import { looksLikeSession } from './token-names.js';

/** Who held one value of a cookie. `live`: a page said "own" to one who held it, so it carried a login. */
interface Value {
  readonly holders: Map<string, Evidence>;
  readonly reported: Set<string>;
  live: boolean;
}

/** All values of one cookie name. `common`: harmlessly the same for several people (a language, a server, a company). */
interface Name {
  kind: 'learning' | 'token' | 'common';
  readonly values: Map<string, Value>;
  readonly ownSessions: Set<string>;
  /** The first value in the latest session of each viewer. */
  readonly latest: Map<string, { readonly session: string; readonly fingerprint: string }>;
  /** Another session of the same viewer had another value. */
  renewed: boolean;
  distinct: number;
}

/** So many sessions with values all different prove a cookie private: by its name, else by its values alone. */
const PROOF_BY_NAME = 4;
const PROOF_BY_VALUES = 16;
/** Older values are forgotten beyond this: a site that rotates its ids makes a new one at every answer. */
const MAX_VALUES = 100_000;
const MAX_HOLDERS = 8;

/**
 * One session token in the hands of two identities, at any time, even before a page shows it; so also an own
 * token that was replaced by another's (a cached Set-Cookie, colliding ids after a restart). A cookie counts as
 * a token once several sessions held different values of it, and somebody's next login brought another one; before that,
 * only where the page agrees. A value that outlasts a login names the account or its company: a session begins with its
 * login. On a browser that another identity used before, what is merely left in the jar counts for nothing.
 */
export const sharedSession: Oracle = {
  name: 'shared-session',
  severity: 'violation',
  finds: 'One session token was in the hands of two identities.',
  begin: () => {
    const names = new Map<string, Name>();
    const justBegun = new Set<string>();
    return (record) => {
      if (record.type === 'login' && record.ok) justBegun.add(record.session);
      if (record.type !== 'observation' || record.tokens.length === 0) return [];
      if (isLeftover(record) || isLetGo(record)) return [];
      const begins = record.class === 'own' && justBegun.delete(record.session);
      return record.tokens.flatMap((token) => {
        const name = nameOf(token.name, names);
        if (record.class === 'own' && name.kind === 'learning') compareLogins(record, token, name, begins);
        return look(record, token, name);
      });
    };
  },
};

/**
 * The jar of a used browser may hold what the one before left there, for as long as nobody has looked; only where
 * the target answers the next one as themselves is what is held also in use.
 */
function isLeftover({ predecessor, channel, class: kind }: Observation): boolean {
  const answered = channel === 'page' || channel === 'api' || channel === 'document';
  return predecessor !== undefined && !(answered && kind === 'own');
}

/** What the way out ends with is nobody's session yet: the next login on this browser may begin in it. */
function isLetGo({ operation, class: kind }: Observation): boolean {
  return operation === 'logout' && kind !== 'own';
}

function look(observation: Observation, token: HeldToken, name: Name): readonly Report[] {
  const viewer = viewerOf(observation);
  const own = observation.class === 'own';
  const value = valueOf(token.fingerprint, name);
  if (own && name.kind === 'learning') learn(observation.session, token.name, value, name);
  if (own) value.live = true;
  if (!value.holders.has(viewer) && value.holders.size < MAX_HOLDERS) {
    value.holders.set(viewer, holding(observation, token));
  }
  if (value.holders.size < 2 || !value.live || value.reported.has(viewer)) return [];
  const other = [...value.holders.keys()].find((holder) => holder !== viewer);
  if (other === undefined) return [];
  // Where nobody has signed in again yet, it waits for that: the value may be a company's.
  if (name.kind === 'learning' && !isPrivate(token.name, name)) name.kind = 'common';
  if (name.kind !== 'token' && !pageAgrees(observation, token.name, value)) return [];
  value.reported.add(viewer);
  const first = value.holders.get(other);
  return [
    reportOf(observation, {
      oracle: 'shared-session',
      severity: 'violation',
      owner: other,
      where: `cookie ${token.name}`,
      summary: `${viewer} held ${whose(other)} session token (cookie ${token.name}) on ${observation.where}.`,
      evidence: [...(first === undefined ? [] : [first]), holding(observation, token)],
    }),
  ];
}

/**
 * Whether the login of `observation` brought a new value. Each login begins with an empty jar, so a value from before it
 * was given anew by the target. The first answer holds: what a faulty release hands out twice is a session still.
 */
function compareLogins(observation: Observation, token: HeldToken, name: Name, begins: boolean): void {
  const viewer = viewerOf(observation);
  const last = name.latest.get(viewer);
  if (last?.session === observation.session) return;
  name.latest.set(viewer, { session: observation.session, fingerprint: token.fingerprint });
  if (last === undefined || name.renewed) return;
  if (last.fingerprint !== token.fingerprint) name.renewed = true;
  else if (begins) name.kind = 'common';
}

/** Counts sessions whose own page came with a value that nobody had before. */
function learn(session: string, cookie: string, value: Value, name: Name): void {
  if (!name.ownSessions.has(session) && !value.live) name.distinct += 1;
  name.ownSessions.add(session);
  if (!name.renewed || !isPrivate(cookie, name)) return;
  name.kind = 'token';
  name.ownSessions.clear();
  name.latest.clear();
}

/** Whether enough sessions had values all different. */
function isPrivate(cookie: string, { distinct }: Name): boolean {
  return distinct >= (looksLikeSession(cookie) ? PROOF_BY_NAME : PROOF_BY_VALUES);
}

/** The page shows the data of another holder of the same value, and the cookie's name is a session's. */
function pageAgrees(observation: Observation, cookie: string, value: Value): boolean {
  if (observation.class !== 'foreign' || !looksLikeSession(cookie)) return false;
  const owners = [...observation.seen, ...observation.slots].map((shown) => shown.owner);
  return owners.some((owner) => owner !== null && owner !== observation.viewer && value.holders.has(owner));
}

function holding(observation: Observation, token: HeldToken): Evidence {
  return {
    observation: observation.id,
    atMs: observation.atMs,
    fields: [`cookie ${token.name}`],
    masked: [],
    fingerprints: [token.fingerprint],
  };
}

function nameOf(cookie: string, names: Map<string, Name>): Name {
  const known = names.get(cookie);
  if (known !== undefined) return known;
  const name: Name = {
    kind: 'learning',
    values: new Map(),
    ownSessions: new Set(),
    latest: new Map(),
    renewed: false,
    distinct: 0,
  };
  names.set(cookie, name);
  return name;
}

function valueOf(fingerprint: string, name: Name): Value {
  const known = name.values.get(fingerprint);
  if (known !== undefined) return known;
  if (name.values.size >= MAX_VALUES) {
    const oldest = name.values.keys().next();
    if (oldest.done !== true) name.values.delete(oldest.value);
  }
  const value: Value = { holders: new Map(), reported: new Set(), live: false };
  name.values.set(fingerprint, value);
  return value;
}
