import { createDiagnosis } from '../../../harness/diagnosis/diagnosis.js';
import { createJudge } from '../../../harness/judge/judge.js';
import type { Cause, Finding, Layer, OracleName } from '../../../harness/model/finding.js';
import type { HistoryRecord } from '../../../harness/model/history.js';
import type { HistoryBuilder } from '../history-builder.js';
import { runFile } from '../history-builder.js';

/** The causes that a run with this history names for its first violation. */
export function causesOf(built: HistoryBuilder, further: readonly HistoryRecord[] = []): readonly Cause[] {
  const judge = createJudge(runFile());
  for (const record of [...built.records, ...further]) judge.see(record);
  const violations = judge.judgement().findings.filter(({ severity }) => severity === 'violation');
  return violations[0]?.causes ?? [];
}

/** The causes of a finding by an oracle whose looks are described by `records` alone. */
export function causesFor(oracle: OracleName, records: readonly HistoryRecord[]): readonly Cause[] {
  const diagnosis = createDiagnosis();
  for (const record of records) diagnosis.see(record);
  const [look] = records.filter((record) => record.type === 'observation' && record.class === 'foreign');
  const observation = look?.type === 'observation' ? look.id : 'main-1';
  const [explained] = diagnosis.explain([findingOf(oracle, observation)]);
  return explained?.causes ?? [];
}

/** What an experiment counted. */
export function experiment(name: string, wrong: number, tried: number): HistoryRecord {
  return { type: 'experiment', atMs: 90_000, name, where: 'profile', tried, wrong, detail: '' };
}

/** "u07". */
export function person(index: number): string {
  return `u${String(index).padStart(2, '0')}`;
}

/** The layer named first. */
export function blamed(causes: readonly Cause[]): Layer | undefined {
  return causes[0]?.layer;
}

function findingOf(oracle: OracleName, observation: string): Finding {
  return {
    id: 'F1',
    oracle,
    severity: 'violation',
    viewer: 'u01',
    owner: 'u02',
    where: 'profile',
    channel: 'page',
    phase: 'after',
    revision: null,
    instance: null,
    firstAtMs: 0,
    lastAtMs: 0,
    count: 1,
    summary: '',
    fingerprint: '',
    causes: [],
    evidence: [{ observation, atMs: 0, fields: [], masked: [], fingerprints: [] }],
  };
}
