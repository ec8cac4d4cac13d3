import type { HistoryRecord } from '../model/history.js';
import type { Phase } from '../model/phase.js';
import type { RunFile } from '../model/result.js';
import { isSuite } from './is-suite.js';

/** An API client that asked and was never given what it was granted. */
export interface SilentClient {
  readonly name: string;
  /** Null: in all phases together. */
  readonly phase: Phase | null;
  readonly asked: number;
}

/** Follows what each API client was given. */
export interface ClientAnswers {
  see(record: HistoryRecord): void;
  /** One entry at most for each client. */
  silent(): readonly SilentClient[];
}

/** One refusal may be a hiccup. */
const leastAsked = 2;
const required: readonly Phase[] = ['before', 'after'];

/** Begins with nothing seen. Further calls that were answered are only tallied: one for each phase is recorded in full. */
export function createClientAnswers(run: RunFile): ClientAnswers {
  const clients = new Map(
    run.clients.map(({ id, name }) => [
      id,
      { name, asked: new Map<Phase, number>(), given: new Set<Phase>() },
    ]),
  );
  return {
    see(record) {
      if (record.type !== 'observation' || record.operation !== 'call') return;
      const client = clients.get(record.viewer ?? '');
      client?.asked.set(record.phase, (client.asked.get(record.phase) ?? 0) + 1);
      // More than was granted is a violation of its own.
      if (record.class === 'own' || record.class === 'foreign') client?.given.add(record.phase);
    },
    silent() {
      if (isSuite(run)) return [];
      return [...clients.values()].flatMap(({ name, asked, given }): readonly SilentClient[] => {
        const inAll = [...asked.values()].reduce((sum, count) => sum + count, 0);
        if (given.size === 0) return inAll < leastAsked ? [] : [{ name, phase: null, asked: inAll }];
        return required
          .map((phase) => ({ name, phase, asked: asked.get(phase) ?? 0 }))
          .filter((one) => !given.has(one.phase) && one.asked >= leastAsked)
          .slice(0, 1);
      });
    },
  };
}
