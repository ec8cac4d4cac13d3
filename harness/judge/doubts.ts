import type { HarnessEvent } from '../model/history.js';
import type { Reason } from '../model/verdict.js';
import type { Facts } from './facts.js';

/** Harness events that leave a verdict open, with what the reader does about each. */
const doubtful: readonly { event: HarnessEvent['event']; text: string; hint: string }[] = [
  { event: 'interrupted', text: 'The run was interrupted', hint: 'Run it again, to its end.' },
  {
    event: 'target-down',
    text: 'The target was down',
    hint: 'Look why it did not answer; sosie check tells when it does.',
  },
  {
    event: 'page-without-markers',
    text: 'A page shows nothing that tells whose it is',
    hint: 'Set self on that page (a selector or a JSON pointer), add the identity data that it shows, or leave it out of pages.',
  },
  {
    event: 'identity-unusable',
    text: 'An identity could not be used',
    hint: 'sosie check tries every identity; mend its credentials or take it out.',
  },
  {
    event: 'oracle-failed',
    text: 'An oracle failed',
    hint: 'This is a defect of Sosie: please report it with the run directory.',
  },
  {
    event: 'secret-on-disk',
    text: 'A secret was found in the run directory',
    hint: 'This is a defect of Sosie: please report it; remove the run directory.',
  },
];

/** What makes a pass impossible although no floor is missing: an incomplete run, or a rollout that was none. */
export function doubts(facts: Facts): readonly Reason[] {
  return [...ofTheRun(facts), ...ofTheRollout(facts)];
}

function ofTheRun({ harness, failedOracles, exposure, findings }: Facts): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const { event, text, hint } of doubtful) {
    const seen = harness.events.get(event);
    if (seen !== undefined) reasons.push({ code: event, text: sentence(text, seen.details), hint });
    else if (event === 'interrupted' && !harness.finished) {
      reasons.push({ code: event, text: 'The history ends before the run was finished.', hint });
    } else if (event === 'oracle-failed' && failedOracles.size > 0) {
      const details = [...failedOracles].map(([oracle, message]) => `${oracle}: ${message}`);
      reasons.push({ code: event, text: sentence(text, details), hint });
    }
  }
  if (harness.withoutSession.length > 0) {
    reasons.push({
      code: 'identity-without-session',
      text: sentence('No login succeeded for', [harness.withoutSession.slice(0, 20).join(', ')]),
      hint: 'sosie check tries every identity; mend its credentials or take it out.',
    });
  }
  if (exposure.classes.foreign + exposure.classes.stranger > 0 && findings.length === 0) {
    reasons.push({
      code: 'mix-up-without-finding',
      text: 'Observations show another person, but no oracle reported them.',
      hint: 'Judge the run again with all oracles.',
    });
  }
  return reasons;
}

function ofTheRollout({ run, rollout }: Facts): readonly Reason[] {
  if (run.rollout === 'none') return [];
  const details = (event: string): readonly string[] =>
    rollout.events.filter((each) => each.event === event && each.detail !== '').map((each) => each.detail);
  const reason = (code: string, text: string, hint: string): Reason[] => [{ code, text, hint }];
  const takenBack = (): Reason[] => {
    if (!rollout.rolledBack) return [];
    const text = sentence('The rollout was rolled back', [
      ...details('rolling-back'),
      ...details('rolled-back'),
    ]);
    return reason('rollout-rolled-back', text, 'Judge the release that is rolled out for good.');
  };
  if (!rollout.started) {
    return reason(
      'rollout-not-started',
      sentence('The rollout never started', details('failed')),
      'Look at the rollout driver and its command; docs/rollouts.md has one example of each.',
    );
  }
  if (rollout.failed) {
    const text = sentence('The rollout failed', details('failed'));
    return [...reason('rollout-failed', text, 'Mend the rollout and run again.'), ...takenBack()];
  }
  if (rollout.rolledBack) return takenBack();
  if (!rollout.finished) {
    return reason(
      'rollout-not-finished',
      'The rollout never finished.',
      'Give the rollout driver more time.',
    );
  }
  const tells = rollout.revisions.length > 0 || rollout.tellsInstance;
  if (tells && rollout.revisions.length < 2 && rollout.newInstances === 0) {
    const text =
      'The rollout replaced nothing: the same revision and instances answered before and after it.';
    return reason(
      'rollout-replaced-nothing',
      text,
      'Look whether the command really rolls out, and to this target.',
    );
  }
  return [];
}

function sentence(text: string, details: readonly string[]): string {
  return details.length === 0 ? `${text}.` : `${text}: ${details.join('; ')}.`;
}
