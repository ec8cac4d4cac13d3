import { createDiagnosis } from '../diagnosis/diagnosis.js';
import type { Finding, OracleName, Report } from '../model/finding.js';
import type { HistoryRecord, RolloutEvent } from '../model/history.js';
import type { Oracle } from '../model/oracle.js';
import type { Claim, Exposure, RunFile } from '../model/result.js';
import type { Reason, Verdict } from '../model/verdict.js';
import { oracles as allOracles } from '../oracles/index.js';
import { createBrowserLens } from './browser-lens.js';
import { createClientAnswers } from './client-answers.js';
import { createExposure } from './exposure.js';
import { missingFloors } from './floors.js';
import { createFindings } from './findings.js';
import { createOutages } from './outages.js';
import { createReadBacks } from './read-backs.js';
import { createRolloutFold } from './rollout-facts.js';
import { createRunFold } from './run-facts.js';
import { decide } from './verdict.js';

/** What the history proves so far. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly findings: readonly Finding[];
  readonly exposure: Exposure;
  readonly rolloutEvents: readonly RolloutEvent[];
}

/** Folds a history, live or stored, in memory that depends on sessions and findings but not on its length. */
export interface Judge {
  /** Takes the next record; gives the findings that it shows for the first time. Never throws. */
  see(record: HistoryRecord): readonly Finding[];
  /** The judgement of all records so far. Final once the harness event `finished` was seen. */
  judgement(): Judgement;
  /** The claims so far; cheap. */
  claims(): readonly Claim[];
  /** Whether a floor of `require` is still missing; as costly as a judgement. */
  lacks(): boolean;
}

/** A judge that has seen nothing. An oracle that throws is noted, goes on, and rules a pass out. */
export function createJudge(run: RunFile, options: { oracles?: readonly Oracle[] } = {}): Judge {
  const failedOracles = new Map<OracleName, string>();
  const readers = (options.oracles ?? allOracles).map((oracle) => ({
    name: oracle.name,
    read: oracle.begin(),
  }));
  const findings = createFindings();
  const exposure = createExposure(run);
  const rollout = createRolloutFold();
  const harness = createRunFold();
  const outages = createOutages(run);
  const browsers = createBrowserLens(run);
  const clients = createClientAnswers(run);
  const readBacks = createReadBacks(run);
  const diagnosis = createDiagnosis();
  const folds = [exposure, rollout, harness, outages, browsers, clients, readBacks, diagnosis];

  const ask = (
    name: OracleName,
    read: ReturnType<Oracle['begin']>,
    record: HistoryRecord,
  ): readonly Report[] => {
    try {
      return read(record);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!failedOracles.has(name)) failedOracles.set(name, message);
      return [];
    }
  };

  return {
    see(record) {
      for (const fold of folds) fold.see(record);
      const fresh: Finding[] = [];
      for (const { name, read } of readers) {
        for (const report of ask(name, read, record)) {
          const finding = findings.add(report);
          if (finding !== null) fresh.push(finding);
        }
      }
      return fresh;
    },
    judgement() {
      const facts = {
        run,
        findings: diagnosis.explain(findings.all()),
        droppedFindings: findings.dropped,
        exposure: exposure.exposure(),
        rollout: rollout.facts(),
        harness: harness.facts(),
        outage: outages.longest(),
        browsersLost: browsers.lost(),
        silentClients: clients.silent(),
        writes: readBacks.doubt(),
        failedOracles,
      };
      return {
        ...decide(facts),
        findings: facts.findings,
        exposure: facts.exposure,
        rolloutEvents: facts.rollout.events,
      };
    },
    claims: exposure.claims,
    lacks: () => missingFloors({ run, exposure: exposure.exposure(), rollout: rollout.facts() }).length > 0,
  };
}
