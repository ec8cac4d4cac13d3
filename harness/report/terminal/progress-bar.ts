import type { Phase } from '../../model/phase.js';
import type { PlannedPhase, Progress } from '../reporter.js';
import type { Palette } from './palette.js';

/** Seconds after which an open-ended phase is drawn as half done: nobody knows how long a rollout takes. */
const openHalfMs = 30_000;

/**
 * One line of `width` cells: the planned phases side by side, each with its name and a bar. Known phases fill
 * by time; an open-ended one approaches its end without reaching it.
 */
export function progressBar(
  progress: Progress,
  starts: ReadonlyMap<Phase, number>,
  palette: Palette,
  width: number,
): string {
  const { plan } = progress;
  const names = plan.reduce((sum, { phase }) => sum + phase.length + 1, 0) + 2 * Math.max(0, plan.length - 1);
  const room = width - names;
  if (room < plan.length * 3) return palette.bold(progress.phase ?? 'preparing');
  const weights = plan.map((planned) => weightOf(planned, plan));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const current = plan.findIndex(({ phase }) => phase === progress.phase);
  return plan
    .map((planned, index) => {
      const cells = Math.max(3, Math.floor((room * (weights[index] ?? 0)) / total));
      const share = index < current ? 1 : index > current ? 0 : shareOf(planned, progress, starts);
      const full = Math.round(cells * share);
      const name = index === current ? palette.bold(planned.phase) : palette.dim(planned.phase);
      return `${name} ${palette.cyan('━'.repeat(full))}${palette.dim('─'.repeat(cells - full))}`;
    })
    .join('  ');
}

/** An open-ended phase is given as much room as the longest known one; no phase less than a fifth of that. */
function weightOf(planned: PlannedPhase, plan: readonly PlannedPhase[]): number {
  const longest = Math.max(1, ...plan.map(({ lengthMs }) => lengthMs ?? 0));
  return Math.max(planned.lengthMs ?? longest, longest / 5);
}

function shareOf(planned: PlannedPhase, progress: Progress, starts: ReadonlyMap<Phase, number>): number {
  const elapsed = Math.max(0, progress.atMs - (starts.get(planned.phase) ?? progress.atMs));
  if (planned.lengthMs === null) return elapsed / (elapsed + openHalfMs);
  return planned.lengthMs === 0 ? 1 : Math.min(1, elapsed / planned.lengthMs);
}
