import type { Cause, Finding, Layer } from '../../model/finding.js';
import { printable } from './printable.js';

/** Every layer in words that continue "Most likely to blame: …". */
export const layerWords: Readonly<Record<Layer, string>> = {
  client: 'what the browser keeps (cache, storage, service worker, history)',
  'edge-cache': 'a cache that keeps answers and gives them to others',
  'request-collapsing': 'requests answered together that should not be',
  connection: 'connections on which answers reach the wrong request',
  'process-state': "state in the application's process that requests share",
  'session-store': 'the session store, or the ids of its sessions',
  'login-mapping': 'the login: which account it leads to, and by which session',
  authorization: 'a missing check of who may read what',
  data: 'the data layer: rows or files of other people',
};

/** How sure a cause is, in a word. */
export function confidenceWord(confidence: number): string {
  if (confidence >= 0.8) return 'very likely';
  if (confidence >= 0.5) return 'likely';
  return confidence >= 0.25 ? 'possible' : 'less likely';
}

/** Violations that have the same causes, most findings first. */
export interface CauseGroup {
  readonly oracles: readonly string[];
  readonly findings: number;
  readonly causes: readonly Cause[];
}

/** Groups the violations by what is to blame for them: the diagnosis is the same for all of a kind. */
export function groupCauses(findings: readonly Finding[]): readonly CauseGroup[] {
  const groups = new Map<string, { oracles: Set<string>; findings: number; causes: readonly Cause[] }>();
  for (const { severity, causes, oracle } of findings) {
    if (severity !== 'violation' || causes.length === 0) continue;
    const key = JSON.stringify(causes);
    const group = groups.get(key) ?? { oracles: new Set<string>(), findings: 0, causes };
    groups.set(key, group);
    group.oracles.add(oracle);
    group.findings += 1;
  }
  return [...groups.values()]
    .map((group) => ({ ...group, oracles: [...group.oracles] }))
    .sort((a, b) => b.findings - a.findings);
}

/** "Most likely to blame: … (edge-cache, very likely, 97 %).", or null where nothing is known. */
export function blameSentence(findings: readonly Finding[]): string | null {
  const [group] = groupCauses(findings);
  const [best] = group?.causes ?? [];
  return best === undefined ? null : `Most likely to blame: ${causeClause(best)}.`;
}

/** "a cache that keeps answers and gives them to others (edge-cache, very likely, 97 %)". */
export function causeClause({ layer, confidence }: Cause): string {
  return `${layerWords[layer]} (${layer}, ${confidenceWord(confidence)}, ${String(Math.round(confidence * 100))} %)`;
}

/** The reasons of a cause, as whole sentences. */
export function causeReasons({ because }: Cause): readonly string[] {
  return because.map((reason) => {
    const text = printable(reason);
    const whole = text.charAt(0).toUpperCase() + text.slice(1);
    return /[.!?]$/.test(whole) ? whole : `${whole}.`;
  });
}
