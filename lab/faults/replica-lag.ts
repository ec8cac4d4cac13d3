import type { RedisLinks } from '../shop/links.js';
import type { Records } from '../shop/records.js';
import type { Fault } from './fault.js';

const lagMs = 1_500;

/** What the replica still shows after a write, until it has caught up. */
function behindKey(accountId: string): string {
  return `replica-behind:${accountId}`;
}

/** Drafts are written at once and read from a replica that is behind: people see their own older text. */
function readFromReplica(links: RedisLinks, primary: Records): Records {
  return {
    ...primary,
    async saveDraft(account, text) {
      const { text: before } = await primary.draft(account);
      // NX: a second write meanwhile does not make the replica newer.
      await links.main.set(behindKey(account.id), before, 'PX', lagMs, 'NX');
      await primary.saveDraft(account, text);
    },
    async draft(account) {
      const [draft, before] = await Promise.all([
        primary.draft(account),
        links.main.get(behindKey(account.id)),
      ]);
      return before === null ? draft : { ...draft, text: before };
    },
  };
}

/** A replica that lags: own data, older than what was written. No mix-up. */
export const replicaLag: Fault = {
  id: 'replica-lag',
  kind: 'control',
  title: 'drafts are read from a replica that is 1.5 s behind: own data, older',
  incident: null,
  acts: 'always',
  oracles: [],
  layer: null,
  shop: (parts) => ({ ...parts, records: (links) => readFromReplica(links, parts.records(links)) }),
};
