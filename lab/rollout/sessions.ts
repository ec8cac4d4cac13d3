import type { Redis } from 'ioredis';
import { inParts, wholeKeys } from '../redis/whole-keys.js';
import { sessionKey } from '../shop/session-store.js';

/** Deletes every session under the client's key prefix; gives how many there were. */
export async function deleteSessions(client: Redis, keyPrefix: string): Promise<number> {
  let deleted = 0;
  await inParts(await wholeKeys(client, `${keyPrefix}${sessionKey('*')}`), async (part) => {
    // The client puts its prefix before the keys of this command, unlike before the pattern of SCAN.
    const gone = await client.del(part.map((key) => key.slice(keyPrefix.length)));
    deleted += gone;
  });
  return deleted;
}
