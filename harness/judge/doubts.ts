import type { HarnessEvent } from '../model/history.js';
import type { Reason } from '../model/verdict.js';
import type { Facts } from './facts.js';
import { idleDoubts } from './idle-doubts.js';
import { rolloutDoubts } from './rollout-doubts.js';
import { sentence } from './sentence.js';

/** Harness events that leave a verdict open, with what the reader does about each. */
const doubtful: readonly { event: HarnessEvent['event']; text: string; hint: string }[] = [
  { event: 'interrupted', text: 'The run was interrupted', hint: 'Run it again, to its end.' },
  {
    event: 'page-without-markers',
    text: 'A page shows nothing that tells whose it is',
    hint: 'Set self on that page (a selector or a JSON pointer), add the identity data that it shows, or leave it out of pages.',
  },
  {
    event: 'identity-unusable',
    text: 'An identity could not be used',
    hint:
      'sosie check tries every identity; mend its credentials or take it out. A login form that a script draws takes a ' +
      'browser (load.browsers), or loginByHttp.',
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
  return [
    ...ofTheRun(facts),
    ...ofTheTarget(facts),
    ...ofTheIdentities(facts),
    ...idleDoubts(facts),
    ...rolloutDoubts(facts),
  ];
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

function ofTheTarget({ outage }: Facts): readonly Reason[] {
  if (outage === null) return [];
  const { phase, lastedMs, looks } = outage;
  const when = phase === 'before' ? '' : ` after the ${phase === 'after' ? 'rollout' : 'rollback'}`;
  const seconds = (lastedMs / 1000).toFixed(0);
  return [
    {
      code: 'target-down',
      text: `The target was down${when}: for ${seconds} s nobody got anything but an error (${String(looks)} looks).`,
      hint:
        'Look why it did not answer; a rollout is over only when the new release is ready, so let its command wait for ' +
        'that. sosie check tells when the target answers.',
    },
  ];
}

const mostIdentities = 20;

const emptyShells =
  'Where scripts draw every page, plain-HTTP sessions see nothing of their own: list the calls in api, or set ' +
  'load.sessions to 0 and load.browsers to the number of accounts.';

/** Whoever was not seen as themselves was not tested, however many others were. */
function ofTheIdentities({ harness, exposure }: Facts): readonly Reason[] {
  const { neverOwn, lost } = exposure.coverage;
  const silent = neverOwn.filter((id) => !harness.withoutSession.includes(id));
  const reasons: readonly (Reason & { readonly who: readonly string[] })[] = [
    {
      code: 'identity-never-own',
      who: silent,
      text: 'Never seen as their own, although no login failed',
      hint:
        'A login may be answered without an error and still bring no session: sign in as these accounts by hand, ' +
        'look what the pages show them, and mend the accounts or the login, or take them out. ' +
        emptyShells,
    },
    {
      code: 'identity-lost',
      who: lost,
      text: 'Their own before the rollout was over, and never after it, although they looked',
      hint:
        'Look whether these accounts can still sign in on the new release, and what it shows them: it may fail for them ' +
        `alone. ${emptyShells}`,
    },
  ];
  return reasons
    .filter(({ who }) => who.length > 0)
    .map(({ code, who, text, hint }) => ({
      code,
      text: sentence(text, [who.slice(0, mostIdentities).join(', ')]),
      hint,
    }));
}
