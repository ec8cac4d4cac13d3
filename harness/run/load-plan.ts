/** How many actors of each kind a run has, and how many identities they need: one each. */
export interface LoadPlan {
  readonly browsers: number;
  readonly sessions: number;
}

/**
 * What the load asks for, given how many identities there are by default. Unsaid: up to four browsers, on at
 * most half of the identities, and one plain-HTTP session for each of the others.
 */
export function planLoad(
  asked: { browsers: number | null; sessions: number | null },
  identities: number,
): LoadPlan {
  const browsers = asked.browsers ?? Math.min(4, Math.ceil(identities / 2));
  return { browsers, sessions: asked.sessions ?? Math.max(0, identities - browsers) };
}
