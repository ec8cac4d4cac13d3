import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Agent } from 'undici';
import type { Fault } from '../../lab/faults/fault.js';
import { healthy } from '../../lab/faults/healthy.js';
import { openLab } from '../../lab/rollout/lab.js';
import type { Lab } from '../../lab/rollout/lab.js';
import { labOptions } from '../../lab/rollout/options.js';
import { signIn } from './sign-in.js';

const clients = 24;
const signInEvery = 20;
const paths = ['/profile', '/api/me', '/assets/app.css', '/letters/draft', '/account/badge.svg', '/orders'];

interface Seen {
  requests: number;
  readonly failures: string[];
  readonly releases: Map<string, number>;
}

test(
  'three rollouts under load, with connections that are kept alive, fail no request',
  { timeout: 180_000 },
  async () => {
    const brisk: Fault = { ...healthy, rollout: (plan) => ({ ...plan, pauseMs: 200 }) };
    const lab = await openLab(labOptions(brisk, { crowd: 0, customers: 500, testAccounts: clients }));
    try {
      const seen: Seen = { requests: 0, failures: [], releases: new Map() };
      const stop = new AbortController();
      const accounts = lab.accounts.slice(0, clients);
      const load = accounts.map((account, number) =>
        drive(lab, account, { stop: stop.signal, seen, number }),
      );
      const steps: string[] = [];
      const began = performance.now();
      for (const release of ['v2', 'v3', 'v1']) await lab.roll(release, (line) => steps.push(line));
      const seconds = (performance.now() - began) / 1000;
      stop.abort();
      await Promise.all(load);
      assert.deepEqual(seen.failures.slice(0, 10), []);
      assert.equal(steps.length, 9);
      assert.deepEqual([...seen.releases.keys()].sort(), ['v1', 'v2', 'v3']);
      assert.ok(
        seen.requests / seconds > 100,
        `only ${Math.round(seen.requests / seconds)} requests a second`,
      );
    } finally {
      await lab.close();
    }
  },
);

type Account = Lab['accounts'][number];

/** One signed-in client on connections of its own: nothing but its own 200s, until it is told to stop. */
async function drive(
  lab: Lab,
  account: Account,
  how: { stop: AbortSignal; seen: Seen; number: number },
): Promise<void> {
  const { stop, seen } = how;
  const agent = new Agent({ connections: 2, pipelining: 1 });
  let cookie = await signIn(lab.url, account, agent);
  for (let turn = how.number; !stop.aborted; turn += 1) {
    const path = paths[turn % paths.length] ?? '/profile';
    seen.requests += 1;
    try {
      // A POST is never sent twice, so it shows what a repeated GET would hide.
      if (turn % signInEvery === 0) cookie = await signIn(lab.url, account, agent);
      const answer = await agent.request({ origin: lab.url, path, method: 'GET', headers: { cookie } });
      const body = await answer.body.text();
      if (answer.statusCode !== 200) seen.failures.push(`${path}: ${answer.statusCode}`);
      if (path === '/api/me' && !body.includes(account.username))
        seen.failures.push(`${path}: not one's own`);
      const release = String(answer.headers['x-revision']);
      if (path === '/profile') seen.releases.set(release, (seen.releases.get(release) ?? 0) + 1);
    } catch (error) {
      seen.failures.push(`${path}: ${String(error)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  await agent.close();
}
