import type { HistoryRecord, LoginEvent } from '../model/history.js';
import type { Phase } from '../model/phase.js';
import type { Claim, Exposure, RunFile } from '../model/result.js';
import { boundList } from './bound-list.js';
import { claimsOf } from './claims.js';
import { coverageOf } from './coverage.js';
import { createCrossings } from './crossings.js';
import { createLookCounts } from './look-counts.js';
import { createLooks } from './looks.js';
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
  const identities = new Set<string>();
  const logins = new Map<Phase, { ok: number; failed: number }>();
  let overlaps = 0;
  let lostBodies = 0;
  return {
    see(record) {
      switch (record.type) {
        case 'observation':
          sessions.see(record);
          crossings.see(record);
          if (record.class === 'own' && record.viewer !== null) identities.add(record.viewer);
          if (!isLook(record)) return;
          looks.add(record, record.class, 1);
          if (record.class === 'own' && record.overlaps > 0) overlaps += 1;
          return;
        case 'tally':
          looks.add(record, 'own', record.own);
          overlaps += record.overlaps;
          return;
        case 'login':
          countLogin(record, logins);
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
    exposure: () => ({
      observations: sumOf(looks.total()),
      own: looks.total().own,
      classes: looks.total(),
      lostBodies,
      byPhase: looks.byPhase.all(),
      byPage: Object.fromEntries([...looks.byPage].map(([page, tallies]) => [page, tallies.all()])),
      byRevision: looks.byRevision.all(),
      byInstance: looks.byInstance.all(),
      identities: identities.size,
      sessions: sessions.count(null, null).n,
      logins: Object.fromEntries([...logins].map(([phase, login]) => [phase, { ...login }])),
      handoffs: sessions.handoffs(),
      overlaps,
      drills: [],
      bounds: boundList(looks, sessions, run.require.confidence),
      claims: claimsOf(run, looks.byPhase),
      coverage: coverageOf(run, looks, crossings),
    }),
    claims: () => claimsOf(run, looks.byPhase),
  };
}

function countLogin(event: LoginEvent, logins: Map<Phase, { ok: number; failed: number }>): void {
  const login = logins.get(event.phase) ?? { ok: 0, failed: 0 };
  if (event.ok) login.ok += 1;
  else login.failed += 1;
  logins.set(event.phase, login);
}
