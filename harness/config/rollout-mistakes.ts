import type { SosieConfig } from './sosie-config.js';

/** What is wrong with a rollout although each of its settings is fine, a sentence each. */
export function rolloutMistakes(config: SosieConfig): string[] {
  const { rollout, target } = config;
  const problems: string[] = [];
  if (rollout?.driver === 'watch' && target.revision === undefined && target.instance === undefined)
    problems.push(
      'rollout.driver "watch" needs target.revision or target.instance: by nothing else could the rollout be noticed.',
    );
  if (rollout?.driver === 'kubernetes') {
    if (rollout.image !== undefined && rollout.action !== undefined)
      problems.push('rollout.image and rollout.action exclude each other: a new image rolls out by itself.');
    if (rollout.image !== undefined && Object.keys(rollout.image).length === 0)
      problems.push('rollout.image names no container.');
  }
  return [...problems, ...rollbackMistakes(config)];
}

function rollbackMistakes({ rollout, onViolation }: SosieConfig): string[] {
  if (rollout === undefined || !('rollbackOnViolation' in rollout)) return [];
  if (!rollout.rollbackOnViolation) return [];
  if (rollout.rollback === undefined || rollout.rollback === false)
    return ['rollout.rollbackOnViolation needs rollout.rollback, which says how.'];
  return onViolation === 'stop'
    ? [
        'rollout.rollbackOnViolation looks on while the rollout is taken back, but onViolation "stop" ends all reading: ' +
          'take gate.rollbackCommand instead, or onViolation "continue".',
      ]
    : [];
}
