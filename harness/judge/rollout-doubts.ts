import type { Reason } from '../model/verdict.js';
import type { Facts } from './facts.js';
import type { RolloutFacts } from './rollout-facts.js';
import { sentence } from './sentence.js';

/** What the doubts about the rollout look at. */
type Rolled = Pick<Facts, 'run' | 'rollout'>;

/** A rollout that was none, failed, was taken back, or left no trace in what the target tells of itself. */
export function rolloutDoubts(facts: Rolled): readonly Reason[] {
  const { run, rollout } = facts;
  if (run.rollout === 'none') return [];
  if (!rollout.started) {
    return [
      {
        code: 'rollout-not-started',
        text: sentence('The rollout never started', details(rollout, 'failed')),
        hint: 'Look at the rollout driver and its command; docs/rollouts.md has one example of each.',
      },
    ];
  }
  if (rollout.failed) {
    const text = sentence('The rollout failed', details(rollout, 'failed'));
    return [{ code: 'rollout-failed', text, hint: 'Mend the rollout and run again.' }, ...takenBack(rollout)];
  }
  if (rollout.rolledBack) return takenBack(rollout);
  if (!rollout.finished) {
    return [
      {
        code: 'rollout-not-finished',
        text: 'The rollout never finished.',
        hint: 'Give the rollout driver more time.',
      },
    ];
  }
  return [...undone(rollout), ...replacedNothing(facts)];
}

function details(rollout: RolloutFacts, event: string): readonly string[] {
  return rollout.events
    .filter((each) => each.event === event && each.detail !== '')
    .map((each) => each.detail);
}

function takenBack(rollout: RolloutFacts): readonly Reason[] {
  if (!rollout.rolledBack) return [];
  const why = [...details(rollout, 'rolling-back'), ...details(rollout, 'rolled-back')];
  return [
    {
      code: 'rollout-rolled-back',
      text: sentence('The rollout was rolled back', why),
      hint: 'Judge the release that is rolled out for good.',
    },
  ];
}

const mostRevisions = 5;

/** Somebody took it back and told nobody: a failed health check, another pipeline. */
function undone({ revisions }: RolloutFacts): readonly Reason[] {
  if (!revisions.reverted) return [];
  const names = revisions.arrived.slice(0, mostRevisions).join(', ');
  return [
    {
      code: 'rollout-undone',
      text: `The new revision (${names}) answered during the rollout and no longer after it.`,
      hint: 'Look what took the release back (a failed health check, another pipeline), and judge the one that stays.',
    },
  ];
}

/** Where the same release is put in its own place again, only its instances can tell. */
function replacedNothing({ run, rollout: { revisions, instances } }: Rolled): readonly Reason[] {
  const tellsInstance = instances.all.length > 0;
  const tellsRevision = revisions.all.length > 0;
  if (!tellsInstance && (!tellsRevision || run.require.revisions < 2)) return [];
  if ([revisions, instances].some(({ arrived, gone }) => arrived.length + gone.length > 0)) return [];
  const what = tellsRevision ? (tellsInstance ? 'revisions and instances' : 'revisions') : 'instances';
  return [
    {
      code: 'rollout-replaced-nothing',
      text: `The rollout replaced nothing: the same ${what} answered before and after it.`,
      hint: `Look whether the command really rolls out, and to this target. ${howToTell(tellsRevision, tellsInstance)}`,
    },
  ];
}

function howToTell(tellsRevision: boolean, tellsInstance: boolean): string {
  if (!tellsRevision)
    return 'Where its instances keep their names, set target.revision to what tells the release.';
  const restart = 'To restart the same release on purpose, set require.revisions to 1';
  return tellsInstance
    ? `${restart}, and leave out target.instance if its instances keep their names.`
    : `${restart}.`;
}
