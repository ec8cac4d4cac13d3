import type { Cause, Finding, OracleName } from '../model/finding.js';
import type { Experiment, HistoryRecord } from '../model/history.js';
import type { Observation } from '../model/observation.js';
import { alsoExplains } from './also-explains.js';
import { clues } from './clues/index.js';
import type { Facts, Step, WrongLook } from './facts.js';
import { familyOf, familyOfLook, type Family } from './family.js';
import { createPlaceFold } from './place-fold.js';
import { rank } from './rank.js';
import { createSessionFold } from './session-fold.js';
import { createTokenFold } from './token-fold.js';
import { createWrongLooks } from './wrong-look.js';

/**
 * Tells which layer of the target is to blame, from the history alone: a fold like the judge's, so that
 * `sosie judge` comes to the same causes. Memory is bounded: of more wrong looks than that only the first count.
 */
export interface Diagnosis {
  see(record: HistoryRecord): void;
  /** The findings, each with its causes, likeliest first. */
  explain(findings: readonly Finding[]): readonly Finding[];
}

const MAX_WRONG = 4000;
const MAX_STEPS = 40_000;

/** Begins with nothing seen. */
export function createDiagnosis(): Diagnosis {
  const wrongLooks = new Map<Family, WrongLook[]>();
  const familyOfId = new Map<string, Family>();
  const steps = new Map<string, Step[]>();
  const wrongLookOf = createWrongLooks();
  const places = createPlaceFold();
  const sessions = createSessionFold();
  const tokens = createTokenFold();
  const experiments = new Map<string, { tried: number; wrong: number }>();
  const oldRevisions = new Set<string>();
  const revisions = new Set<string>();
  let ownLooks = 0;
  let kept = 0;

  const seeLook = (look: Observation): void => {
    const wrong = wrongLookOf(look);
    if (look.revision !== null) {
      revisions.add(look.revision);
      if (look.phase === 'before') oldRevisions.add(look.revision);
    }
    if (look.class === 'own') ownLooks += 1;
    places.see(look);
    const family = familyOfLook(look);
    if (family === 'shown') {
      sessions.see(look, wrong);
      tokens.see(look, wrong);
      if (kept < MAX_STEPS && addStep(look, wrong, steps)) kept += 1;
    } else {
      tokens.also(look);
    }
    // One's own page that comes back in the browser after the logout is a finding as well.
    if (look.operation === 'back') familyOfId.set(look.id, family);
    if (wrong === null) return;
    const list = wrongLooks.get(family) ?? [];
    wrongLooks.set(family, list);
    if (list.length >= MAX_WRONG) return;
    list.push(wrong);
    familyOfId.set(look.id, family);
  };

  const factsOf = (family: Family, oracles: ReadonlySet<OracleName>): Facts => ({
    family,
    oracles,
    wrong: wrongLooks.get(family) ?? [],
    wrongElsewhere: new Map(
      [...wrongLooks].filter(([other]) => other !== family).map(([other, list]) => [other, list.length]),
    ),
    ownLooks,
    steps,
    places: places.places,
    sessions: sessions.sessions,
    sharedTokens: tokens.shared(),
    astray: tokens.astray(),
    oldRevisions,
    revisions,
    experiments,
  });

  return {
    see(record) {
      switch (record.type) {
        case 'observation':
          seeLook(record);
          return;
        case 'tally':
          ownLooks += record.own;
          places.count(record);
          return;
        case 'login':
          sessions.login(record);
          return;
        case 'experiment':
          addExperiment(record, experiments);
          return;
        case 'phase':
        case 'rollout':
        case 'harness':
        case 'drill':
          return;
      }
    },
    explain(findings) {
      const oracles = new Map<Family, Set<OracleName>>();
      const sorted = findings.map((finding) => {
        const family = familyOf(finding, (id) => familyOfId.get(id) ?? null);
        if (family !== null) oracles.set(family, (oracles.get(family) ?? new Set()).add(finding.oracle));
        return { finding, family };
      });
      const causes = new Map<Family | null, readonly Cause[]>(
        [...oracles].map(([family, names]) => [family, rank(clues, factsOf(family, names))]),
      );
      const ordinary = causes.get('shown') ?? [];
      const looks = wrongLooks.get('shown')?.length ?? 0;
      return sorted.map(({ finding, family }) => {
        const own = causes.get(family) ?? [];
        const special = family !== null && provokedOtherwise.has(family);
        const many = special && looks > (wrongLooks.get(family)?.length ?? 0) / 4;
        return { ...finding, causes: many ? alsoExplains(ordinary, looks, own) : own };
      });
    },
  };
}

/** Families of looks that what is wrong with ordinary ones makes wrong as well. */
const provokedOtherwise: ReadonlySet<Family> = new Set(['stream', 'access', 'client', 'logout', 'write']);

/** Answers of one instance in the order of asking; where the target does not tell instances, all as one. */
function addStep(look: Observation, wrong: WrongLook | null, steps: Map<string, Step[]>): boolean {
  const isAnswer = look.channel !== 'dom' && look.channel !== 'header';
  if (!isAnswer || look.viewer === null || (wrong === null && look.class !== 'own')) return false;
  const instance = look.instance ?? '';
  const list = steps.get(instance) ?? [];
  steps.set(instance, list);
  list.push({
    startedMs: look.startedMs,
    endedMs: look.atMs,
    viewer: look.viewer,
    owner: wrong?.owner ?? null,
  });
  return true;
}

function addExperiment(record: Experiment, all: Map<string, { tried: number; wrong: number }>): void {
  const known = all.get(record.name) ?? { tried: 0, wrong: 0 };
  known.tried += record.tried;
  known.wrong += record.wrong;
  all.set(record.name, known);
}
