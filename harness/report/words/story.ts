import type { Finding } from '../../model/finding.js';
import type { Result } from '../../model/result.js';
import { counted, formatCount, formatSpan, listed } from './figures.js';
import { blameSentence, causeReasons, groupCauses } from './cause-words.js';
import { overallSentences } from './bound-sentence.js';
import { findingOrigin, findingSentence } from './finding-line.js';
import { printable } from './printable.js';
import { violationsOf } from './verdict-sentence.js';

/** What happened, as sentences for somebody who will not read the tables. */
export function tellStory(result: Result): readonly string[] {
  const hazards = result.findings.filter((finding) => finding.severity === 'hazard').length;
  const ahead =
    hazards === 0 ? [] : [`${counted(hazards, 'hazard')} may become a mix-up later and should be mended.`];
  const basis = exposureSentence(result);
  if (result.verdict === 'fail') return [...harmSentences(result), basis, ...ahead];
  return [basis, ...quietSentences(result), ...ahead];
}

function exposureSentence({ exposure, durationMs, rollout }: Result): string {
  const who = `${counted(exposure.identities, 'synthetic account')} used the service for ${formatSpan(durationMs)}`;
  const when = rollout.driver === 'none' ? '' : ' while it was being replaced';
  const lived = `, ${formatCount(exposure.handoffs)} of which were seen on both sides of the change`;
  const sessions = `${counted(exposure.sessions, 'login session')}${exposure.handoffs > 0 ? lived : ''}`;
  return `${who}${when}: ${counted(exposure.observations, 'answer')} in ${sessions}, every byte checked.`;
}

function harmSentences(result: Result): readonly string[] {
  const violations = violationsOf(result);
  const [first] = [...violations].sort((a, b) => a.firstAtMs - b.firstAtMs);
  if (first === undefined) return result.reasons.map((reason) => printable(reason.text));
  return [mixUpSentence(result, first), beginningSentence(first, violations), ...causeSentence(violations)];
}

function mixUpSentence({ exposure }: Result, first: Finding): string {
  const { foreign, stranger } = exposure.classes;
  if (foreign + stranger === 0) return `${findingSentence(first)}.`;
  const parts: string[] = [];
  if (foreign > 0) parts.push(`${formatCount(foreign)} that of another synthetic account`);
  if (stranger > 0)
    parts.push(`${formatCount(stranger)} that of a person unknown to us, most likely a real customer`);
  return `${counted(foreign + stranger, 'answer')} held somebody else's data: ${parts.join(', ')}.`;
}

function beginningSentence(first: Finding, violations: readonly Finding[]): string {
  const origin = findingOrigin(first);
  const by = origin === '' ? '' : `, answered by ${origin}`;
  const places = listed([...new Set(violations.map((finding) => printable(finding.where)))], 4);
  const last = violations.reduce((latest, finding) => Math.max(latest, finding.lastAtMs), 0);
  const when = `First seen ${formatSpan(first.firstAtMs)} into the run, ${phaseWords[first.phase]}${by}`;
  return `${when}; last seen at ${formatSpan(last)}; on ${places}.`;
}

const phaseWords = {
  before: 'before the rollout',
  during: 'during the rollout',
  after: 'after the rollout',
  rollback: 'during the rollback',
} as const;

function causeSentence(violations: readonly Finding[]): readonly string[] {
  const blame = blameSentence(violations);
  const [reason] = groupCauses(violations)[0]?.causes.slice(0, 1).flatMap(causeReasons) ?? [];
  return blame === null ? [] : [blame, ...(reason === undefined ? [] : [reason])];
}

function quietSentences({ exposure, verdict }: Result): readonly string[] {
  const bounds = overallSentences(exposure).map((sentence) => `${sentence}.`);
  if (verdict === 'pass') return ['Nobody was shown anything that was not theirs.', ...bounds];
  return [
    'Nobody was seen with data that was not theirs. The reasons say what is missing before that can count as a pass.',
  ];
}
