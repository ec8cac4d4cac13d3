import { test } from 'node:test';
import { connectionBoundIdentity } from '../../lab/faults/connection-bound-identity.js';
import { lateReplyReused } from '../../lab/faults/late-reply-reused.js';
import { memoisedUpstream } from '../../lab/faults/memoised-upstream.js';
import { recycledBuffer } from '../../lab/faults/recycled-buffer.js';
import { responseQueueShift } from '../../lab/faults/response-queue-shift.js';
import { sharedUpstreamClient } from '../../lab/faults/shared-upstream-client.js';
import { stickyDrift } from '../../lab/faults/sticky-drift.js';
import { atOnce, inTurn, provesItself } from './proves-itself.js';
import type { Visitor } from './proves-itself.js';
import { signIn } from './sign-in.js';

test('response-queue-shift: after a request was given up, others get the response before theirs', async () => {
  await provesItself(responseQueueShift, { mixes: atOnce('/api/me') });
});

test('late-reply-reused: who borrows the connection next reads the late response', async () => {
  await provesItself(lateReplyReused, { mixes: atOnce('/api/me') });
});

test('recycled-buffer: those whose responses come in together get one body', async () => {
  await provesItself(recycledBuffer, { mixes: atOnce('/profile') });
});

test('connection-bound-identity: who comes second on a connection is taken for the first', async () => {
  await provesItself(connectionBoundIdentity, { mixes: inTurn('/profile') });
});

test('sticky-drift: the number of a session is somebody else’s on the next instance', async () => {
  await provesItself(stickyDrift, {
    instances: 2,
    async mixes(url, visitors) {
      const anew: Visitor[] = [];
      for (const visitor of visitors) {
        const { username, password } = visitor;
        anew.push({ ...visitor, cookie: await signIn(url, { username, password }) });
      }
      // Twice each, without the affinity cookie: once on the own instance and once on the other.
      const twice = anew.flatMap((visitor) => [visitor, visitor]);
      return inTurn('/api/me')(url, twice);
    },
  });
});

test('memoised-upstream: everybody is the first customer of the process', async () => {
  await provesItself(memoisedUpstream, { mixes: inTurn('/profile') });
});

test('shared-upstream-client: the client speaks for whoever set it last', async () => {
  await provesItself(sharedUpstreamClient, { mixes: atOnce('/profile') });
});
