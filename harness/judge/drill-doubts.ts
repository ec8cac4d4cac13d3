import type { Phase } from '../model/phase.js';
import type { Drill } from '../model/result.js';
import type { Reason } from '../model/verdict.js';
import type { Facts } from './facts.js';
import type { RolloutFacts } from './rollout-facts.js';

/** Why a page is blind, in words. */
const words: Readonly<Record<NonNullable<Drill['why']>, string>> = {
  silent: 'shows nothing that tells whose it is',
  'signed-out': 'signed out',
  unanswered: 'was never answered',
};

const hints: Readonly<Record<NonNullable<Drill['why']>, string>> = {
  silent:
    'Set self on that page (a selector or a JSON pointer), add the identity data that it shows, leave it out of pages, ' +
    'or name it in drill.expectBlind: then it counts for nothing.',
  'signed-out': 'A copy of a session must work like the session: look whether it is bound to something else.',
  unanswered: 'Look why it does not answer; sosie check runs the drill alone.',
};

/** What the doubts about the drill look at. */
export type DrillFacts = Pick<Facts, 'run' | 'exposure'> & {
  readonly rollout: Pick<RolloutFacts, 'started' | 'rolledBack'>;
};

/** What the fire drill leaves open: blind pages, and places that it did not reach. */
export function drillDoubts(facts: DrillFacts): readonly Reason[] {
  return [...blindPages(facts), ...nothingRang(facts), ...notReached(facts)];
}

/** Says that there was no drill where the config wants none. It is no doubt: it was asked for. */
export function drillNotes({ run }: DrillFacts): readonly Reason[] {
  if (run.drill?.enabled !== false) return [];
  return [
    {
      code: 'no-drill',
      text: 'There was no fire drill (drill.enabled is false): nothing proves that a mix-up would have been seen.',
      hint: 'Take drill.enabled out of the config.',
    },
  ];
}

function blindPages({ exposure }: DrillFacts): readonly Reason[] {
  const blind = exposure.drills.filter(({ rang, expected }) => !rang && !expected);
  return [...new Set(blind.map(({ page }) => page))].map((page) => {
    const drills = blind.filter((drill) => drill.page === page);
    const when = drills.map(({ phase, why }) => `${phase} the rollout: ${words[why ?? 'silent']}`);
    return {
      code: 'blind-page',
      text: `Page ${page} is blind: with exchanged sessions the alarm did not ring (${when.join('; ')}).`,
      hint: hintFor(drills[0]),
    };
  });
}

function hintFor(drill: Drill | undefined): string {
  const isStream = drill?.kind === 'websocket' || drill?.kind === 'events';
  if (isStream && drill.why === 'unanswered')
    return 'A stream must push something within 4 s of being opened; name one that does not in drill.expectBlind.';
  return hints[drill?.why ?? 'silent'];
}

/** Blind pages may be expected, but not of every page: then nothing was looked at. */
function nothingRang({ exposure: { drills } }: DrillFacts): readonly Reason[] {
  if (drills.length === 0 || drills.some(({ rang, expected }) => rang || !expected)) return [];
  return [
    {
      code: 'nothing-rang',
      text: 'The alarm rang on no page at all, as drill.expectBlind says: no look proves anything.',
      hint: 'Add a page, document or API that shows who is signed in.',
    },
  ];
}

function notReached(facts: DrillFacts): readonly Reason[] {
  const { run, exposure } = facts;
  if (run.drill?.enabled !== true) return [];
  const places = run.drill.places.map(({ name }) => name);
  return requiredDrills(facts).flatMap((phase) => {
    const drilled = new Set(exposure.drills.filter((drill) => drill.phase === phase).map(({ page }) => page));
    const left = places.filter((place) => !drilled.has(place));
    if (left.length === 0) return [];
    const drill = `The fire drill ${phase} the rollout`;
    return [
      {
        code: 'not-drilled',
        text:
          left.length === places.length
            ? `${drill} reached no page.`
            : `${drill} did not reach ${left.join(', ')}.`,
        hint: 'It needs two identities that can sign in and may not see each other, and time until the end of the run.',
      },
    ];
  });
}

/** Without a rollout one drill says it all. */
function requiredDrills({ run, rollout }: DrillFacts): readonly Phase[] {
  if (run.rollout === 'none' || !rollout.started) return ['before'];
  return ['before', rollout.rolledBack ? 'rollback' : 'after'];
}
