import {
  helloOf,
  newsOf,
  notifyEveryMs,
  type Notification,
  type Notifications,
} from '../shop/notifications.js';
import type { Records } from '../shop/records.js';
import type { Fault } from './fault.js';

type Receiver = (notification: Notification) => void;

/** How long the feed of a broken connection is kept for its reader to come back. */
const resumeWithinMs = 5_000;

/**
 * Feeds send to a numbered slot. A slot is free as soon as its connection is gone, but its feed goes on for a
 * while, so that a reader who reconnects misses nothing: whoever connects next takes the slot, and the feed.
 */
function createSlottedNotifications(records: Records): Notifications {
  const slots: (Receiver | null)[] = [];
  return {
    subscribe(account, deliver) {
      const free = slots.indexOf(null);
      const slot = free === -1 ? slots.length : free;
      slots[slot] = deliver;
      deliver(helloOf(account));
      const feed = setInterval(() => {
        void records.orders(account).then((orders) => slots[slot]?.(newsOf(account, orders)));
      }, notifyEveryMs);
      return () => {
        slots[slot] = null;
        setTimeout(() => clearInterval(feed), resumeWithinMs);
      };
    },
  };
}

/** Who reconnects is sent the news of whoever had the slot before. */
export const socketSlotReuse: Fault = {
  id: 'socket-slot-reuse',
  kind: 'fault',
  title: 'a stream that connects takes the slot of one that left, and its news',
  incident: {
    what: 'Wyze, 16 February 2024: as cameras reconnected after an outage, 13,000 users got pictures of others',
    source: 'https://forums.wyze.com/t/wyze-outage-and-investigation-of-security-issue/290462/146',
  },
  acts: 'always',
  advice: {
    shows: 'After a reconnect, live messages or pictures of somebody else arrive; pages are right.',
    prevent:
      'Bind a subscription to the connection itself and its account, not to a number that is given again; ' +
      'end the feed with the connection, and compare recipient and account at each delivery.',
  },
  oracles: ['stream-misdelivery'],
  layer: 'process-state',
  shop: (parts) => ({ ...parts, notifications: createSlottedNotifications }),
};
