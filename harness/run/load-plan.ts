/** How many actors of each kind a run has, and how many identities they need: one each. */
export interface LoadPlan {
  readonly browsers: number;
  readonly sessions: number;
  /** Identities that share one further browser, one after the other: two or none. */
  readonly spares: number;
}

/** Of a list this long, two accounts are spared for a shared browser unless the load asks for all. */
const plenty = 8;

/**
 * What the load asks for, given how many identities there are by default. Unsaid: up to four browsers, on at
 * most half of the identities, and one plain-HTTP session for each of the others. A provisioner makes two
 * accounts more for the browser that two people share; of a list two are taken where it is long enough. `mostSessions`
 * bounds what is unsaid.
 */
export function planLoad(
  asked: { browsers: number | null; sessions: number | null; mostSessions?: number | null },
  roster: { identities: number; madeToOrder: boolean },
  handover: boolean,
): LoadPlan {
  const { identities, madeToOrder } = roster;
  const browsers = asked.browsers ?? Math.min(4, Math.ceil(identities / 2));
  const shares = handover && browsers > 0;
  const spared = shares && !madeToOrder && identities >= plenty ? 2 : 0;
  const left = Math.max(0, identities - browsers - spared);
  const sessions = asked.sessions ?? Math.min(left, asked.mostSessions ?? left);
  const actors = browsers + sessions;
  const enough = actors >= 4 && (madeToOrder || identities - actors >= 2);
  return { browsers, sessions, spares: shares && enough ? 2 : 0 };
}
