import type { HistoryRecord, LoginEvent } from '../model/history.js';
import type { Observation } from '../model/observation.js';
import type { Phase } from '../model/phase.js';
import type { Claim, Exposure, RunFile } from '../model/result.js';
import { boundList } from './bound-list.js';
import { claimsOf } from './claims.js';
import { coverageOf } from './coverage.js';
import { createCrossings } from './crossings.js';
import { createLookCounts } from './look-counts.js';
import { createLooks } from './looks.js';
import { createDrillFold } from './drills.js';
import { createOwnIdentities } from './own-identities.js';
import { createSessions } from './sessions.js';
import { sumOf } from './tallies.js';

/** Counts what a run could have seen, record by record. */
export interface ExposureFold {
  see(record: HistoryRecord): void;
  exposure(): Exposure;
  /** The claims of `exposure()` alone: cheap enough to be asked for again and again. */
  claims(): readonly Claim[];
}

/** Begins with nothing seen. Pages are those of the run file; other places count in the totals only. */
export function createExposure(run: RunFile): ExposureFold {
  const isLook = createLooks();
  const pages = run.pages.map((page) => page.name);
  const sessions = createSessions(pages);
  const looks = createLookCounts(pages);
  const crossings = createCrossings();
  const ownIdentities = createOwnIdentities(run);
  const logins = new Map<Phase, { ok: number; failed: number }>();
  const drills = createDrillFold(run.drill);
  /** Pages that are blind by what was drilled so far. */
  let blind: ReadonlySet<string> = new Set();
  const overlaps = new Map<string, number>();
  const overlap = (where: string, times: number): void => {
    if (times > 0) overlaps.set(where, (overlaps.get(where) ?? 0) + times);
  };
  let lostBodies = 0;
  const seeLook = (look: Observation): void => {
    const own = look.class === 'own';
    // What the history of a used browser shows is no answer of the target.
    if ((own && look.operation === 'drill') || (look.operation === 'back' && look.predecessor !== undefined))
      return;
    sessions.see(look, blind.has(look.where));
    ownIdentities.see(look, blind.has(look.where));
    if (!own || !blind.has(look.where)) crossings.see(look);
    if (!isLook(look)) return;
    looks.add(look, look.class, 1);
    if (own && look.overlaps > 0) overlap(look.where, 1);
  };
  return {
    see(record) {
      switch (record.type) {
        case 'observation':
          seeLook(record);
          return;
        case 'tally':
          looks.add(record, 'own', record.own);
          overlap(record.where, record.overlaps);
          return;
        case 'drill':
          drills.see(record);
          blind = drills.blind();
          return;
        case 'login':
          countLogin(record, logins);
          ownIdentities.see(record, false);
          return;
        case 'harness':
          if (record.event === 'body-lost') lostBodies += record.count;
          return;
        case 'phase':
        case 'rollout':
        case 'experiment':
          return;
      }
    },
    exposure: () => {
      const seen = looks.without(blind);
      const seenSessions = sessions.without(blind);
      return {
        observations: sumOf(seen.total()),
        own: seen.total().own,
        classes: seen.total(),
        lostBodies,
        byPhase: seen.byPhase.all(),
        byPage: Object.fromEntries([...seen.byPage].map(([page, tallies]) => [page, tallies.all()])),
        byRevision: seen.byRevision.all(),
        byInstance: seen.byInstance.all(),
        identities: ownIdentities.count(),
        sessions: seenSessions.count(null, null).n,
        logins: Object.fromEntries([...logins].map(([phase, login]) => [phase, { ...login }])),
        handoffs: sessions.handoffs(),
        overlaps: [...overlaps].reduce((sum, [where, times]) => sum + (blind.has(where) ? 0 : times), 0),
        drills: drills.drills(),
        bounds: boundList(seen, seenSessions, run.require.confidence),
        claims: claimsOf(run, seen.byPhase),
        coverage: coverageOf(run, { looks: seen, crossings, identities: ownIdentities }, blind),
      };
    },
    claims: () => claimsOf(run, looks.byPhase(blind)),
  };
}

function countLogin(event: LoginEvent, logins: Map<Phase, { ok: number; failed: number }>): void {
  const login = logins.get(event.phase) ?? { ok: 0, failed: 0 };
  if (event.ok) login.ok += 1;
  else login.failed += 1;
  logins.set(event.phase, login);
}
