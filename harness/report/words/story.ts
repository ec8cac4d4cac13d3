import type { Finding } from '../../model/finding.js';
import type { Result } from '../../model/result.js';
import { counted, formatCount, formatRate, formatSpan, listed } from './figures.js';
import { overallSentences } from './bound-sentence.js';
import { findingOrigin } from './finding-line.js';
import { printable } from './printable.js';
import { violationsOf } from './verdict-sentence.js';

/** What happened, as sentences for somebody who will not read the tables. */
export function tellStory(result: Result): readonly string[] {
  const sentences = [exposureSentence(result)];
  if (result.verdict === 'fail') sentences.push(...harmSentences(result));
  else sentences.push(...quietSentences(result));
  const hazards = result.findings.filter((finding) => finding.severity === 'hazard').length;
  if (hazards > 0)
    sentences.push(`${counted(hazards, 'hazard')} may become a mix-up later and should be mended.`);
  return sentences;
}

function exposureSentence({ exposure, durationMs, rollout }: Result): string {
  const who = `${counted(exposure.identities, 'synthetic account')} used the service for ${formatSpan(durationMs)}`;
  const what = `${counted(exposure.observations, 'answer')} in ${counted(exposure.sessions, 'login session')}`;
  const lived =
    exposure.handoffs > 0 ? `, ${formatCount(exposure.handoffs)} of which lived through the change` : '';
  return `${who}${rollout.driver === 'none' ? '' : ' while it was being replaced'}, and every byte of ${what}${lived} was checked.`;
}

function harmSentences(result: Result): readonly string[] {
  const violations = violationsOf(result);
  const [first] = [...violations].sort((a, b) => a.firstAtMs - b.firstAtMs);
  if (first === undefined) return result.reasons.map((reason) => printable(reason.text));
  return [mixUpSentence(result), beginningSentence(first, violations), ...causeSentence(violations)].filter(
    (sentence) => sentence !== '',
  );
}

function mixUpSentence({ exposure }: Result): string {
  const { foreign, stranger } = exposure.classes;
  if (foreign + stranger === 0) return '';
  const parts: string[] = [];
  if (foreign > 0) parts.push(`${formatCount(foreign)} another synthetic account's`);
  if (stranger > 0)
    parts.push(`${formatCount(stranger)} that of somebody we do not know, most likely a real customer`);
  return `${counted(foreign + stranger, 'answer')} held somebody else's data: ${parts.join(', ')}.`;
}

function beginningSentence(first: Finding, violations: readonly Finding[]): string {
  const origin = findingOrigin(first);
  const by = origin === '' ? '' : `, answered by ${origin}`;
  const places = listed([...new Set(violations.map((finding) => printable(finding.where)))], 4);
  const last = Math.max(...violations.map((finding) => finding.lastAtMs));
  const when = `It was first seen ${formatSpan(first.firstAtMs)} into the run (${phaseWords[first.phase]})${by}`;
  return `${when}, last at ${formatSpan(last)}, on ${places}.`;
}

const phaseWords = {
  before: 'before the rollout',
  during: 'during the rollout',
  after: 'after the rollout',
  rollback: 'during the rollback',
} as const;

function causeSentence(violations: readonly Finding[]): readonly string[] {
  const [best] = violations.flatMap((finding) => finding.causes).sort((a, b) => b.confidence - a.confidence);
  if (best === undefined) return [];
  const because = best.because.length === 0 ? '' : `: ${best.because.map(printable).join('; ')}`;
  return [
    `The likeliest cause lies in the layer “${best.layer}” (${formatRate(best.confidence)})${because}.`,
  ];
}

function quietSentences({ exposure, verdict }: Result): readonly string[] {
  const bounds = overallSentences(exposure).map((sentence) => `${sentence}.`);
  if (verdict === 'pass') return ['Nobody was shown anything that was not theirs.', ...bounds];
  return [
    'Nobody was seen with data that was not theirs, but what is listed below stands against calling that a pass.',
  ];
}
