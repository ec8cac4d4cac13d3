import type { RunClock } from '../../model/phase.js';
import type { Recorder } from '../recorder.js';
import type { WatchCore } from './watch-core.js';

/** A recorder whose records go to whatever window is open. The core alone knows when a phase begins. */
export function recorderTo(core: Pick<WatchCore, 'see' | 'phase'>, clock: RunClock): Recorder {
  return {
    emit: core.see,
    note: (event, detail, count = 1) => {
      const atMs = Math.round(clock.nowMs());
      core.see({ type: 'harness', atMs, event, detail, count });
      return atMs;
    },
    phase: core.phase,
    enter: () => undefined,
  };
}
