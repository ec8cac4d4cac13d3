import type { Finding } from '../model/finding.js';
import type { HarnessEvent, HistoryRecord } from '../model/history.js';
import type { Phase, RunClock } from '../model/phase.js';
import type { ServedBy } from '../model/target.js';
import type { Judge } from '../judge/judge.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Reporter } from '../report/reporter.js';

/**
 * The one way by which a record enters a run: the ledger, the live judge and the reporter see the same records
 * in the same order. It also holds the run's phase.
 */
export interface Recorder {
  emit(record: HistoryRecord): void;
  /** Records a harness event and gives its time. */
  note(event: HarnessEvent['event'], detail: string, count?: number): number;
  phase(): Phase;
  enter(phase: Phase): void;
  /** Where somebody follows which release and which copy answers. */
  readonly served?: (answer: ServedBy) => void;
}

export interface RecorderOptions {
  readonly clock: RunClock;
  readonly ledger: Ledger;
  readonly judge: Judge;
  readonly reporter: Pick<Reporter, 'record' | 'finding' | 'step'>;
  readonly onFinding: (finding: Finding) => void;
}

export function createRecorder(options: RecorderOptions): Recorder {
  let phase: Phase = 'before';
  let saidThatItFailed = false;
  const emit = (record: HistoryRecord): void => {
    options.ledger.append(record);
    const { failed } = options.ledger;
    if (failed !== null && !saidThatItFailed) {
      saidThatItFailed = true;
      options.reporter.step(
        `the ledger can no longer be kept: ${failed.message}. What follows is judged, and cannot pass`,
      );
    }
    options.reporter.record(record);
    for (const finding of options.judge.see(record)) {
      // A finding is on disk before anybody is told of it.
      void options.ledger.flush();
      options.reporter.finding(finding);
      options.onFinding(finding);
    }
  };
  return {
    ...recorderTo({ see: emit, phase: () => phase }, options.clock),
    enter: (next) => {
      phase = next;
      emit({ type: 'phase', atMs: Math.round(options.clock.nowMs()), phase: next });
    },
  };
}

/** Whoever takes records, and knows in which phase they are. */
export interface Listener {
  see: Recorder['emit'];
  phase: Recorder['phase'];
}

/** A recorder whose records go to one listener, which alone knows when a phase begins. */
export function recorderTo({ see, phase }: Listener, clock: RunClock): Recorder {
  return {
    emit: see,
    note: (event, detail, count = 1) => {
      const atMs = Math.round(clock.nowMs());
      see({ type: 'harness', atMs, event, detail, count });
      return atMs;
    },
    phase,
    enter: () => undefined,
  };
}
