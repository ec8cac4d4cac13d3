import type { GatePace } from '../../gate/pace.js';
import type { WatchSource, WatchStatus } from '../../model/watch-status.js';
import { renderHtml } from '../../report/index.js';
import type { WatchCore } from './watch-core.js';
import type { TotalsFold } from './watch-totals.js';

/** The source that the watch's endpoints ask, and how the watch tells it that something changed. */
export interface PublishedSource extends WatchSource {
  /** The first window is open. */
  began(core: WatchCore): void;
  enter(state: WatchStatus['state']): void;
  /** Tells the listeners, where there are some. */
  publish(): void;
}

/** Answers from the first moment on, before there is any window. */
export function createWatchSource(watch: {
  readonly target: string;
  readonly pace: GatePace;
  readonly totals: TotalsFold;
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
}): PublishedSource {
  const startedAt = new Date(watch.wallMs()).toISOString();
  const listeners = new Set<(status: WatchStatus) => void>();
  let core: WatchCore | null = null;
  let state: WatchStatus['state'] = 'learning';
  let pulledAt: string | null = null;

  const status = (): WatchStatus => {
    const { breakerMs, ...pace } = watch.pace.facts();
    return {
      ...(core?.verdict() ?? { ...learning, since: startedAt }),
      state,
      target: watch.target,
      startedAt,
      phase: core?.phase() ?? 'before',
      paused: pausedBy(pace.awayMs, breakerMs),
      pulledAt,
      pace,
      ...watch.totals.totals(core?.window().judgement().exposure.handoffs ?? 0),
    };
  };
  return {
    status,
    report: () => (core === null ? emptyReport : renderHtml(core.input())),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    began: (begun) => {
      core = begun;
    },
    enter: (next) => {
      state = next;
      if (next === 'stopped') pulledAt ??= new Date(watch.wallMs()).toISOString();
    },
    publish: () => {
      if (listeners.size === 0) return;
      const now = status();
      for (const listener of listeners) listener(now);
    },
  };
}

const learning = {
  verdict: 'inconclusive',
  soFar: 'inconclusive',
  reasons: [
    {
      code: 'learning',
      text: 'The watch still signs in and learns the pages.',
      hint: 'Ask again in a few minutes.',
    },
  ],
  rollout: null,
  bound: null,
} as const;

const emptyReport =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sosie</title><p>The watch still signs in and learns the pages.</p></html>\n';

function pausedBy(awayMs: number, breakerMs: number): WatchStatus['paused'] {
  if (awayMs > 0) return { because: 'asked-to-wait', forMs: Math.round(awayMs) };
  return breakerMs > 0 ? { because: 'breaker', forMs: Math.round(breakerMs) } : null;
}
