import type { Stage } from '../stages.js';
import type { Scene, Trial } from '../trial.js';

/** Every process of every browser, at once. */
function killBrowsers({ sosie }: Scene): void {
  for (const pid of sosie.tree.named('chrom')) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It died with its parent.
    }
  }
}

function killedIn(stage: Stage, leaks: boolean): Trial {
  return {
    name: `browser-killed-in-${stage}${leaks ? '-leaking' : ''}`,
    injected: `every browser process killed in the phase ${stage}`,
    leaks,
    deadlineSeconds: 120,
    begin: async () => ({
      inject: async (scene) => {
        await scene.reached(stage);
        killBrowsers(scene);
      },
    }),
    expected: leaks
      ? { codes: [1], verdicts: ['fail'] }
      : { codes: [0, 3], verdicts: ['pass', 'inconclusive'] },
  };
}

/** A browser that dies is replaced; whoever sat in it is signed in again. */
export const browserTrials: readonly Trial[] = [
  killedIn('learn', false),
  killedIn('during', false),
  killedIn('during', true),
];
