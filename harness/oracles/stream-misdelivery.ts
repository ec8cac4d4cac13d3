import type { Oracle } from '../model/oracle.js';
import { reportDisclosure } from './disclosure.js';

/** A pushed message (WebSocket, server-sent event) that was meant for another identity. */
export const streamMisdelivery: Oracle = {
  name: 'stream-misdelivery',
  severity: 'violation',
  finds: 'A message was pushed to an identity that it was not meant for.',
  begin: () => (record) =>
    record.type === 'observation'
      ? reportDisclosure(
          record,
          'stream-misdelivery',
          (viewer, owner) =>
            `${viewer} received a message with ${owner} data on ${record.where} (${record.channel}).`,
        )
      : [],
};
