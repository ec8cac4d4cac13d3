import type { Requirements } from '../model/result.js';
import type { PresetName, SosieConfig } from './sosie-config.js';

const standard: Requirements = {
  ownPerPageAndPhase: 3,
  ownPerPageAndRevision: 1,
  ownPerInstance: 1,
  revisions: 2,
  handoffs: 1,
  bothRevisions: '75%',
  overlaps: 1,
  loginsDuring: 1,
  identities: 2,
  maxRate: null,
  maxRateOver: 'rollout',
  confidence: 0.95,
};

/** The floors of each preset, for a run with a rollout to a target that tells its revision. */
export const presets: Readonly<Record<PresetName, Requirements>> = {
  quick: {
    ...standard,
    ownPerPageAndPhase: 1,
    ownPerPageAndRevision: 0,
    ownPerInstance: 0,
    bothRevisions: 0,
    overlaps: 0,
    loginsDuring: 0,
  },
  standard,
  strict: {
    ...standard,
    ownPerPageAndPhase: 30,
    ownPerPageAndRevision: 30,
    ownPerInstance: 30,
    handoffs: 10,
    bothRevisions: '95%',
    overlaps: 100,
    loginsDuring: 10,
    identities: '95%',
    maxRate: 1e-3,
  },
};

/**
 * The floors of a config: those of its preset, as far as its rollout and its target allow for them, and then those
 * that it names one by one. Where it lowers `revisions` (a restart of the same release), nothing is asked for that
 * takes two revisions, unless it is named as well. A watch always awaits a rollout.
 */
export function settleRequirements(
  config: SosieConfig,
  { watching = false }: { readonly watching?: boolean | undefined } = {},
): Requirements {
  const require = typeof config.require === 'string' ? { preset: config.require } : (config.require ?? {});
  const { preset, ...given }: { readonly preset?: PresetName } & Partial<Requirements> = require;
  // A setting that is given as undefined has its default, as one that is left out.
  const named = Object.fromEntries(
    Object.entries(given).filter(([, value]: [string, unknown]) => value !== undefined),
  );
  const floors = presets[preset ?? 'standard'];
  const rolls = watching || (config.rollout !== undefined && config.rollout.driver !== 'none');
  const tells = rolls && config.target.revision !== undefined;
  const revisions = given.revisions ?? (tells ? floors.revisions : 0);
  const withoutTwo = revisions < 2 ? { ownPerPageAndRevision: 0, handoffs: 0, bothRevisions: 0 } : {};
  const withoutRollout = rolls ? {} : { ownPerInstance: 0, loginsDuring: 0 };
  return { ...floors, ...withoutTwo, ...withoutRollout, revisions, ...named };
}
