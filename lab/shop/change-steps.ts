import type { Step } from './parts.js';

/** The steps with others put in behind the one of this name. Throws where there is none, naming those there are. */
export function insertAfter(
  steps: readonly Step[],
  name: string,
  ...added: readonly Step[]
): readonly Step[] {
  return steps.toSpliced(placeOf(steps, name) + 1, 0, ...added);
}

/** The steps with others put in before the one of this name. Throws as `insertAfter` does. */
export function insertBefore(
  steps: readonly Step[],
  name: string,
  ...added: readonly Step[]
): readonly Step[] {
  return steps.toSpliced(placeOf(steps, name), 0, ...added);
}

/** The steps with one in the place of the one of this name. Throws as `insertAfter` does. */
export function replaceStep(steps: readonly Step[], name: string, next: Step): readonly Step[] {
  return steps.with(placeOf(steps, name), next);
}

function placeOf(steps: readonly Step[], name: string): number {
  const place = steps.findIndex((step) => step.name === name);
  if (place !== -1) return place;
  throw new Error(`There is no step "${name}"; there are ${steps.map((step) => step.name).join(', ')}.`);
}
