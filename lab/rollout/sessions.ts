import type { Redis } from 'ioredis';
import { sessionKey } from '../shop/session-store.js';

/** Deletes every session under the client's key prefix; gives how many there were. */
export async function deleteSessions(client: Redis, keyPrefix: string): Promise<number> {
  let cursor = '0';
  let deleted = 0;
  do {
    // SCAN takes and gives whole keys: the client's prefix is added to the keys of other commands only.
    const [next, keys] = await client.scan(cursor, 'MATCH', `${keyPrefix}${sessionKey('*')}`, 'COUNT', 1000);
    const gone = keys.length > 0 ? await client.del(keys.map((key) => key.slice(keyPrefix.length))) : 0;
    deleted += gone;
    cursor = next;
  } while (cursor !== '0');
  return deleted;
}
